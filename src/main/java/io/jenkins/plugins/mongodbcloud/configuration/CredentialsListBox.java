package io.jenkins.plugins.mongodbcloud.configuration;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.Util;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.mongodbcloud.client.LogSanitizer;
import java.util.List;
import jenkins.model.Jenkins;

/** Drop-downs of the credentials that can serve an endpoint: those with a user name and a password, and of its domain. */
public final class CredentialsListBox {

    // Jobs cannot use what is of the scope System, so it is no default for them.
    private static final CredentialsMatcher FOR_JOBS = credentials -> credentials.getScope() != CredentialsScope.SYSTEM;

    private CredentialsListBox() {}

    /**
     * The credentials that the builds of an item can use.
     *
     * @param item null for a form that is not of an item, which offers what Jenkins itself has for jobs
     * @param baseUrl what they are to be used for; blank if that is not known yet
     * @param current the choice so far, which is always offered
     * @param none what the choice of none is called
     */
    public static ListBoxModel of(Item item, String baseUrl, String current, String none) {
        StandardListBoxModel list = new StandardListBoxModel();
        list.add(none, "");
        if (FormPermissions.maySee(item)) {
            try {
                include(list, item, baseUrl);
            } catch (RuntimeException unavailable) {
                // A credentials provider that fails must not take the rest of the form with it.
                String reason = Util.fixEmptyAndTrim(unavailable.getMessage());
                list.add(
                        Messages.Credentials_ListUnavailable(LogSanitizer.oneLine(
                                reason == null ? unavailable.getClass().getName() : reason)),
                        Util.fixNull(current));
            }
        }
        return list.includeCurrentValue(Util.fixNull(current));
    }

    private static void include(StandardListBoxModel list, Item item, String baseUrl) {
        String url = Util.fixEmptyAndTrim(baseUrl);
        List<DomainRequirement> where =
                url == null ? List.of() : URIRequirementBuilder.fromUri(url).build();
        if (item == null) {
            list.includeMatchingAs(
                    ACL.SYSTEM2, Jenkins.get(), StandardUsernamePasswordCredentials.class, where, FOR_JOBS);
        } else {
            list.includeMatchingAs(
                    CredentialsLookup.authenticationOf(item),
                    item,
                    StandardUsernamePasswordCredentials.class,
                    where,
                    CredentialsMatchers.always());
        }
    }
}
