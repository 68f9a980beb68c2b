package io.jenkins.plugins.mongodbcloud.benchmark;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** Measures, prints a table and writes it to {@value #FILE}; see {@link Options#USAGE}. */
public final class Benchmark {
    static final String FILE = "benchmark.json";

    private final PrintStream out;
    private final Path folder;

    /**
     * Everything that was found, for {@value Benchmark#FILE}.
     *
     * @param java the version of Java
     * @param processors how many of them there are
     * @param options what was asked for
     * @param measured the table's rows
     * @param goals what was held against them, and what was found under load
     */
    record Found(
            String java,
            int processors,
            Map<Options, List<Integer>> options,
            List<Measured> measured,
            List<Goal> goals) {}

    /** @param folder where the result is written */
    Benchmark(PrintStream out, Path folder) {
        this.out = out;
        this.folder = folder;
    }

    /** Ends the process: 0 once all is measured, whether goals were met or missed; 1 if it could not be. */
    public static void main(String... args) throws Exception {
        int code = new Benchmark(System.out, Path.of(System.getProperty("mongodbcloud.build", "target"))).run(args);
        System.out.flush();
        System.exit(code);
    }

    int run(String... args) throws Exception {
        Map<Options, List<Integer>> options;
        try {
            options = Options.parse(args);
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            out.println(Options.USAGE);
            return 1;
        }
        out.println("""
                Unassigning API keys on a simulator in the same JVM, over plain HTTP on loopback; %d processors.
                Wall time is the median of the rounds, CPU time their mean: of this JVM's threads but the simulator's, or of
                curl. The plugin works as in a build, journal on disk included. Cold: its client has neither connection nor
                digest session nor access token. Warm: it has just unassigned another key. 4 sessions: cold. Account: a
                service account authenticates. The bare loop is the limit of one connection: a blocking HTTP client,
                authenticated beforehand.
                """.formatted(Runtime.getRuntime().availableProcessors()));
        if (!Curl.isInstalled()) {
            out.println("There is no curl, or no bash 5 to time it: its rows are missing.");
        }
        List<Measured> measured = table(options);
        List<Goal> goals = new ArrayList<>(Goal.of(measured));
        goals.forEach(out::println);
        if (options.get(Options.BUILDS).get(0) > 0) {
            goals.addAll(load(options, "plain HTTP"));
            goals.addAll(load(options, "HTTP/2 over TLS"));
            goals.addAll(grants(options.get(Options.BUILDS).get(0)));
        }
        Files.createDirectories(folder);
        JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValue(
                        folder.resolve(FILE).toFile(),
                        new Found(
                                Runtime.version().toString(),
                                Runtime.getRuntime().availableProcessors(),
                                options,
                                measured,
                                goals));
        return 0;
    }

    private List<Measured> table(Map<Options, List<Integer>> options) throws Exception {
        List<Measured> all = new ArrayList<>();
        Path home = Files.createTempDirectory("mongodb-cloud-benchmark");
        try (StandInJenkins jenkins = new StandInJenkins(home)) {
            Comparison comparison =
                    new Comparison(jenkins, options.get(Options.ROUNDS).get(0));
            comparison.warmUp(options.get(Options.WARM_UP).get(0));
            out.printf(
                    Locale.ROOT,
                    Measured.TABLE,
                    "keys",
                    "latency",
                    "variant",
                    "requests",
                    "connections",
                    "wall",
                    "CPU");
            for (int latency : options.get(Options.LATENCIES)) {
                for (int keys : options.get(Options.KEYS)) {
                    List<Measured> measured = comparison.measure(keys, latency);
                    measured.forEach(each -> out.print(each.row()));
                    all.addAll(measured);
                }
            }
        } finally {
            delete(home);
        }
        return all;
    }

    private List<Goal> load(Map<Options, List<Integer>> options, String protocol) throws Exception {
        Path home = Files.createTempDirectory("mongodb-cloud-benchmark");
        SSLContext usual = SSLContext.getDefault();
        Simulator.Builder builder = Simulator.builder().cloud(SimulatorSeed.cloud());
        boolean tls = protocol.contains("TLS");
        try (Simulator slow = (tls ? builder.tls() : builder).start()) {
            if (tls) {
                // The plugin trusts what this JVM trusts.
                SSLContext.setDefault(slow.clientSslContext());
            }
            try (StandInJenkins jenkins = new StandInJenkins(home)) {
                Load load = new Load(jenkins, slow, options.get(Options.BUILDS).get(0));
                List<Goal> found = load.run(
                        Duration.ofSeconds(options.get(Options.ANSWER_SECONDS).get(0)), protocol);
                found.forEach(out::println);
                return found;
            }
        } finally {
            SSLContext.setDefault(usual);
            delete(home);
        }
    }

    private List<Goal> grants(int builds) throws Exception {
        Path home = Files.createTempDirectory("mongodb-cloud-benchmark");
        try (StandInJenkins jenkins = new StandInJenkins(home)) {
            List<Goal> found = new GrantLoad(jenkins, home, builds).run();
            found.forEach(out::println);
            return found;
        } finally {
            delete(home);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
