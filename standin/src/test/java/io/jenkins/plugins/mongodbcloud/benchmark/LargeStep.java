package io.jenkins.plugins.mongodbcloud.benchmark;

import io.jenkins.plugins.mongodbcloud.steps.AccessOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** One step with very many keys, found by their description, on several sessions. */
final class LargeStep {
    private static final int SESSIONS = 4;
    private static final int PAGE = 500;
    private static final long MOST_BYTES_PER_KEY = 1_024;

    private final Controller controller;
    private final SimulatorProcess simulator;
    private final int keys;

    LargeStep(Controller controller, SimulatorProcess simulator, int keys) {
        this.controller = controller;
        this.simulator = simulator;
        this.keys = keys;
    }

    List<Goal> run() throws Exception {
        controller.endpoint("large", simulator.baseUrl());
        KeyRange range = new KeyRange(1, keys);
        simulator.assign(range);
        simulator.clear();
        int early = keys / 5;
        int late = keys * 9 / 10;
        HaltingLog log = new HaltingLog(early, late);
        AccessOptions step = controller.step("large");
        step.setDescription("ci-*");
        step.setMaxKeys(keys);
        step.setParallelism(SESSIONS);

        CompletableFuture<Object> build = controller.build(step, log);
        long before = log.whileHalted(build, Footprint::heapBytes);
        long after = log.whileHalted(build, Footprint::heapBytes);
        Map<?, ?> result = (Map<?, ?>) build.get();

        long perKey = (after - before) / (late - early);
        // All but the last are read twice.
        int pages = 2 * (keys / PAGE) + 1;
        int requests = simulator.requests();
        String scene = keys + " keys in one step on " + SESSIONS + " sessions: ";
        return List.of(
                new Goal(
                        scene + "no more heap per further key than its result, 1 KiB",
                        perKey + " bytes (" + (before >> 10) + " KiB in all at " + early + " keys, " + (after >> 10)
                                + " KiB at " + late + ")",
                        perKey <= MOST_BYTES_PER_KEY),
                new Goal(
                        scene + "N + sessions + pages requests",
                        requests + " for " + keys + " + " + SESSIONS + " + " + pages + ", "
                                + simulator.tally(range).left() + " keys left",
                        requests == keys + SESSIONS + pages
                                && result.get("requests").equals(requests)
                                && simulator.tally(range).left() == 0));
    }
}
