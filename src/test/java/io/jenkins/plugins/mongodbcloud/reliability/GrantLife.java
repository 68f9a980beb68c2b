package io.jenkins.plugins.mongodbcloud.reliability;

import io.jenkins.plugins.mongodbcloud.access.GivenKey;
import io.jenkins.plugins.mongodbcloud.access.Grant;
import io.jenkins.plugins.mongodbcloud.access.GrantState;
import io.jenkins.plugins.mongodbcloud.access.KeyAssignment;
import io.jenkins.plugins.mongodbcloud.reliability.GrantResult.Ending;
import io.jenkins.plugins.mongodbcloud.reliability.GrantScenario.Disruption;
import io.jenkins.plugins.mongodbcloud.testing.simulator.LoggedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The access of one build, from its assignment until the background has removed it. */
final class GrantLife {

    private static final long PATIENCE_SECONDS = 60;
    private static final int TRIES = 6;

    private final GrantScenario scenario;
    private final GrantEnvironment environment;
    private final Path directory;
    private final List<String> flaws = new ArrayList<>();
    private final Map<Path, byte[]> unreadable = new HashMap<>();
    private volatile GrantController controller;
    private boolean given;

    // Also used by the simulator's thread while a request is under way.
    private volatile CompletableFuture<CompletableFuture<GivenKey>> started;
    private volatile KeyAssignment assignment;
    private volatile boolean disrupted;
    private volatile boolean down;
    private int requests;

    /** @param directory of the grants */
    GrantLife(GrantScenario scenario, GrantEnvironment environment, Path directory) throws IOException {
        this.scenario = scenario;
        this.environment = environment;
        this.directory = directory;
        this.controller = new GrantController(directory);
    }

    /** What must never be; empty if all is well so far. */
    List<String> flaws() {
        return flaws;
    }

    GrantController controller() {
        return controller;
    }

    /** Whether what happens besides has happened. */
    boolean isDisrupted() {
        return disrupted;
    }

    /** Called with each request, before it is answered. */
    synchronized void seen(LoggedRequest request) {
        requests++;
        boolean now = scenario.moment() == GrantScenario.AT_FAULT
                ? request.fault().equals(scenario.lastFault().toString())
                : requests == scenario.moment();
        if (now && !disrupted) {
            disrupted = true;
            disrupt(scenario.disruption());
        }
    }

    private void disrupt(Disruption disruption) {
        if (disruption == Disruption.NONE) {
            return;
        }
        if (disruption == Disruption.FULL_DISK) {
            controller.full(true);
            return;
        }
        // Another one may have begun once this one is cancelled.
        CompletableFuture<GivenKey> key = started.join();
        if (disruption.kills()) {
            controller.kill();
        }
        down = disruption.kills() || disruption == Disruption.RESTART;
        if (disruption == Disruption.SECOND_ABORT) {
            // Before the cancellation, with which the assignment may end.
            controller.store().all().forEach(grant -> environment.handOver(controller, grant));
            assignment.cancel();
        }
        assignment.cancel();
        // The response is held back until then, so that it surely comes too late.
        key.handle((done, refused) -> done)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** Lives until the build is over and the background has had a first try. */
    Ending live() throws Exception {
        Optional<String> grant = assign();
        if (restarted() && grant.isEmpty() && !isBuildOver()) {
            grant = assign();
        }
        String held = grant.orElse("");
        tryToRemove(other -> !other.id().equals(held));
        for (boolean again = restarted() || grant.isPresent(); again && !isBuildOver(); again = restarted()) {
            end(held);
        }
        tryToRemove(other -> true);
        restarted();
        try (DirectoryStream<Path> files = grantFiles()) {
            return files.iterator().hasNext() ? Ending.PENDING : given ? Ending.REMOVED : Ending.NOT_GIVEN;
        }
    }

    private boolean isBuildOver() {
        return disrupted && scenario.disruption().endsBuild();
    }

    private Optional<String> assign() throws Exception {
        started = new CompletableFuture<>();
        assignment = environment.assignment(scenario, controller, () -> disrupted && isStop());
        CompletableFuture<GivenKey> key = assignment.start();
        started.complete(key);
        try {
            String id = key.get(PATIENCE_SECONDS, TimeUnit.SECONDS).grant().id();
            given = true;
            return Optional.of(id);
        } catch (ExecutionException refused) {
            if (refused.getCause().getMessage().isBlank()) {
                flaws.add("no reason was given: " + refused.getCause());
            }
            return Optional.empty();
        }
    }

    /** Whether the build stops for it and does not go on. */
    private boolean isStop() {
        return switch (scenario.disruption()) {
            case ABORT, SECOND_ABORT, HARD_KILL, KILL -> true;
            default -> false;
        };
    }

    /** The block's end. */
    private void end(String id) throws Exception {
        Optional<Grant> grant = controller.store().get(id);
        if (grant.isPresent()) {
            environment.remove(controller, grant.get(), false).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** The background tries these, with what faults there are. */
    private void tryToRemove(Predicate<Grant> which) throws Exception {
        for (Grant grant : controller.store().all().stream()
                .filter(which.and(this::isHandedOver))
                .toList()) {
            environment.remove(controller, grant, true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** A grant that is assigning is in somebody's hands, unless it could not be written that it is pending. */
    private boolean isHandedOver(Grant grant) {
        return grant.state() != GrantState.ASSIGNING || scenario.disruption() == Disruption.FULL_DISK;
    }

    /** The next process, if there is to be one by now. */
    private boolean restarted() throws IOException {
        if (!down) {
            return false;
        }
        down = false;
        controller.kill();
        if (scenario.disruption() == Disruption.UNREADABLE_FILE) {
            damageFiles();
        }
        controller = new GrantController(directory);
        takeOver();
        if (controller.store().unreadable().size() != unreadable.size()) {
            flaws.add("unreadable files are not named: " + unreadable.keySet());
        }
        return true;
    }

    private void takeOver() throws IOException {
        controller
                .store()
                .refresh(grant -> grant.state() == GrantState.HELD && !isBuildOver()
                        ? grant
                        : grant.pending(environment.now().get()));
    }

    private DirectoryStream<Path> grantFiles() throws IOException {
        return Files.newDirectoryStream(directory, "*.json");
    }

    private void damageFiles() throws IOException {
        try (DirectoryStream<Path> files = grantFiles()) {
            for (Path file : files) {
                unreadable.put(file, Files.readAllBytes(file));
                Files.writeString(file, "{");
            }
        }
    }

    /** No fault is left, the disk is as it was, and the background has its time. */
    void untilSettled() throws Exception {
        controller.full(false);
        unreadable.forEach((file, content) -> {
            try {
                Files.write(file, content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        takeOver();
        for (int tries = 0; tries < TRIES && !controller.store().all().isEmpty(); tries++) {
            environment.passTime();
            tryToRemove(grant -> true);
        }
    }
}
