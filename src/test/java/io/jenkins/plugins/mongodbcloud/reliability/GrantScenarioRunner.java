package io.jenkins.plugins.mongodbcloud.reliability;

import io.jenkins.plugins.mongodbcloud.access.Grant;
import io.jenkins.plugins.mongodbcloud.client.AdminClient;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.reliability.GrantResult.Ending;
import io.jenkins.plugins.mongodbcloud.testing.GrantFixture;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.LoggedRequest;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Role;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedCloud;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedKey;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A simulator and a directory of grants, on which one scenario is played at a time. */
final class GrantScenarioRunner implements Closeable {

    private static final String PROJECT = GrantEnvironment.PROJECT;
    private static final String EXISTING = GrantEnvironment.EXISTING;
    private static final String ORGANIZATION = SimulatorSeed.ORGANIZATION_ID;

    private final Path folder;
    private final Simulator simulator;
    private final SimulatedCloud cloud = SimulatorSeed.cloud();
    private final GrantEnvironment environment;
    private final AtomicInteger plays = new AtomicInteger();
    private volatile Consumer<LoggedRequest> onRequest = request -> {};

    /** @param keys how many of the keys {@code ci-001} and so on there are */
    GrantScenarioRunner(AdminClient api, Executor executor, Path folder, int keys) throws IOException {
        IntStream.rangeClosed(keys + 1, SimulatorSeed.CI_KEYS)
                .forEach(number -> cloud.deleteApiKey(
                        ORGANIZATION, SimulatorSeed.ciKey(number).id()));
        SimulatorSeed.addCiKeys(cloud, SimulatorSeed.CI_KEYS + 1, keys);
        this.folder = folder;
        this.simulator = Simulator.builder().cloud(cloud).start();
        this.environment = new GrantEnvironment(
                api,
                executor,
                ApiEndpoint.of("The simulator", Product.CLOUD_MANAGER, simulator.baseUrl()),
                new AtomicLong(GrantFixture.CREATED));
        simulator.journal().onRequest(request -> onRequest.accept(request));
    }

    /** Plays a scenario to its end, gives the background its time, and looks for what must never be. */
    GrantResult play(GrantScenario scenario) throws Exception {
        Path directory = folder.resolve("play-" + plays.incrementAndGet());
        GrantLife life = new GrantLife(scenario, environment, directory);
        List<String> flaws = life.flaws();
        try {
            simulator.faults().next(scenario.faults().toArray(InjectedFault[]::new));
            if (scenario.always() && !scenario.faults().isEmpty()) {
                simulator.faults().always(scenario.lastFault());
            }
            onRequest = life::seen;
            Ending ending = life.live();
            onRequest = request -> {};
            simulator.faults().clear();
            if (scenario.moment() == GrantScenario.AT_FAULT && !life.isDisrupted()) {
                flaws.add("no request met the fault");
            }
            searchSecrets(directory, flaws);
            life.untilSettled();
            inspect(life.controller(), scenario, flaws);
            return new GrantResult(scenario, ending, flaws);
        } finally {
            onRequest = request -> {};
            simulator.faults().clear();
            life.controller().kill();
            cloud.createdKeys().forEach(key -> cloud.deleteApiKey(ORGANIZATION, key.id()));
            cloud.unassign(PROJECT, EXISTING);
        }
    }

    private void inspect(GrantController controller, GrantScenario scenario, List<String> flaws) {
        for (Grant grant : controller.store().all()) {
            flaws.add("still there: " + grant);
        }
        for (SimulatedKey key : cloud.createdKeys()) {
            if (cloud.isAssigned(PROJECT, key.id())) {
                flaws.add("still has access: " + key);
            }
            if (scenario.delete() && cloud.orgKeyExists(ORGANIZATION, key.id())) {
                flaws.add("still in the organization: " + key);
            }
        }
        if (cloud.isAssigned(PROJECT, EXISTING)) {
            flaws.add("still has access: the existing key");
        }
        for (String other :
                List.of(SimulatorSeed.API_KEY_ID, SimulatorSeed.ciKey(1).id())) {
            if (!cloud.rolesIn(PROJECT, other).equals(Set.of(Role.GROUP_AUTOMATION_ADMIN))) {
                flaws.add("somebody else's access is not as it was: " + other);
            }
        }
        simulator.journal().problems().forEach(problem -> flaws.add("the simulator: " + problem));
    }

    private void searchSecrets(Path directory, List<String> flaws) throws IOException {
        List<String> secrets = new ArrayList<>(List.of(SimulatorSeed.OWNER.privateKey()));
        cloud.createdKeys().forEach(key -> secrets.add(key.privateKey()));
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file);
                secrets.stream()
                        .filter(text::contains)
                        .forEach(secret -> flaws.add("a private key in " + file.getFileName()));
            }
        }
    }

    @Override
    public void close() {
        simulator.close();
    }
}
