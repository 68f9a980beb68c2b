package io.jenkins.plugins.mongodbcloud.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.security.ACL;
import hudson.util.ListBoxModel;
import hudson.util.Secret;
import io.jenkins.plugins.mongodbcloud.client.ApiCredential;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.credentials.ApiKeyPairCredentials;
import io.jenkins.plugins.mongodbcloud.credentials.ServiceAccountCredentials;
import io.jenkins.plugins.mongodbcloud.demo.DemoCredentials;
import io.jenkins.plugins.mongodbcloud.demo.DemoJenkins;
import io.jenkins.plugins.mongodbcloud.demo.DemoJob;
import io.jenkins.plugins.mongodbcloud.demo.DemoRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/** Lookups of credentials whose provider is somebody else's server: slow, silent, or failing. */
@Timeout(30)
class CredentialsLookupTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Authentication BUILD = new UsernamePasswordAuthenticationToken("the-build", "");

    @TempDir
    private Path home;

    private final List<CredentialsLookup> lookups = new ArrayList<>();
    private DemoJenkins jenkins;
    private DemoRun run;
    private Provider provider;
    private ApiEndpoint endpoint;

    @BeforeEach
    void start() throws Exception {
        jenkins = DemoJenkins.with(home, CredentialsLookup.class);
        run = new DemoRun(new DemoJob(jenkins, "deploy"));
        provider = jenkins.register(new Provider());
        endpoint = ApiEndpoint.of("Ours", Product.CLOUD_MANAGER, "https://mms.example.com");
    }

    @AfterEach
    void stop() {
        provider.answers.countDown();
        lookups.forEach(CredentialsLookup::close);
        jenkins.close();
    }

    /** A provider that asks a server. */
    private static final class Provider extends CredentialsProvider {
        private final CountDownLatch answers = new CountDownLatch(1);
        private volatile boolean silent;
        private volatile RuntimeException failure;
        private volatile Authentication askedAs;
        private volatile CountDownLatch asked = new CountDownLatch(1);
        private volatile CountDownLatch interrupted = new CountDownLatch(1);

        @NonNull
        @Override
        @SuppressWarnings("rawtypes")
        public <C extends Credentials> List<C> getCredentialsInItemGroup(
                @NonNull Class<C> type,
                ItemGroup itemGroup,
                Authentication authentication,
                @NonNull List<DomainRequirement> domainRequirements) {
            askedAs = Jenkins.getAuthentication2();
            boolean waits = silent;
            asked.countDown();
            if (failure != null) {
                throw failure;
            }
            if (waits) {
                try {
                    answers.await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                    throw new IllegalStateException("interrupted", e);
                }
            }
            return List.of();
        }
    }

    private CredentialsLookup lookup(int threads, Duration limit) {
        CredentialsLookup lookup = new CredentialsLookup(threads, limit);
        lookups.add(lookup);
        return lookup;
    }

    private CompletableFuture<ApiCredential> find(CredentialsLookup lookup, String id) {
        return lookup.find(id, run, endpoint, BUILD);
    }

    private static String failure(CompletableFuture<?> lookup) {
        Throwable cause = assertThrows(ExecutionException.class, () -> lookup.get(20, TimeUnit.SECONDS))
                .getCause();
        assertSame(AbortException.class, cause.getClass(), cause::toString);
        return cause.getMessage();
    }

    @Test
    void aLookupIsMadeAsWhomTheBuildRuns() {
        failure(find(CredentialsLookup.get(), "any"));

        assertEquals(BUILD, provider.askedAs);
        assertEquals(Jenkins.ANONYMOUS2, Jenkins.getAuthentication2());
    }

    @Test
    void aProviderThatDoesNotAnswerIsSaidInTime() throws Exception {
        provider.silent = true;

        String message = failure(find(lookup(1, Duration.ofMillis(100)), "the-key"));

        assertTrue(message.startsWith("The credential \"the-key\" was not found within"), message);
        assertTrue(provider.interrupted.await(20, TimeUnit.SECONDS), "the lookup goes on");
    }

    @Test
    void aCancelledLookupIsInterrupted() throws Exception {
        provider.silent = true;
        CompletableFuture<ApiCredential> lookup = find(lookup(1, LONG), "the-key");
        assertTrue(provider.asked.await(20, TimeUnit.SECONDS));

        lookup.cancel(false);

        assertTrue(provider.interrupted.await(20, TimeUnit.SECONDS), "the lookup goes on");
    }

    @Test
    void lookupsThatHangHoldUpNeitherOthersNorTheWork() throws Exception {
        provider.silent = true;
        provider.asked = new CountDownLatch(8);
        CredentialsLookup lookup = lookup(4, LONG);
        List<CompletableFuture<ApiCredential>> hanging =
                IntStream.range(0, 8).mapToObj(i -> find(lookup, "slow")).toList();
        assertTrue(provider.asked.await(20, TimeUnit.SECONDS), "lookups wait for each other");
        provider.silent = false;

        String message = failure(find(lookup, "any"));
        assertTrue(message.startsWith("There is no credential"), message);
        assertTrue(hanging.stream().noneMatch(CompletableFuture::isDone));
    }

    /** What can be the matter with a credential that is there. */
    enum Damage {
        PROVIDER_DOWN("the vault is sealed", () -> fail("the vault is sealed"), () -> Secret.fromString("s3cret")),
        NO_PRIVATE_KEY("has no private key", () -> "adminkey", () -> null),
        EMPTY_PRIVATE_KEY("has no private key", () -> "adminkey", () -> Secret.fromString(" ")),
        OF_ANOTHER_JENKINS(
                "cannot be decrypted",
                () -> "adminkey",
                () -> Secret.fromString("{AQAAABAAAAAQ+Zk2/7e3sO0JtWcPjqFv5qhGdQ1Kc0Ww=}")),
        PRIVATE_KEY_UNAVAILABLE(
                "Property 'password' is currently unavailable",
                () -> "adminkey",
                () -> fail("Property 'password' is currently unavailable")),
        NO_PUBLIC_KEY("has no public key", () -> null, () -> Secret.fromString("s3cret"));

        private final String reason;
        private final Supplier<String> username;
        private final Supplier<Secret> password;

        Damage(String reason, Supplier<String> username, Supplier<Secret> password) {
            this.reason = reason;
            this.username = username;
            this.password = password;
        }

        private static <T> T fail(String message) {
            throw new IllegalStateException(message);
        }
    }

    private static final class Damaged extends BaseStandardCredentials implements StandardUsernamePasswordCredentials {
        private static final long serialVersionUID = 1L;
        private final Damage damage;

        Damaged(Damage damage) {
            super(CredentialsScope.GLOBAL, "the-key", null);
            this.damage = damage;
        }

        @NonNull
        @Override
        public String getUsername() {
            return damage.username.get();
        }

        @NonNull
        @Override
        public Secret getPassword() {
            return damage.password.get();
        }

        @Override
        public boolean isUsernameSecret() {
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCredentialThatCannotBeReadIsNamedWithTheReason(Damage damage) {
        jenkins.register(new DemoCredentials()).add(new Damaged(damage));

        String inBuild = failure(find(CredentialsLookup.get(), "the-key"));
        String inForm = assertThrows(
                        AbortException.class,
                        () -> CredentialsLookup.get().find("the-key", (Item) run.getParent(), endpoint, LONG))
                .getMessage();
        String inTest = assertThrows(
                        AbortException.class, () -> CredentialsLookup.get().find("the-key", jenkins, endpoint, LONG))
                .getMessage();

        assertTrue(inBuild.contains("\"the-key\"") && inBuild.contains(damage.reason), inBuild);
        assertEquals(inBuild, inForm);
        assertEquals(inBuild, inTest);
        assertFalse(inBuild.contains("s3cret"), inBuild);
    }

    @Test
    void aProviderThatFailsIsSaidWithItsReason() {
        provider.failure = new IllegalStateException("HTTP 503 from\nthe vault");

        assertEquals(
                "The credential \"the-key\" cannot be read, so nothing was sent."
                        + " Its credentials provider says: HTTP 503 from the vault",
                failure(find(CredentialsLookup.get(), "the-key")));
        ListBoxModel choices = CredentialsListBox.of(run.getParent(), "", "the-key", "none");
        assertEquals("- credentials cannot be listed: HTTP 503 from the vault -", choices.get(1).name);
        assertEquals("the-key", choices.get(1).value);
    }

    @Test
    void aKeyPairWithoutItsPrivateKeyIsStillACredential() {
        ApiKeyPairCredentials imported =
                new ApiKeyPairCredentials(CredentialsScope.GLOBAL, "the-key", null, "adminkey", null);
        jenkins.register(new DemoCredentials()).add(imported);

        assertEquals("", imported.getPassword().getPlainText());
        assertTrue(failure(find(CredentialsLookup.get(), "the-key")).contains("has no private key"));
    }

    @Test
    void aPublicKeyAndAClientIdAreNoSecrets() {
        assertFalse(new ApiKeyPairCredentials(CredentialsScope.GLOBAL, "the-key", null, "adminkey", null)
                .isUsernameSecret());
        assertFalse(new ServiceAccountCredentials(
                        CredentialsScope.GLOBAL, "the-account", null, "mdb_sa_id_0123456789abcdef01234567", null)
                .isUsernameSecret());
    }

    @Test
    void onlyTheTestOfTheConnectionCountsAsAUseInAForm() throws Exception {
        DemoCredentials store = jenkins.register(new DemoCredentials()).add("the-key", "adminkey", "private");

        CredentialsLookup.get().find("the-key", (Item) run.getParent(), endpoint, LONG);
        assertEquals(List.of(), store.tracked());
        CredentialsLookup.get().find("the-key", jenkins, endpoint, LONG);
        assertEquals(List.of("the-key"), store.tracked());
        assertEquals("adminkey", find(CredentialsLookup.get(), "the-key").get().identity());
        assertEquals(List.of("the-key", "the-key"), store.tracked());
        assertEquals(ACL.SYSTEM2, CredentialsLookup.authenticationOf(run.getParent()));
    }
}
