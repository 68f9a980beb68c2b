package io.jenkins.plugins.mongodbcloud.credentials;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.model.ModelObject;
import hudson.security.AccessControlled;
import java.util.regex.Pattern;

/** What the forms of all kinds of credentials have in common. */
final class CredentialForms {

    private static final Pattern QUOTED = Pattern.compile("[\"'`\u201c\u201e].*|.*[\"'`\u201c\u201d]", Pattern.DOTALL);
    private static final Pattern REDACTED = Pattern.compile("[*\u2022]{2}|\\.\\.\\.|\u2026");

    private CredentialForms() {}

    /** Whether a value was pasted with the quotation marks around it. */
    static boolean isQuoted(String value) {
        return QUOTED.matcher(value).matches();
    }

    /** Whether it is what MongoDB Cloud shows of a secret after it was created. */
    static boolean isRedacted(String secret) {
        return REDACTED.matcher(secret).find();
    }

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
