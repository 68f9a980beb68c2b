package io.jenkins.plugins.mongodbcloud.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.configuration.Endpoint;
import io.jenkins.plugins.mongodbcloud.configuration.Grants;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudConfiguration;
import io.jenkins.plugins.mongodbcloud.testing.JenkinsFixture;
import io.jenkins.plugins.mongodbcloud.testing.JenkinsFixture.Build;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every Jenkinsfile that shows access for the length of a block does what its page says, on a Jenkins with an agent. */
public interface AccessExampleScenarios {
    String PREFIX = "access-";

    /**
     * What becomes of an example on the seeded simulator. In each of them nothing has access at the end that had none at
     * the beginning.
     *
     * @param requests keys that are made, assignments and unassignments
     * @param line part of the build log
     */
    record Expected(List<Long> requests, String line) {}

    static Expected expect(long made, long assigned, long unassigned, String line) {
        return new Expected(List.of(made, assigned, unassigned), line);
    }

    Map<String, Expected> EXPECTED = Map.ofEntries(
            Map.entry("declarative", expect(1, 0, 1, "The API key nwaaaaaa has access to project 5a0a1e7e0f29")),
            Map.entry("scripted", expect(1, 0, 1, "Version 17, read with access that is gone by now")),
            Map.entry("atlas-cli", expect(1, 0, 1, "atlas clusters list: nwaaaaaa with 36 characters for 5a0a1e7e")),
            Map.entry("terraform", expect(1, 0, 1, "terraform apply -auto-approve: nwaaaaaa with 36 characters")),
            Map.entry("existing-key", expect(0, 1, 1, "Deploying with the API key orphaned")),
            Map.entry("parallel", expect(3, 0, 3, "has an API key of its own: nwaaaaac")),
            Map.entry("keep-trying", expect(0, 0, 1, "5d1d12c087d9d63e6d682438 was unassigned")));

    /** The Jenkins, prepared for the examples. */
    JenkinsFixture jenkins();

    static Stream<String> accessExamples() throws IOException {
        try (Stream<Path> files = Files.list(ExampleScenarios.EXAMPLES)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(PREFIX) && name.endsWith(ExampleScenarios.SUFFIX))
                    .map(name -> name.substring(PREFIX.length(), name.length() - ExampleScenarios.SUFFIX.length()))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("io.jenkins.plugins.mongodbcloud.steps.AccessExampleScenarios#accessExamples")
    default void anExampleOfAccessDoesWhatItsPageSays(String name, @TempDir Path tools) throws Exception {
        Expected expected = EXPECTED.get(name);
        assertNotNull(expected, () -> "this test does not know yet what is expected of " + name);
        jenkins().addCredentials(JenkinsFixture.keyPair("old-shop-key", SimulatorSeed.UNASSIGNED_KEY));
        addAtlas(jenkins().simulator().atlasBaseUrl());
        addTool(tools, "atlas", "for $MONGODB_ATLAS_PROJECT_ID at $MONGODB_ATLAS_OPS_MANAGER_URL");
        addTool(tools, "terraform", "for $TF_VAR_project_id at $MONGODB_ATLAS_BASE_URL");
        Set<String> before = withAccess();

        String script = Files.readString(ExampleScenarios.EXAMPLES.resolve(PREFIX + name + ExampleScenarios.SUFFIX));
        Build build = jenkins().runPipeline(script.contains("sh '") ? inPath(tools, script) : script);

        assertEquals(Result.SUCCESS, build.result(), build::log);
        assertTrue(build.log().contains(expected.line()), build::log);
        Simulator simulator = jenkins().simulator();
        assertEquals(
                expected.requests(),
                Stream.of(Phase.CREATE, Phase.ASSIGN, Phase.UNASSIGN)
                        .map(phase -> simulator.journal().requests(phase))
                        .toList());
        assertEquals(List.of(), Grants.get().all());
        assertTrue(before.containsAll(withAccess()), build::log);
        simulator.cloud().createdKeys().forEach(key -> assertTrue(!build.log().contains(key.privateKey()), build::log));
    }

    private Set<String> withAccess() {
        Set<String> ids = new HashSet<>();
        jenkins().simulator().cloud().keysWithAccess(JenkinsFixture.PROJECT).forEach(key -> ids.add(key.id()));
        return ids;
    }

    private static void addAtlas(String baseUrl) {
        Endpoint atlas = new Endpoint("Atlas", Product.ATLAS);
        atlas.setBaseUrl(baseUrl);
        atlas.setPlainHttpAllowed(true);
        List<Endpoint> endpoints =
                new ArrayList<>(MongoDbCloudConfiguration.get().getEndpoints());
        endpoints.add(atlas);
        MongoDbCloudConfiguration.get().setEndpoints(endpoints);
    }

    /** A program of this name that says how it was called, and with which key. */
    private static void addTool(Path folder, String name, String where) throws IOException {
        Path tool = Files.writeString(
                folder.resolve(name),
                "#!/bin/sh\necho \"" + name + " $*: $MONGODB_ATLAS_PUBLIC_API_KEY with"
                        + " ${#MONGODB_ATLAS_PRIVATE_API_KEY} characters " + where + "\"\n");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String inPath(Path tools, String script) {
        return "withEnv(['PATH=" + tools + File.pathSeparator + System.getenv("PATH") + "']) {\n" + script + "\n}";
    }
}
