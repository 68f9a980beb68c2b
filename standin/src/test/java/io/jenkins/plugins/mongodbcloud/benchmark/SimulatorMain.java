package io.jenkins.plugins.mongodbcloud.benchmark;

import io.jenkins.plugins.mongodbcloud.testing.simulator.LoggedRequest;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedCloud;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * A simulator in a process of its own. It says its base URL, then answers each command on its standard input with a
 * line, until that ends. {@link SimulatorProcess} is the other end.
 */
public final class SimulatorMain {
    /** Asks for TLS; the line after the base URL then is the certificate in Base64. */
    static final String TLS = "tls";

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final SimulatedCloud cloud;
    private final Simulator simulator;

    private SimulatorMain(SimulatedCloud cloud, Simulator simulator) {
        this.cloud = cloud;
        this.simulator = simulator;
    }

    /** Takes {@value #TLS} or no argument. */
    public static void main(String... args) throws Exception {
        boolean tls = List.of(args).contains(TLS);
        SimulatedCloud cloud = World.cloud();
        Simulator.Builder builder = Simulator.builder().cloud(cloud);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Simulator simulator = tls ? builder.tls().start() : builder.start()) {
            out.println(simulator.baseUrl());
            if (tls) {
                out.println(Base64.getEncoder()
                        .encodeToString(simulator.certificate().getEncoded()));
            }
            serve(new SimulatorMain(cloud, simulator), in, out);
        }
    }

    private static void serve(SimulatorMain simulator, BufferedReader in, PrintStream out)
            throws IOException, InterruptedException, TimeoutException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(simulator.answer(line.split(" ")));
        }
    }

    private String answer(String... command) throws InterruptedException, TimeoutException {
        return switch (command[0]) {
            case "latency" -> latency(Duration.ofMillis(number(command[1])));
            case "assign" -> assign(range(command));
            case "clear" -> clear();
            case "await" -> await(number(command[1]));
            case "requests" -> String.valueOf(simulator.requests());
            case "tally" -> tally(range(command));
            default -> throw new IllegalArgumentException(command[0]);
        };
    }

    private static KeyRange range(String... command) {
        return new KeyRange(number(command[1]), number(command[2]));
    }

    private static int number(String text) {
        return Integer.parseInt(text);
    }

    private String latency(Duration latency) {
        simulator.behaviour().latency(latency);
        return "ok";
    }

    private String assign(KeyRange keys) {
        for (int number = keys.first(); number <= keys.last(); number++) {
            if (cloud.keyByPublicKey(SimulatorSeed.ciKey(number).publicKey()).isEmpty()) {
                SimulatorSeed.addCiKeys(cloud, number, number);
            } else {
                cloud.assign(World.PROJECT_ID, SimulatorSeed.ciKey(number).id());
            }
        }
        return "ok";
    }

    private String clear() {
        simulator.journal().clear();
        return "ok";
    }

    private String await(int requests) throws InterruptedException, TimeoutException {
        simulator.awaitRequests(requests, PATIENCE);
        return "ok";
    }

    /** Requests for these keys, connections that they came on, and how many of the keys are still assigned. */
    private String tally(KeyRange keys) {
        List<LoggedRequest> log = simulator.log().stream()
                .filter(request -> keys.isIn(request.target()))
                .toList();
        long connections =
                log.stream().mapToInt(LoggedRequest::connection).distinct().count();
        long left = keys.ids().stream()
                .filter(id -> cloud.isAssigned(World.PROJECT_ID, id))
                .count();
        return log.size() + " " + connections + " " + left;
    }
}
