package io.jenkins.plugins.mongodbcloud.configuration;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.AbortException;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.init.Terminator;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.queue.Tasks;
import hudson.security.ACL;
import io.jenkins.plugins.mongodbcloud.client.ApiCredential;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.LogSanitizer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/**
 * Looks key pairs and service accounts up in the context of who uses them, and nowhere else: folders and domains count, SYSTEM scope does
 * not serve a job. Each lookup has a minute; its future completes on a thread that must not be blocked.
 */
@Extension
public final class CredentialsLookup {

    private static final int USUAL_THREADS = 4;
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Logger LOGGER = Logger.getLogger(CredentialsLookup.class.getName());

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{.*}");

    private final LookupExecutor executor;

    public CredentialsLookup() {
        this(USUAL_THREADS, LIMIT);
    }

    CredentialsLookup(int usualThreads, Duration limit) {
        executor = new LookupExecutor(usualThreads, limit);
    }

    public static CredentialsLookup get() {
        return ExtensionList.lookupSingleton(CredentialsLookup.class);
    }

    /** Called by Jenkins as it goes down. */
    @Terminator
    public static void stop() {
        ExtensionList.lookup(CredentialsLookup.class).forEach(CredentialsLookup::close);
    }

    void close() {
        executor.stop();
    }

    /**
     * The key pair or service account in a credential that a run uses, which is recorded.
     *
     * @param credentialsId the ID of a credential, or <code>${NAME}</code> for what was chosen for the credentials
     *     parameter of that name, which the credentials plugin resolves
     * @param as as whom the run runs, which decides which upstream builds can be seen
     * @return fails with an {@link AbortException} if the run cannot see such a credential, it is of another kind, or
     *     it cannot be read
     */
    public CompletableFuture<ApiCredential> find(
            String credentialsId, Run<?, ?> run, ApiEndpoint endpoint, Authentication as) {
        return submit(
                credentialsId,
                as,
                () -> CredentialReader.read(credential(credentialsId, run, endpoint), credentialsId, endpoint));
    }

    /**
     * A credential with its own ID, by which it is found without the run too.
     *
     * @param id what an expression stands for
     */
    public record Found(ApiCredential credential, String id) {}

    /** As {@link #find(String, Run, ApiEndpoint, Authentication)}. */
    public CompletableFuture<Found> findNamed(
            String credentialsId, Run<?, ?> run, ApiEndpoint endpoint, Authentication as) {
        return submit(credentialsId, as, () -> {
            StandardUsernamePasswordCredentials found = credential(credentialsId, run, endpoint);
            return new Found(CredentialReader.read(found, credentialsId, endpoint), found.getId());
        });
    }

    /**
     * The credential that a run of an item used, long after the run. Recorded as used by the item.
     *
     * @param item null if it is gone: then the credential is one of Jenkins itself, the default of its endpoint
     * @return fails as {@link #find(String, Run, ApiEndpoint, Authentication)} does
     */
    CompletableFuture<ApiCredential> findLater(String credentialsId, Item item, ApiEndpoint endpoint) {
        return submit(credentialsId, ACL.SYSTEM2, () -> {
            String id = Util.fixEmptyAndTrim(credentialsId);
            if (id == null) {
                throw new AbortException(Messages.Credentials_None(endpoint.name()));
            }
            String user = item == null ? Jenkins.get().getDisplayName() : item.getFullName();
            return CredentialReader.read(
                    required(findLater(id, item, where(endpoint)), id, user, endpoint), id, endpoint);
        });
    }

    /** As the credentials plugin finds it for a run. */
    private static StandardUsernamePasswordCredentials findLater(String id, Item item, List<DomainRequirement> where) {
        Class<StandardUsernamePasswordCredentials> type = StandardUsernamePasswordCredentials.class;
        if (item == null) {
            return CredentialsProvider.track(
                    Jenkins.get(),
                    CredentialsProvider.findCredentialByIdInItemGroup(id, type, Jenkins.get(), ACL.SYSTEM2, where));
        }
        Authentication as = authenticationOf(item);
        StandardUsernamePasswordCredentials found =
                CredentialsProvider.findCredentialByIdInItem(id, type, item, as, where);
        if (found == null && item.getACL().hasPermission2(as, CredentialsProvider.USE_ITEM)) {
            found = CredentialsProvider.findCredentialByIdInItem(id, type, item, ACL.SYSTEM2, where);
        }
        return CredentialsProvider.track(item, found);
    }

