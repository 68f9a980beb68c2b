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

/** A service account of MongoDB Cloud. To everything that takes a user name with password, it is one. */
@NameWith(ServiceAccountCredentials.NameProvider.class)
public final class ServiceAccountCredentials extends BaseStandardCredentials
        implements StandardUsernamePasswordCredentials {

    private static final long serialVersionUID = 1L;

    private final String clientId;
    private final Secret clientSecret;

    /** @param clientSecret stored encrypted, as every secret of Jenkins */
    @DataBoundConstructor
    public ServiceAccountCredentials(
            CredentialsScope scope, String id, String description, String clientId, Secret clientSecret) {
        super(scope, id, description);
        this.clientId = Util.fixNull(clientId).trim();
        this.clientSecret = clientSecret == null ? Secret.fromString("") : clientSecret;
    }

    /** A saved file, or one that was written by hand, may lack either half. */
    private Object readResolve() {
        return new ServiceAccountCredentials(getScope(), getId(), getDescription(), clientId, clientSecret);
    }

    public String getClientId() {
        return clientId;
    }

    public Secret getClientSecret() {
        return clientSecret;
    }

    /** The client ID. */
    @Override
    public String getUsername() {
        return clientId;
    }

    /** False: a client ID only names an account, as a user name does. */
    @Override
    public boolean isUsernameSecret() {
        return false;
    }

    /** The client secret. */
    @Override
    public Secret getPassword() {
        return clientSecret;
    }

    /** Client ID and description, never more. */
    public static final class NameProvider extends CredentialsNameProvider<ServiceAccountCredentials> {
        @Override
        public String getName(ServiceAccountCredentials credentials) {
            String description = Util.fixEmptyAndTrim(credentials.getDescription());
            return description == null
                    ? credentials.getClientId()
                    : credentials.getClientId() + " (" + description + ")";
        }
    }

    /** Form of the credential, with checks that say what was pasted where it does not belong. */
    @Extension
    @Symbol("mongoCloudServiceAccount")
    public static final class DescriptorImpl extends BaseStandardCredentialsDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.ServiceAccount_DisplayName();
        }

        @Override
        public String getDescription() {
            return Messages.ServiceAccount_Description();
        }

        @Override
        public String getIconClassName() {
            return "symbol-people";
        }

        /** Says what a text is that is no client ID. */
        @POST
        public FormValidation doCheckClientId(@ContextInPath ModelObject context, @QueryParameter String value) {
            return CredentialForms.maySee(context) ? ServiceAccountFormatHints.clientId(value) : FormValidation.ok();
        }

        /** Says what a text is that is no client secret; never repeats it. */
        @POST
        public FormValidation doCheckClientSecret(@ContextInPath ModelObject context, @QueryParameter Secret value) {
            return CredentialForms.maySee(context)
                    ? ServiceAccountFormatHints.clientSecret(Secret.toString(value))
                    : FormValidation.ok();
        }
    }
}
