package io.jenkins.plugins.mongodbcloud.demo;

import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.configuration.Endpoint;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudConfiguration;
import io.jenkins.plugins.mongodbcloud.demo.Arguments.KeyPair;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedKey;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs a Jenkinsfile with the plugin's steps; see {@link Arguments#USAGE}. */
public final class Try {
    private static final String EXAMPLE = "docs/examples/declarative.Jenkinsfile";
    private static final String CREDENTIAL = "mongodb-cloud";
    private static final String OWNER = "mongodb-cloud-owner";
    private static final String SERVICE_ACCOUNT = "mongodb-service-account";
    /** Seconds; with the usual ones nobody would wait for the end. */
    private static final int OUTAGE_TIMEOUT = 3;

    private static final int FAILED = 1;
    private static final int UNSTABLE = 2;

    private final PrintStream out;
    private final Path project;

    /** @param project the folder that the example is in, and where files are looked for next */
    Try(PrintStream out, Path project) {
        this.out = out;
        this.project = project;
    }

    /** Ends the process: 0 for a build that succeeded, 2 for an unstable one, 1 for any other and for bad arguments. */
    public static void main(String... args) {
        Path project = Path.of(System.getProperty("mongodbcloud.root", "."));
        int code = new Try(System.out, project).run(System.getenv(Arguments.KEYS_VARIABLE), args);
        System.out.flush();
        System.exit(code);
    }

    /** @param keys as {@link Arguments#parse} takes them */
    int run(String keys, String... args) {
        try {
            Arguments arguments = Arguments.parse(keys, args);
            out.println("A demo: this runs a Jenkinsfile on small stand-ins of Jenkins, not on Jenkins itself.");
            Result result =
                    arguments.endpoint() == null ? simulate(arguments) : build(arguments, Optional.empty(), () -> {});
            return result == Result.SUCCESS ? 0 : result == Result.UNSTABLE ? UNSTABLE : FAILED;
        } catch (Arguments.UsageException e) {
            out.println(e.getMessage());
            out.println(Arguments.USAGE);
        } catch (IOException e) {
            out.println(e);
        }
        return FAILED;
    }

    private Result simulate(Arguments given) throws IOException, Arguments.UsageException {
        try (Simulator simulator =
                Simulator.builder().cloud(SimulatorSeed.cloud()).start()) {
            List<KeyPair> credentials = new ArrayList<>(given.credentials());
            addUnlessGiven(credentials, CREDENTIAL, SimulatorSeed.ADMIN);
            addUnlessGiven(credentials, OWNER, SimulatorSeed.OWNER);
            if (credentials.stream().noneMatch(pair -> pair.id().equals(SERVICE_ACCOUNT))) {
                credentials.add(new KeyPair(
                        SERVICE_ACCOUNT, SimulatorSeed.ADMIN_ACCOUNT.clientId(), SimulatorSeed.ADMIN_ACCOUNT.secret()));
            }
            out.println("The endpoint is a simulator at " + simulator.baseUrl() + ".");
            Arguments all = new Arguments(
                    given.jenkinsfile(),
                    URI.create(simulator.baseUrl()),
                    credentials,
                    given.parameters(),
                    given.outage());
            AccessAtTheEnd access = new AccessAtTheEnd(simulator, out);
            if (given.outage()) {
                access.beginOutage();
            }
            Result result = build(all, Optional.of(simulator.atlasBaseUrl()), access::settle);
            out.println("The simulator saw " + count(simulator.requests(), "request") + " on "
                    + count(simulator.journal().connectionsAccepted(), "connection") + ".");
            return access.isAsPromised() ? result : Result.FAILURE;
        }
    }

    private static void addUnlessGiven(List<KeyPair> credentials, String id, SimulatedKey key) {
        if (credentials.stream().noneMatch(pair -> pair.id().equals(id))) {
            credentials.add(new KeyPair(id, key.publicKey(), key.privateKey()));
        }
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /**
     * @param atlas the base URL of one more endpoint, of Atlas
     * @param afterwards runs when the build is over and Jenkins is still there
     */
    private Result build(Arguments arguments, Optional<String> atlas, Runnable afterwards)
            throws IOException, Arguments.UsageException {
        String name = arguments.jenkinsfile() == null ? EXAMPLE : arguments.jenkinsfile();
        Jenkinsfile file = Jenkinsfile.read(name, find(name));
        Path home = Files.createTempDirectory("mongodb-cloud-demo");
        try (DemoJenkins jenkins = DemoJenkins.withPluginOf(MongoDbCloudConfiguration.class, home)) {
            DemoCredentials credentials = jenkins.register(new DemoCredentials());
            arguments.credentials().forEach(pair -> credentials.add(pair.id(), pair.publicKey(), pair.privateKey()));
            configure(arguments, atlas);
            DemoRun run = new DemoRun(new DemoJob(jenkins, "demo"));
            Result result = new PipelineBuild(run, arguments.parameters(), out, StepWatcher.NONE).run(file);
            afterwards.run();
            return result;
        } finally {
            delete(home);
        }
    }

    private static void configure(Arguments arguments, Optional<String> atlas) throws Arguments.UsageException {
        Endpoint endpoint = new Endpoint(MongoDbCloudConfiguration.DEFAULT_ENDPOINT, Product.CLOUD_MANAGER);
        endpoint.setBaseUrl(arguments.endpoint().toString());
        endpoint.setPlainHttpAllowed("http".equals(arguments.endpoint().getScheme()));
        arguments.credentials().stream().findFirst().ifPresent(pair -> endpoint.setCredentialsId(pair.id()));
        List<Endpoint> endpoints = new ArrayList<>(List.of(endpoint));
        atlas.ifPresent(baseUrl -> {
            Endpoint second = new Endpoint("Atlas", Product.ATLAS);
            second.setBaseUrl(baseUrl);
            second.setPlainHttpAllowed(true);
            endpoints.add(second);
        });
        if (arguments.outage()) {
            MongoDbCloudConfiguration.get().setCallTimeoutSeconds(OUTAGE_TIMEOUT);
        }
        try {
            MongoDbCloudConfiguration.get().setEndpoints(endpoints);
        } catch (IllegalArgumentException refused) {
            throw new Arguments.UsageException(refused.getMessage());
        }
    }

    private Path find(String name) throws Arguments.UsageException {
        Path here = Path.of(name).toAbsolutePath();
        Path there = project.resolve(name);
        if (Files.isRegularFile(here)) {
            return here;
        }
        if (Files.isRegularFile(there)) {
            return there;
        }
        throw new Arguments.UsageException("There is no file " + here.normalize());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
