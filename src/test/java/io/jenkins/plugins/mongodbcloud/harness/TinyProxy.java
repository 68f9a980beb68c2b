package io.jenkins.plugins.mongodbcloud.harness;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A tinyproxy process on a free port of 127.0.0.1, run with a configuration of its own and no service. */
final class TinyProxy implements AutoCloseable {

    private final Process process;
    private final int port;
    private final List<String> log = new ArrayList<>();

    private TinyProxy(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Where tinyproxy is installed, if it is. */
    static Optional<Path> installed() {
        return Stream.concat(
                        Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator))),
                        Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(folder -> Path.of(folder, "tinyproxy"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts one that takes connections when this returns.
     *
     * @param folder where its configuration is put
     * @param settings lines added to its configuration
     */
    static TinyProxy start(Path folder, String... settings) throws IOException, InterruptedException, TimeoutException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        List<String> lines =
                new ArrayList<>(List.of("Port " + port, "Listen 127.0.0.1", "Allow 127.0.0.1", "LogLevel Info"));
        lines.addAll(List.of(settings));
        Path configuration = Files.write(folder.resolve("tinyproxy.conf"), lines);
        Process process = new ProcessBuilder(installed().orElseThrow().toString(), "-d", "-c", configuration.toString())
                .redirectErrorStream(true)
                .start();
        TinyProxy proxy = new TinyProxy(process, port);
        Thread reader = new Thread(proxy::read, "tinyproxy-log");
        reader.setDaemon(true);
        reader.start();
        proxy.await("Accepting connections");
        return proxy;
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                synchronized (log) {
                    log.add(line);
                    log.notifyAll();
                }
            }
        } catch (IOException ended) {
            // The process was ended.
        }
    }

    int port() {
        return port;
    }

    /** Waits until its log has a line with this text. */
    void await(String text) throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + JenkinsRuleFixture.PATIENCE.toNanos();
        synchronized (log) {
            while (log.stream().noneMatch(line -> line.contains(text))) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0
                        || !process.isAlive()
                                && !log.isEmpty()
                                && left < JenkinsRuleFixture.PATIENCE.toMillis() - 1_000) {
                    throw new TimeoutException("tinyproxy did not log \"" + text + "\" but " + log);
                }
                log.wait(Math.min(left, 1_000));
            }
        }
    }

    /** How many lines its log has with this text. */
    long count(String text) {
        synchronized (log) {
            return log.stream().filter(line -> line.contains(text)).count();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(JenkinsRuleFixture.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException hurry) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
