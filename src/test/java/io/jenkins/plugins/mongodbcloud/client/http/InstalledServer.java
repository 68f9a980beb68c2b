package io.jenkins.plugins.mongodbcloud.client.http;

import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A web server of this machine, run in the foreground on a free loopback port, configured by the test alone. */
final class InstalledServer implements AutoCloseable {

    private static final int TRIES = 5;

    private final Process process;
    private final int port;

    private InstalledServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Skips the test, visibly, where the program is not installed. */
    static void assumeInstalled(Path program) {
        boolean installed = Files.isExecutable(program);
        if (!installed) {
            System.out.println("Not tested: " + program + " is not installed");
        }
        Assumptions.assumeTrue(installed, program + " is not installed");
    }

    /**
     * Starts it, and waits until it listens.
     *
     * @param configuration the configuration file's content for a port
     */
    static InstalledServer start(Path folder, IntFunction<String> configuration, List<String> command)
            throws IOException, InterruptedException {
        for (int tried = 1; tried <= TRIES; tried++) {
            int port = freePort();
            Files.writeString(folder.resolve("server.conf"), configuration.apply(port));
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output.log").toFile())
                    .start();
            if (listens(process, port)) {
                return new InstalledServer(process, port);
            }
            // Somebody else may have taken the port meanwhile.
        }
        throw new IOException("it does not start: " + Files.readString(folder.resolve("output.log")));
    }

    private static boolean listens(Process process, int port) throws InterruptedException {
        long end = System.nanoTime() + SimulatorExtension.PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            try (Socket connected = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return connected.isConnected();
            } catch (IOException notYet) {
                if (process.waitFor(10, TimeUnit.MILLISECONDS)) {
                    return false;
                }
            }
        }
        process.destroy();
        return false;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A line of an {@code htdigest} file. */
    static String htdigest(String user, String password) throws GeneralSecurityException {
        String secret = user + ":" + ForeignServer.REALM + ":" + password;
        byte[] hash = MessageDigest.getInstance("MD5").digest(secret.getBytes(StandardCharsets.UTF_8));
        return user + ":" + ForeignServer.REALM + ":" + HexFormat.of().formatHex(hash) + "\n";
    }

    /** Makes one file for each key below the folder. */
    static void createKeys(Path root, String content) throws IOException {
        for (int number = 1; number <= ForeignServer.CALLS; number++) {
            Path file = root.resolve(ForeignServer.path(number).substring(1));
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        }
    }

    /** Lets a server that has given up its rights read, write and run all this. */
    static void openToAll(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                if (!file.toFile().setReadable(true, false)
                        || !file.toFile().setWritable(true, false)
                        || !file.toFile().setExecutable(true, false)) {
                    throw new IOException("cannot open " + file);
                }
            }
        }
    }

    /** The lines of an access log that end in a success, without it. */
    static List<String> successes(Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.endsWith(" 204"))
                .map(line -> line.substring(0, line.length() - 4))
                .toList();
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .orTimeout(SimulatorExtension.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
