package io.jenkins.plugins.mongodbcloud.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.access.Grant;
import io.jenkins.plugins.mongodbcloud.access.GrantState;
import io.jenkins.plugins.mongodbcloud.testing.GrantFixture;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that share a Jenkins home leave each other's grants alone, until one is killed. */
@Timeout(120)
class TwoControllersTest {

    @TempDir
    private Path home;

    @Test
    void grantsOfAnotherProcessAreTakenOverOnceItIsKilled() throws Exception {
        Path directory = home.resolve("grants");
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        ControllerProcess.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out =
                        new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8));
                GrantStore store = GrantStore.open(directory)) {
            assertEquals("ready", out.readLine());
            assertEquals(List.of(), store.refresh(UnaryOperator.identity()));
            assertEquals(1, store.all().size());
            other.destroyForcibly().waitFor();
            List<Grant> taken = store.refresh(UnaryOperator.identity());
            assertEquals(List.of("of-the-other"), taken.stream().map(Grant::id).toList());
            assertTrue(store.owns(taken.get(0)));
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void oneAtATimeDecidesAboutAKey() throws Exception {
        Grant.Key key = GrantFixture.knownKey("any", GrantState.HELD, "this").key();
        try (GrantStore one = GrantStore.open(home.resolve("grants"));
                GrantStore two = GrantStore.open(home.resolve("grants"))) {
            Runnable first = one.lock(key).get(60, TimeUnit.SECONDS);
            CompletableFuture<Runnable> second = one.lock(key);
            CompletableFuture<Runnable> elsewhere = two.lock(key);
            assertEquals(List.of(false, false), List.of(second.isDone(), elsewhere.isDone()));
            first.run();
            first.run();
            Runnable next =
                    (Runnable) CompletableFuture.anyOf(second, elsewhere).get(60, TimeUnit.SECONDS);
            assertTrue(!second.isDone() || !elsewhere.isDone(), "both have the lock");
            next.run();
            second.get(60, TimeUnit.SECONDS).run();
            elsewhere.get(60, TimeUnit.SECONDS).run();
        }
    }

    @Test
    void whoGaveUpWaitingDoesNotHoldUpTheNext() throws Exception {
        Grant.Key key = GrantFixture.knownKey("any", GrantState.HELD, "this").key();
        try (GrantStore store = GrantStore.open(home.resolve("grants"))) {
            Runnable first = store.lock(key).get(60, TimeUnit.SECONDS);
            CompletableFuture<Runnable> gone = store.lock(key);
            CompletableFuture<Runnable> last = store.lock(key);
            gone.cancel(false);
            first.run();
            last.get(60, TimeUnit.SECONDS).run();
        }
    }
}
