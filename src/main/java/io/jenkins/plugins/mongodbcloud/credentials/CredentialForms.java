package io.jenkins.plugins.mongodbcloud.credentials;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.model.ModelObject;
import hudson.security.AccessControlled;

/** What the forms of all kinds of credentials have in common. */
final class CredentialForms {

    private CredentialForms() {}

    /**
     * Whether entries may be checked in the form of a credential.
     *
     * @param context what the store of the form belongs to: Jenkins, a folder, a job, or a user, who has a store of
     *     their own; null if there is no such
     */
    static boolean maySee(ModelObject context) {
        return context instanceof AccessControlled store
                && store.hasAnyPermission(CredentialsProvider.CREATE, CredentialsProvider.UPDATE);
    }
}
