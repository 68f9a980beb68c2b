package io.jenkins.plugins.mongodbcloud.reliability;

import io.jenkins.plugins.mongodbcloud.access.AccessWorker;
import io.jenkins.plugins.mongodbcloud.access.Authority;
import io.jenkins.plugins.mongodbcloud.access.BuildResultPolicy;
import io.jenkins.plugins.mongodbcloud.access.ExistingKeyAssignment;
import io.jenkins.plugins.mongodbcloud.access.GivenKey;
import io.jenkins.plugins.mongodbcloud.access.Grant;
import io.jenkins.plugins.mongodbcloud.access.GrantDraft;
import io.jenkins.plugins.mongodbcloud.access.GrantRecorder;
import io.jenkins.plugins.mongodbcloud.access.GrantRemoval;
import io.jenkins.plugins.mongodbcloud.access.GrantServices;
import io.jenkins.plugins.mongodbcloud.access.GrantState;
import io.jenkins.plugins.mongodbcloud.access.KeyAssignment;
import io.jenkins.plugins.mongodbcloud.access.NewKeyAssignment;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.client.http.HttpAdminClient;
import io.jenkins.plugins.mongodbcloud.journal.GrantStore;
import io.jenkins.plugins.mongodbcloud.reliability.GrantScenario.Blow;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Role;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedCloud;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedKey;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A simulator and a directory of grants, on which one scenario is played at a time. */
final class GrantScenarioRunner implements AutoCloseable {

    private static final String PROJECT = SimulatorSeed.PROJECT_ID;
    private static final String EXISTING = SimulatorSeed.UNASSIGNED_KEY_ID;
    private static final SimulatedKey OWNER =
            new SimulatedKey("5d1d12c087d9d63e6d68aaaa", "ownerown", "0aaaaaaa-0000-4000-8000-00000000aaaa", "owner");
    private static final long PATIENCE_SECONDS = 60;
    private static final int ROUNDS = 6;

    private final HttpAdminClient api;
    private final Executor executor;
    private final Path folder;
    private final Simulator simulator;
    private final SimulatedCloud cloud =
            SimulatorSeed.cloud().addApiKey(SimulatorSeed.ORGANIZATION_ID, OWNER, Role.ORG_OWNER);
    private final ApiEndpoint endpoint;
    private final AtomicLong now = new AtomicLong(1_790_000_000_000L);
    private final AtomicInteger plays = new AtomicInteger();
    private volatile Runnable onRequest = () -> {};

    /** @param keys how many of the seed's keys {@code ci-001} and so on there are; long lists take most of the time */
    GrantScenarioRunner(HttpAdminClient api, Executor executor, Path folder, int keys) throws IOException {
        IntStream.rangeClosed(keys + 1, SimulatorSeed.CI_KEYS)
                .forEach(number -> cloud.deleteApiKey(
                        SimulatorSeed.ORGANIZATION_ID,
                        SimulatorSeed.ciKey(number).id()));
        this.api = api;
        this.executor = executor;
        this.folder = folder;
        this.simulator = Simulator.builder().cloud(cloud).start();
        this.endpoint = ApiEndpoint.of("The simulator", Product.CLOUD_MANAGER, simulator.baseUrl());
        simulator.journal().onRequest(request -> onRequest.run());
    }

    /** A process of Jenkins, as far as grants know it. */
    private final class Controller implements GrantRecorder {
        private final GrantStore store;
        private volatile boolean dead;
        private volatile boolean full;

        Controller(Path directory) throws IOException {
            store = GrantStore.open(directory);
        }

        private void check() throws IOException {
            if (dead || full) {
                throw new IOException(dead ? "the process has ended" : "No space left on device");
            }
        }

        @Override
        public void save(Grant grant) throws IOException {
            check();
            store.save(grant);
        }

        @Override
        public void remove(Grant grant) throws IOException {
            check();
            store.remove(grant);
        }

        @Override
        public List<Grant> sameKey(Grant.Key key, String exceptId) throws IOException {
            return store.sameKey(key, exceptId);
        }

        @Override
        public CompletableFuture<Runnable> lock(Grant.Key key) {
            return store.lock(key);
        }

        void die() {
            dead = true;
            store.close();
        }
    }

    private GrantServices services(Controller controller) {
        return new GrantServices(api, executor, new AccessWorker(api, executor), controller, now::get);
    }

    private Authority authority() {
        return new Authority(endpoint, new ApiKeyPair(OWNER.publicKey(), OWNER.privateKey()), "owner");
    }

    /** Plays a scenario to its end, gives the background its time, and looks for what must never be. */
    List<String> play(GrantScenario scenario) throws Exception {
        Path directory = folder.resolve("play-" + plays.incrementAndGet());
        List<String> found = new ArrayList<>();
        Controller controller = new Controller(directory);
        try {
            controller = live(scenario, controller, directory, found);
            onRequest = () -> {};
            simulator.faults().clear();
            controller.full = false;
            searchSecrets(directory, found);
            workOff(controller);
            inspect(controller, scenario, found);
        } finally {
            onRequest = () -> {};
            simulator.faults().clear();
            controller.die();
            cloud.createdKeys().forEach(key -> cloud.deleteApiKey(SimulatorSeed.ORGANIZATION_ID, key.id()));
            cloud.unassign(PROJECT, EXISTING);
        }
        return found;
    }

