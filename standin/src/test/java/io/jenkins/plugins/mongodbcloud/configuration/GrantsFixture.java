package io.jenkins.plugins.mongodbcloud.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.AbortException;
import hudson.security.ACL;
import io.jenkins.plugins.mongodbcloud.access.BuildResultPolicy;
import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.testing.JenkinsFixture;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Role;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedKey;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A controller with a key pair that may give access, a build that asks for it, and a clock. */
abstract class GrantsFixture {

    static final String OWNER = "owner";
    static final SimulatedKey OWNER_KEY =
            new SimulatedKey("5d1d12c087d9d63e6d68aaaa", "ownerown", "0aaaaaaa-0000-4000-8000-00000000aaaa", "owner");

    @TempDir
    Path home;

    StandInJenkins jenkins;
    final AtomicLong now = new AtomicLong(System.currentTimeMillis());
    final List<String> log = new ArrayList<>();
    final CompletableFuture<Void> cancel = new CompletableFuture<>();

    @BeforeEach
    void start() throws Exception {
        jenkins = new StandInJenkins(
                home, SimulatorSeed.cloud().addApiKey(SimulatorSeed.ORGANIZATION_ID, OWNER_KEY, Role.ORG_OWNER));
        booted();
    }

    @AfterEach
    void stop() {
        jenkins.close();
    }

    void booted() throws Exception {
        jenkins.addCredentials(JenkinsFixture.keyPair(OWNER, OWNER_KEY));
        JenkinsFixture.timeouts(2, 2, 3);
        Grants.get().setClock(now::get);
    }

    /** The controller dies and starts again, and its builds go on or do not. */
    void restart(boolean goesOn) throws Exception {
        jenkins.restart();
        booted();
        if (!goesOn) {
            jenkins.run().finished();
        }
        GrantListeners.start();
        await(Grants.get().work());
    }

    GrantRequest request(String credentialsId) {
        return BuildAccess.request(credentialsId, true);
    }

    CompletableFuture<GivenAccess> start(GrantRequest request) {
        return Grants.get().assign(request, jenkins.run(), ACL.SYSTEM2, log::add, () -> false, cancel);
    }

    GivenAccess assign() throws Exception {
        return await(start(request(OWNER)));
    }

    static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(JenkinsFixture.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    String failure(GrantRequest request) throws Exception {
        try {
            throw new AssertionError("given: " + await(start(request)));
        } catch (ExecutionException e) {
            assertEquals(AbortException.class, e.getCause().getClass(), e::toString);
            return e.getCause().getMessage();
        }
    }

    KeyResult end(GivenAccess given) throws Exception {
        return await(
                Grants.get().end(given.grant().id(), BuildResultPolicy.DEFAULT, jenkins.run(), ACL.SYSTEM2, log::add));
    }

    static void until(BooleanSupplier reached) throws Exception {
        long end = System.nanoTime() + JenkinsFixture.PATIENCE.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new TimeoutException("still " + Grants.get().all());
            }
            Thread.onSpinWait();
        }
    }

    void untilSettled() throws Exception {
        until(() -> Grants.get().all().isEmpty());
    }

    void minutes(long minutes) throws Exception {
        now.addAndGet(Duration.ofMinutes(minutes).toMillis());
        await(Grants.get().work());
    }

    List<String> withAccess() {
        return jenkins.simulator.cloud().createdKeys().stream()
                .map(SimulatedKey::id)
                .filter(id -> jenkins.simulator.isAssigned(JenkinsFixture.PROJECT, id))
                .toList();
    }

    List<String> files() throws Exception {
        try (Stream<Path> files = Files.list(home.resolve("mongodb-cloud").resolve("grants"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }
}
