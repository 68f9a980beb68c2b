package io.jenkins.plugins.mongodbcloud.config;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.AbortException;
import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.mongodbcloud.admin.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.admin.ApiKeyPair;
import java.util.List;

/** Looks key pairs up in the context of a run, and nowhere else: folders and domains count, SYSTEM scope does not. */
public final class KeyPairs {

    private KeyPairs() {}

    /**
     * The key pair in a credential, whose use by the run is recorded.
     *
     * @throws AbortException if the run cannot see such a credential, or it is of another kind
     */
    public static ApiKeyPair find(String credentialsId, Run<?, ?> run, ApiEndpoint endpoint) throws AbortException {
        StandardUsernamePasswordCredentials found = credential(credentialsId, run, endpoint);
        return new ApiKeyPair(
                found.getUsername().trim(), found.getPassword().getPlainText().trim());
    }

    /**
     * The public key in a credential, whose use by the run is recorded; the private key is not touched.
     *
     * @throws AbortException as {@link #find} does
     */
    public static String findPublicKey(String credentialsId, Run<?, ?> run, ApiEndpoint endpoint)
            throws AbortException {
        return credential(credentialsId, run, endpoint).getUsername().trim();
    }

    private static StandardUsernamePasswordCredentials credential(
            String credentialsId, Run<?, ?> run, ApiEndpoint endpoint) throws AbortException {
        String id = Util.fixEmptyAndTrim(credentialsId);
        if (id == null) {
            throw new AbortException(Messages.Credentials_None(endpoint.name()));
        }
        List<DomainRequirement> where =
                URIRequirementBuilder.fromUri(endpoint.baseUrl().toString()).build();
        StandardUsernamePasswordCredentials found = CredentialsProvider.track(
                run,
                CredentialsProvider.findCredentialById(id, StandardUsernamePasswordCredentials.class, run, where));
        if (found != null) {
            return found;
        }
        boolean otherKind = CredentialsProvider.findCredentialById(id, StandardCredentials.class, run, where) != null;
        throw new AbortException(
                otherKind
                        ? Messages.Credentials_OtherKind(id)
                        : Messages.Credentials_NotFound(id, run.getParent().getFullName(), endpoint.baseUrl()));
    }
}