    private Controller live(GrantScenario scenario, Controller first, Path directory, List<String> found)
            throws Exception {
        boolean[] stopped = new boolean[1];
        for (InjectedFault fault : scenario.faults()) {
            if (scenario.always()) {
                simulator.faults().always(fault);
            } else {
                simulator.faults().next(fault);
            }
        }
        KeyAssignment assignment = assignment(scenario, first, stopped);
        AtomicInteger requests = new AtomicInteger();
        onRequest = () -> {
            if (requests.incrementAndGet() == scenario.moment()) {
                blow(scenario.blow(), first, assignment, stopped);
            }
        };
        Optional<GivenKey> given = result(assignment, found);
        boolean killed = first.dead;
        Controller current = killed ? restart(directory, scenario) : first;
        boolean over = killed && scenario.blow() != Blow.KILL_AND_RESUME || scenario.blow() == Blow.HARD_KILL;
        if (given.isPresent() && !over) {
            current = end(given.get().grant().id(), scenario, current, directory);
        }
        return current;
    }

    private KeyAssignment assignment(GrantScenario scenario, Controller controller, boolean[] stopped) {
        Grant.Key key = new Grant.Key(
                endpoint.name(),
                endpoint.baseUrl().toString(),
                PROJECT,
                scenario.existing() ? EXISTING : null,
                null,
                null,
                null,
                List.of("GROUP_READ_ONLY"));
        GrantDraft draft = new GrantDraft(
                key,
                new Grant.Holder("deploy", 1, "call", "owner", List.of()),
                controller.store.controller(),
                "deploy #1",
                scenario.accessList() ? List.of("192.0.2.1") : List.of(),
                scenario.delete());
        return scenario.existing()
                ? new ExistingKeyAssignment(draft, authority(), services(controller), () -> stopped[0])
                : new NewKeyAssignment(draft, authority(), services(controller), () -> stopped[0], line -> {});
    }

    private static void blow(Blow blow, Controller controller, KeyAssignment assignment, boolean[] stopped) {
        switch (blow) {
            case NONE -> {}
            case FULL_DISK -> controller.full = true;
            case ABORT, HARD_KILL -> {
                stopped[0] = true;
                assignment.cancel();
            }
            case KILL, KILL_AND_RESUME -> {
                controller.die();
                stopped[0] = true;
                assignment.cancel();
            }
        }
    }

    private static Optional<GivenKey> result(KeyAssignment assignment, List<String> found) throws Exception {
        try {
            return Optional.of(assignment.start().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException refused) {
            if (refused.getCause().getMessage().isBlank()) {
                found.add("no reason was given: " + refused.getCause());
            }
            return Optional.empty();
        }
    }

    private Controller restart(Path directory, GrantScenario scenario) throws IOException {
        Controller next = new Controller(directory);
        boolean goesOn = scenario.blow() == Blow.KILL_AND_RESUME;
        next.store.refresh(grant -> goesOn && grant.state() == GrantState.HELD ? grant : grant.pending(now.get()));
        return next;
    }

    /** The block's end, during which the controller may still be killed. */
    private Controller end(String id, GrantScenario scenario, Controller controller, Path directory) throws Exception {
        Optional<Grant> grant = controller.store.get(id);
        if (grant.isEmpty()) {
            return controller;
        }
        CompletableFuture<GrantRemoval.Removed> removal = remove(controller, grant.get(), false);
        removal.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return controller.dead ? restart(directory, scenario) : controller;
    }

    private CompletableFuture<GrantRemoval.Removed> remove(Controller controller, Grant grant, boolean late) {
        Grant pending = grant.pending(now.get());
        try {
            controller.save(pending);
        } catch (IOException full) {
            // What is on disk says enough.
        }
        GrantServices services = services(controller);
        return new GrantRemoval(pending, authority(), services, BuildResultPolicy.DEFAULT, late, false).start();
    }

    /** As the background does, hour by hour. Builds are over by then. */
    private void workOff(Controller controller) throws Exception {
        for (int round = 0; round < ROUNDS && !controller.store.all().isEmpty(); round++) {
            now.addAndGet(Duration.ofHours(2).toMillis());
            controller.store.refresh(grant -> grant.pending(now.get()));
            for (Grant grant : controller.store.all()) {
                remove(controller, grant, true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    private void inspect(Controller controller, GrantScenario scenario, List<String> found) throws IOException {
        for (Grant grant : controller.store.all()) {
            found.add("still there: " + grant);
        }
        for (SimulatedKey key : cloud.createdKeys()) {
            if (cloud.isAssigned(PROJECT, key.id())) {
                found.add("still has access: " + key);
            }
            if (scenario.delete() && cloud.orgKeyExists(SimulatorSeed.ORGANIZATION_ID, key.id())) {
                found.add("still in the organization: " + key);
            }
        }
        if (cloud.isAssigned(PROJECT, EXISTING)) {
            found.add("still has access: the existing key");
        }
        for (String other :
                List.of(SimulatorSeed.API_KEY_ID, SimulatorSeed.ciKey(1).id())) {
            if (!cloud.rolesIn(PROJECT, other).equals(Set.of(Role.GROUP_AUTOMATION_ADMIN))) {
                found.add("somebody else's access is not as it was: " + other);
            }
        }
        simulator.journal().problems().forEach(problem -> found.add("the simulator: " + problem));
    }

    private void searchSecrets(Path directory, List<String> found) throws IOException {
        List<String> secrets = new ArrayList<>(List.of(OWNER.privateKey()));
        cloud.createdKeys().forEach(key -> secrets.add(key.privateKey()));
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file);
                secrets.stream()
                        .filter(text::contains)
                        .forEach(secret -> found.add("a private key in " + file.getFileName()));
            }
        }
    }

    @Override
    public void close() {
        simulator.close();
    }
}
