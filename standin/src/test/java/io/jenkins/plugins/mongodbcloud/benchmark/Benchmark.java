package io.jenkins.plugins.mongodbcloud.benchmark;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.net.ssl.SSLContext;

/** Measures, prints a table and writes it to {@value #FILE}; see {@link Options#USAGE}. */
public final class Benchmark {
    static final String FILE = "benchmark.json";
    private static final int FAILED = 1;

    private final PrintStream out;
    private final Path folder;

    /**
     * Everything that was found, for {@value Benchmark#FILE}.
     *
     * @param java the version of Java
     * @param processors how many of them there are
     * @param options what was asked for
     * @param measured the table's rows
     * @param clientStartNanos how long the plugin's client takes to start, in nanoseconds
     * @param goals what the rows were held against
     * @param load what was found under load
     */
    record Result(
            String java,
            int processors,
            Options options,
            List<Measured> measured,
            long clientStartNanos,
            List<Goal> goals,
            List<Goal> load) {}

    /** @param folder where the result is written */
    Benchmark(PrintStream out, Path folder) {
        this.out = out;
        this.folder = folder;
    }

    /** Ends the process: 0 once all is measured, whether goals were met or missed; 1 if it could not be. */
    public static void main(String... args) throws Exception {
        Path folder = Path.of(System.getProperty("mongodbcloud.build", "target"));
        int code = new Benchmark(System.out, folder).run(args);
        System.out.flush();
        System.exit(code);
    }

    int run(String... args) throws Exception {
        Options options;
        try {
            options = Options.parse(args);
        } catch (Options.UsageException e) {
            out.println(e.getMessage());
            out.println(Options.USAGE);
            return FAILED;
        }
        explain(options);
        List<Measured> measured = table(options);
        long clientStart = PluginVariant.clientStartNanos();
        out.println("The client's start, once in a controller's life: " + Table.millis(clientStart) + ".");
        out.println();
        List<Goal> goals = Goals.of(measured);
        goals.forEach(out::println);
        List<Goal> load = options.builds() > 0 ? load(options) : List.of();
        write(options, measured, clientStart, goals, load);
        return 0;
    }

    private void explain(Options options) {
        out.println("Unassigning API keys on a simulator in another process, over plain HTTP on loopback; Java "
                + Runtime.version().feature() + ", " + Runtime.getRuntime().availableProcessors() + " processors.");
        out.println("Wall time is the median of " + options.rounds() + " rounds, CPU time their mean: of this JVM's"
                + " Java threads, or of curl and what starts it.");
        out.println(
                "The plugin works as in a build, journal on disk included. Cold: its client runs, without connection"
                        + " or digest session. Warm: it has just unassigned another key. 4 sessions: cold.");
        out.println("The bare loop is the limit of one connection: a blocking HTTP client, authenticated beforehand.");
        out.println("* The rounds of one variant run side by side, and the two of curl beside each other:"
                + " here all do little but wait.");
        if (!CurlVariant.isInstalled()) {
            out.println("There is no curl, or no bash 5 to time it: its rows are empty.");
        }
    }

    private List<Measured> table(Options options) throws Exception {
        List<Measured> all = new ArrayList<>();
        Path home = Files.createTempDirectory("mongodb-cloud-benchmark");
        try (SimulatorProcess simulator = SimulatorProcess.start();
                Controller controller = new Controller(home)) {
            Matrix matrix = new Matrix(simulator, Variants.of(controller, simulator), options.rounds());
            matrix.warmUp(options.warmUp());
            Table table = new Table(out);
            table.head();
            for (int latency : options.latencies()) {
                for (int keys : options.keys()) {
                    List<Measured> measured = matrix.measure(keys, latency);
                    table.add(measured, keys, latency);
                    all.addAll(measured);
                }
            }
        } finally {
            delete(home);
        }
        return all;
    }

    private List<Goal> load(Options options) throws Exception {
        out.println();
        out.println("Under load");
        List<Goal> found = new ArrayList<>();
        try (SimulatorProcess plain = SimulatorProcess.start();
                SimulatorProcess tls = SimulatorProcess.startTls()) {
            found.addAll(waiting(options, plain, "plain HTTP"));
            // The plugin trusts what this JVM trusts.
            SSLContext.setDefault(tls.trust());
            found.addAll(waiting(options, tls, "HTTP/2 over TLS"));
        }
        found.addAll(large(options));
        return found;
    }

    private List<Goal> waiting(Options options, SimulatorProcess slow, String protocol) throws Exception {
        return inController((controller, fast) -> new Load(
                        controller, slow, fast, options.builds(), Duration.ofSeconds(options.answerSeconds()), protocol)
                .run());
    }

    private List<Goal> large(Options options) throws Exception {
        return inController((controller, fast) -> new LargeStep(controller, fast, options.manyKeys()).run());
    }

    private List<Goal> inController(Scene scene) throws Exception {
        Path home = Files.createTempDirectory("mongodb-cloud-benchmark");
        try (SimulatorProcess fast = SimulatorProcess.start();
                Controller controller = new Controller(home)) {
            List<Goal> found = scene.play(controller, fast);
            found.forEach(out::println);
            return found;
        } finally {
            delete(home);
        }
    }

    /** Something that a fresh controller is put through. */
    @FunctionalInterface
    private interface Scene {
        List<Goal> play(Controller controller, SimulatorProcess fast) throws Exception;
    }

    private void write(Options options, List<Measured> measured, long clientStart, List<Goal> goals, List<Goal> load)
            throws IOException {
        Result result = new Result(
                Runtime.version().toString(),
                Runtime.getRuntime().availableProcessors(),
                options,
                measured,
                clientStart,
                goals,
                load);
        Files.createDirectories(folder);
        JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValue(folder.resolve(FILE).toFile(), result);
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
