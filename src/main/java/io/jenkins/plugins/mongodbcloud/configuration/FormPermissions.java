package io.jenkins.plugins.mongodbcloud.configuration;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.model.Item;
import jenkins.model.Jenkins;

/** Who may be told what by a form. To anybody else a form behaves as if there were nothing to tell. */
public final class FormPermissions {

    private FormPermissions() {}

    /** Whether endpoints and credentials may be listed, and entries be checked, in a form of this item; null for one of Jenkins itself. */
    public static boolean maySee(Item item) {
        return item == null
                ? mayAdminister()
                : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
    }

    /**
     * Whether MongoDB Cloud may be asked with a credential that this item can use: only who may change what the item
     * does. Nobody configures the job of a branch, so there the one who may configure the project of all its branches,
     * and use the credentials of this one.
     */
    public static boolean mayAsk(Item item) {
        return item != null
                && (item.hasPermission(Item.CONFIGURE)
                        || item.getParent() instanceof Item parent
                                && parent.hasPermission(Item.CONFIGURE)
                                && item.hasPermission(CredentialsProvider.USE_ITEM));
    }

    /** Whether the global configuration may be seen and tested. */
    public static boolean mayAdminister() {
        return Jenkins.get().hasPermission(Jenkins.ADMINISTER);
    }
}
