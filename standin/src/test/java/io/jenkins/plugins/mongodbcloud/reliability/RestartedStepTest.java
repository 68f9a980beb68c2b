package io.jenkins.plugins.mongodbcloud.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.configuration.Endpoint;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudConfiguration;
import io.jenkins.plugins.mongodbcloud.demo.DemoCredentials;
import io.jenkins.plugins.mongodbcloud.demo.DemoJenkins;
import io.jenkins.plugins.mongodbcloud.testing.simulator.FaultCatalogue;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The controller restarts while many Pipelines are in the middle of the step, each at a server with another fault; all go on
 * from what was written with their builds.
 */
@Timeout(120)
class RestartedStepTest {
    private static final String CREDENTIALS = "mongodb-cloud";
    private static final int RESPONSE_SECONDS = 2;
    /** A share of it is waited for after a rate limit without an end. */
    private static final int CALL_SECONDS = 30;

    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    Path home;

    @Test
    void everyStepGoesOnAndTellsTheTruth() throws Exception {
        List<StepUnderFault> steps = new ArrayList<>();
        List<String> flaws = new ArrayList<>();
        CountDownLatch underWay;
        CountDownLatch down = new CountDownLatch(1);
        try (ErrorCollector log = new ErrorCollector()) {
            List<InjectedFault> faults = FaultCatalogue.all("http://elsewhere.invalid/");
            underWay = new CountDownLatch(faults.size());
            for (InjectedFault fault : faults) {
                steps.add(new StepUnderFault("build-" + steps.size(), fault, underWay, down));
            }
            try (DemoJenkins jenkins = boot(steps)) {
                for (StepUnderFault step : steps) {
                    step.start(jenkins, CREDENTIALS);
                }
                assertTrue(underWay.await(PATIENCE_SECONDS, TimeUnit.SECONDS), "not all steps are in the middle");
            }
            down.countDown();
            try (DemoJenkins jenkins = boot(steps)) {
                MongoDbCloudConfiguration.get().setResponseTimeoutSeconds(RESPONSE_SECONDS);
                MongoDbCloudConfiguration.get().setCallTimeoutSeconds(CALL_SECONDS);
                for (StepUnderFault step : steps) {
                    step.resume(jenkins);
                }
                for (StepUnderFault step : steps) {
                    flaws.addAll(step.flaws());
                }
            }
            flaws.addAll(log.errors());
        } finally {
            down.countDown();
            steps.forEach(StepUnderFault::close);
        }
        System.out.println(
                "Reliability: " + steps.size() + " steps restarted under a fault, " + flaws.size() + " failures");

        assertEquals(List.of(), flaws);
    }

    private DemoJenkins boot(List<StepUnderFault> steps) {
        DemoJenkins jenkins = DemoJenkins.withPluginOf(MongoDbCloudConfiguration.class, home);
        jenkins.register(new DemoCredentials())
                .add(CREDENTIALS, SimulatorSeed.ADMIN.publicKey(), SimulatorSeed.ADMIN.privateKey());
        List<Endpoint> endpoints = new ArrayList<>();
        for (StepUnderFault step : steps) {
            Endpoint endpoint = new Endpoint(step.name(), Product.CLOUD_MANAGER);
            endpoint.setBaseUrl(step.baseUrl());
            endpoint.setPlainHttpAllowed(true);
            endpoints.add(endpoint);
        }
        MongoDbCloudConfiguration.get().setEndpoints(endpoints);
        return jenkins;
    }
}
