package io.jenkins.plugins.mongodbcloud.configuration;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.AbortException;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.queue.Tasks;
import hudson.security.ACL;
import io.jenkins.plugins.mongodbcloud.client.ApiCredential;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.client.ServiceAccount;
import java.util.List;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/**
 * Looks key pairs and service accounts up in the context of who uses them, and nowhere else, and records the use: folders and
 * domains count, SYSTEM scope does not serve a job.
 */
public final class CredentialsLookup {

    private CredentialsLookup() {}

    /**
     * The key pair or service account in a credential that a run uses.
     *
     * @throws AbortException if the run cannot see such a credential, it is of another kind, or it is
     *     a service account and the endpoint has none
     */
    public static ApiCredential find(String credentialsId, Run<?, ?> run, ApiEndpoint endpoint) throws AbortException {
        return read(credential(credentialsId, run, endpoint), endpoint);
    }

    /**
     * The public key in a credential that a run uses; the private key is not touched.
     *
     * @throws AbortException as {@link #find(String, Run, ApiEndpoint)} does
     */
    public static String findPublicKey(String credentialsId, Run<?, ?> run, ApiEndpoint endpoint)
            throws AbortException {
        return credential(credentialsId, run, endpoint).getUsername().trim();
    }

    /**
     * The key pair or service account in a credential that the builds of an item can use, for the item's form.
     *
     * @throws AbortException if they cannot see such a credential
     */
    static ApiCredential find(String credentialsId, Item item, ApiEndpoint endpoint) throws AbortException {
        StandardUsernamePasswordCredentials found = CredentialsProvider.track(
                item,
                CredentialsProvider.findCredentialByIdInItem(
                        credentialsId,
                        StandardUsernamePasswordCredentials.class,
                        item,
                        authenticationOf(item),
                        where(endpoint)));
        return read(required(found, credentialsId, item.getFullName(), endpoint), endpoint);
    }

    /**
     * The key pair or service account in a credential of Jenkins itself, for an administrator's form.
     *
     * @throws AbortException if there is no such credential
     */
    static ApiCredential find(String credentialsId, Jenkins jenkins, ApiEndpoint endpoint) throws AbortException {
        StandardUsernamePasswordCredentials found = CredentialsProvider.track(
                jenkins,
                CredentialsProvider.findCredentialByIdInItemGroup(
                        credentialsId,
                        StandardUsernamePasswordCredentials.class,
                        jenkins,
                        ACL.SYSTEM2,
                        where(endpoint)));
        return read(required(found, credentialsId, jenkins.getDisplayName(), endpoint), endpoint);
    }

    /** As whom the builds of an item run, unless their cause says otherwise. */
    static Authentication authenticationOf(Item item) {
        return item instanceof Queue.Task task ? Tasks.getAuthenticationOf2(task) : ACL.SYSTEM2;
    }

    private static StandardUsernamePasswordCredentials credential(
            String credentialsId, Run<?, ?> run, ApiEndpoint endpoint) throws AbortException {
        String id = Util.fixEmptyAndTrim(credentialsId);
        if (id == null) {
            throw new AbortException(Messages.Credentials_None(endpoint.name()));
        }
        List<DomainRequirement> where = where(endpoint);
        StandardUsernamePasswordCredentials found = CredentialsProvider.track(
                run, CredentialsProvider.findCredentialById(id, StandardUsernamePasswordCredentials.class, run, where));
        if (found == null
                && CredentialsProvider.findCredentialById(id, StandardCredentials.class, run, where) != null) {
            throw new AbortException(Messages.Credentials_OtherKind(id));
        }
        return required(found, id, run.getParent().getFullName(), endpoint);
    }

    private static StandardUsernamePasswordCredentials required(
            StandardUsernamePasswordCredentials found, String id, String user, ApiEndpoint endpoint)
            throws AbortException {
        if (found == null) {
            throw new AbortException(Messages.Credentials_NotFound(id, user, endpoint.baseUrl()));
        }
        return found;
    }

    private static List<DomainRequirement> where(ApiEndpoint endpoint) {
        return URIRequirementBuilder.fromUri(endpoint.baseUrl().toString()).build();
    }

    /** The user name tells which it is, so that any provider of user names with passwords can hold either. */
    private static ApiCredential read(StandardUsernamePasswordCredentials found, ApiEndpoint endpoint)
            throws AbortException {
        String user = found.getUsername().trim();
        String secret = found.getPassword().getPlainText().trim();
        if (!ServiceAccount.isClientId(user)) {
            return new ApiKeyPair(user, secret);
        }
        if (!endpoint.product().hasServiceAccounts()) {
            throw new AbortException(Messages.Credentials_NoServiceAccounts(found.getId(), endpoint.name()));
        }
        return new ServiceAccount(user, secret);
    }
}
