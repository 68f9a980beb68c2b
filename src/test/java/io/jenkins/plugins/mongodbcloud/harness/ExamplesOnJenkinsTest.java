package io.jenkins.plugins.mongodbcloud.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.configuration.Endpoint;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudConfiguration;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Every Jenkinsfile of the documentation, run by Jenkins in the sandbox. */
@WithJenkins
@Timeout(180)
class ExamplesOnJenkinsTest {

    private static final Path EXAMPLES = Path.of("docs", "examples");
    private static final String SUFFIX = ".Jenkinsfile";

    /** How each example ends on the seed of the simulator. */
    private static final Map<String, Result> RESULTS = new TreeMap<>(Map.ofEntries(
            Map.entry("already-gone", Result.UNSTABLE),
            Map.entry("declarative", Result.SUCCESS),
            Map.entry("dry-run-then-real", Result.SUCCESS),
            Map.entry("key-in-credential", Result.SUCCESS),
            Map.entry("many-keys", Result.SUCCESS),
            Map.entry("many-keys-loop", Result.SUCCESS),
            Map.entry("many-projects", Result.SUCCESS),
            Map.entry("nightly-sweep", Result.SUCCESS),
            Map.entry("one-key", Result.SUCCESS),
            Map.entry("ops-manager", Result.SUCCESS),
            Map.entry("own-key", Result.FAILURE),
            Map.entry("public-key", Result.SUCCESS),
            Map.entry("public-key-as-id", Result.FAILURE),
            Map.entry("scripted", Result.SUCCESS),
            Map.entry("temporary-keys", Result.SUCCESS),
            Map.entry("too-many-matches", Result.FAILURE)));

    private static JenkinsRule r;

    @BeforeAll
    static void start(JenkinsRule jenkins) {
        r = jenkins;
    }

    @AfterAll
    static void stop() throws Exception {
        r.after();
    }

    @Test
    void everyExampleIsListedHere() throws Exception {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            assertEquals(
                    RESULTS.keySet(),
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(SUFFIX))
                            .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    static Stream<String> examples() {
        return RESULTS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void itEndsAsTheDocumentationSays(String example) throws Exception {
        try (JenkinsRuleFixture lab = JenkinsRuleFixture.startFor(r)) {
            addOpsManager(lab.simulator().baseUrl());
            SystemCredentialsProvider system = SystemCredentialsProvider.getInstance();
            system.getCredentials().add(JenkinsRuleFixture.keyPair("deployment-key", SimulatorSeed.API_KEY));
            system.getCredentials().add(JenkinsRuleFixture.keyPair("ops-manager", SimulatorSeed.ADMIN));
            WorkflowRun build = JenkinsRuleFixture.run(r, Files.readString(EXAMPLES.resolve(example + SUFFIX)));
            r.assertBuildStatus(RESULTS.get(example), build);
        }
    }

    private static void addOpsManager(String baseUrl) {
        Endpoint opsManager = new Endpoint("Ops Manager", Product.OPS_MANAGER);
        opsManager.setBaseUrl(baseUrl);
        opsManager.setPlainHttpAllowed(true);
        MongoDbCloudConfiguration configuration = MongoDbCloudConfiguration.get();
        ArrayList<Endpoint> endpoints = new ArrayList<>(configuration.getEndpoints());
        endpoints.add(opsManager);
        configuration.setEndpoints(endpoints);
    }
}