    /**
     * The public key in a credential that a run uses, which is recorded; the private key is not touched.
     *
     * @return fails as {@link #find(String, Run, ApiEndpoint, Authentication)} does
     */
    public CompletableFuture<String> findPublicKey(
            String credentialsId, Run<?, ?> run, ApiEndpoint endpoint, Authentication as) {
        return submit(
                credentialsId,
                as,
                () -> CredentialReader.publicKey(credential(credentialsId, run, endpoint), credentialsId));
    }

    /**
     * The key pair or service account in a credential that the builds of an item can use, for the item's form. Not recorded: nothing has
     * used a credential because somebody opened a form.
     *
     * @throws AbortException if they cannot see such a credential, or it cannot be read in time
     */
    ApiCredential find(String credentialsId, Item item, ApiEndpoint endpoint, Duration patience)
            throws AbortException, InterruptedException {
        Authentication as = authenticationOf(item);
        return await(
                credentialsId,
                patience,
                () -> CredentialReader.read(
                        required(
                                CredentialsProvider.findCredentialByIdInItem(
                                        credentialsId,
                                        StandardUsernamePasswordCredentials.class,
                                        item,
                                        as,
                                        where(endpoint)),
                                credentialsId,
                                item.getFullName(),
                                endpoint),
                        credentialsId,
                        endpoint));
    }

    /**
     * The key pair or service account in a credential of Jenkins itself, for an administrator who tries it, which is recorded.
     *
     * @throws AbortException if there is no such credential, or it cannot be read in time
     */
    ApiCredential find(String credentialsId, Jenkins jenkins, ApiEndpoint endpoint, Duration patience)
            throws AbortException, InterruptedException {
        return await(
                credentialsId,
                patience,
                () -> CredentialReader.read(
                        required(
                                CredentialsProvider.track(
                                        jenkins,
                                        CredentialsProvider.findCredentialByIdInItemGroup(
                                                credentialsId,
                                                StandardUsernamePasswordCredentials.class,
                                                jenkins,
                                                ACL.SYSTEM2,
                                                where(endpoint))),
                                credentialsId,
                                jenkins.getDisplayName(),
                                endpoint),
                        credentialsId,
                        endpoint));
    }

    /** As whom the builds of an item run, unless their cause says otherwise. */
    static Authentication authenticationOf(Item item) {
        return item instanceof Queue.Task task ? Tasks.getAuthenticationOf2(task) : ACL.SYSTEM2;
    }

    private <T> CompletableFuture<T> submit(String credentialsId, Authentication as, Callable<T> lookup) {
        return executor.submit(credentialsId, as, () -> {
            try {
                return lookup.call();
            } catch (RuntimeException | LinkageError failure) {
                throw unreadable(credentialsId, failure);
            }
        });
    }

    private <T> T await(String credentialsId, Duration patience, Callable<T> lookup)
            throws AbortException, InterruptedException {
        CompletableFuture<T> found = submit(credentialsId, Jenkins.getAuthentication2(), lookup);
        try {
            return found.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new AbortException(Messages.Credentials_Late(credentialsId, patience.toSeconds()));
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof AbortException message
                    ? message
                    : unreadable(credentialsId, failure.getCause());
        } finally {
            found.cancel(false);
        }
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
            throw new AbortException(
                    EXPRESSION.matcher(id).matches()
                            ? Messages.Credentials_NoParameter(id, user, endpoint.baseUrl())
                            : Messages.Credentials_NotFound(id, user, endpoint.baseUrl()));
        }
        return found;
    }

    private static List<DomainRequirement> where(ApiEndpoint endpoint) {
        return URIRequirementBuilder.fromUri(endpoint.baseUrl().toString()).build();
    }

    /** The provider's exception stays in Jenkins' log: it may be of any size, and is not for a build's record. */
    private static AbortException unreadable(String id, Throwable failure) {
        LOGGER.log(Level.FINE, failure, () -> "The credential " + id + " cannot be read");
        String reason = Util.fixEmptyAndTrim(failure.getMessage());
        return new AbortException(Messages.Credentials_Unreadable(
                id, LogSanitizer.oneLine(reason == null ? failure.getClass().getName() : reason)));
    }
}
