package io.jenkins.plugins.mongodbcloud.credentials;

import com.cloudbees.plugins.credentials.CredentialsNameProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.NameWith;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.Secret;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
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
        this.privateKey = privateKey;
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

        /** Says what a text is that is no public key. */
        @POST
        public FormValidation doCheckPublicKey(@AncestorInPath Item item, @QueryParameter String value) {
            return maySee(item) ? KeyFormatHints.publicKey(value) : FormValidation.ok();
        }

        /** Says what a text is that is no private key; never repeats it. */
        @POST
        public FormValidation doCheckPrivateKey(@AncestorInPath Item item, @QueryParameter Secret value) {
            return maySee(item) ? KeyFormatHints.privateKey(Secret.toString(value)) : FormValidation.ok();
        }

        private static boolean maySee(Item item) {
            return item == null
                    ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                    : item.hasPermission(Item.EXTENDED_READ);
        }
    }
}
