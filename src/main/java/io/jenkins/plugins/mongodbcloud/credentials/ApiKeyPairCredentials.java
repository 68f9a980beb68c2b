package io.jenkins.plugins.mongodbcloud.credentials;

import com.cloudbees.plugins.credentials.ContextInPath;
import com.cloudbees.plugins.credentials.CredentialsNameProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.NameWith;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import hudson.Extension;
import hudson.Util;
import hudson.model.ModelObject;
import hudson.util.FormValidation;
import hudson.util.Secret;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A key pair of MongoDB Cloud. To everything that takes a user name with password, it is one. */
@NameWith(ApiKeyPairCredentials.NameProvider.class)
public final class ApiKeyPairCredentials extends BaseStandardCredentials
        implements StandardUsernamePasswordCredentials {

    private static final long serialVersionUID = 1L;

    private final String publicKey;
    private final Secret privateKey;

    /** @param privateKey stored encrypted, as every secret of Jenkins */
    @DataBoundConstructor
    public ApiKeyPairCredentials(
            CredentialsScope scope, String id, String description, String publicKey, Secret privateKey) {
        super(scope, id, description);
        this.publicKey = Util.fixNull(publicKey).trim();
        this.privateKey = privateKey == null ? Secret.fromString("") : privateKey;
    }

    /** A saved file, or one that was written by hand, may lack either half. */
    private Object readResolve() {
        return new ApiKeyPairCredentials(getScope(), getId(), getDescription(), publicKey, privateKey);
    }

    public String getPublicKey() {
        return publicKey;
    }

    public Secret getPrivateKey() {
        return privateKey;
    }

    /** The public key. */
    @Override
    public String getUsername() {
        return publicKey;
    }

    /** False: a public key only names a key, as a user name does. */
    @Override
    public boolean isUsernameSecret() {
        return false;
    }

    /** The private key. */
    @Override
    public Secret getPassword() {
        return privateKey;
    }

    /** Public key and description, never more. */
    public static final class NameProvider extends CredentialsNameProvider<ApiKeyPairCredentials> {
        @Override
        public String getName(ApiKeyPairCredentials credentials) {
            String description = Util.fixEmptyAndTrim(credentials.getDescription());
            return description == null
                    ? credentials.getPublicKey()
                    : credentials.getPublicKey() + " (" + description + ")";
        }
    }

    /** Form of the credential, with checks that say what was pasted where it does not belong. */
    @Extension
    @Symbol("mongoCloudApiKeyPair")
    public static final class DescriptorImpl extends BaseStandardCredentialsDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.KeyPair_DisplayName();
        }

        @Override
        public String getDescription() {
            return Messages.KeyPair_Description();
        }

        @Override
        public String getIconClassName() {
            return "symbol-key";
        }

        /** Says what a text is that is no public key. */
        @POST
        public FormValidation doCheckPublicKey(@ContextInPath ModelObject context, @QueryParameter String value) {
            return CredentialForms.maySee(context) ? KeyFormatHints.publicKey(value) : FormValidation.ok();
        }

        /** Says what a text is that is no private key; never repeats it. */
        @POST
        public FormValidation doCheckPrivateKey(@ContextInPath ModelObject context, @QueryParameter Secret value) {
            return CredentialForms.maySee(context)
                    ? KeyFormatHints.privateKey(Secret.toString(value))
                    : FormValidation.ok();
        }
    }
}
