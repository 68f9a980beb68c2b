package io.jenkins.plugins.mongodbcloud.benchmark;

import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.Product;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A simulator in a JVM of its own, so that its threads, heap and CPU time are not the plugin's. */
final class SimulatorProcess implements Closeable {
    private static final long END_SECONDS = 10;

    private final Process process;
    private final BufferedReader answers;
    private final String baseUrl;
    private final Optional<String> certificate;

    /**
     * What the simulator saw of some keys.
     *
     * @param requests all that name one of them
     * @param connections that they came on
     * @param left keys that are still assigned
     */
    record Tally(int requests, int connections, int left) {}

    private SimulatorProcess(Process process, boolean tls) throws IOException {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.baseUrl = answer();
        this.certificate = tls ? Optional.of(answer()) : Optional.empty();
    }

    /** Starts one that listens when this returns, on plain HTTP. */
    static SimulatorProcess start() throws IOException {
        return start(false);
    }

    /** Starts one that listens when this returns, on TLS, and speaks HTTP/2. */
    static SimulatorProcess startTls() throws IOException {
        return start(true);
    }

    private static SimulatorProcess start(boolean tls) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command =
                new ArrayList<>(List.of(java, "-Xmx1g", "-XX:+UseSerialGC", SimulatorMain.class.getName()));
        if (tls) {
            command.add(SimulatorMain.TLS);
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("CLASSPATH", classPath());
        return new SimulatorProcess(builder.start(), tls);
    }

    /** Maven runs this class in its own JVM, with a class loader whose URLs are the class path. */
    private static String classPath() throws IOException {
        if (!(SimulatorProcess.class.getClassLoader() instanceof URLClassLoader loader)) {
            return System.getProperty("java.class.path");
        }
        List<String> entries = new ArrayList<>();
        for (URL url : loader.getURLs()) {
            try {
                entries.add(Path.of(url.toURI()).toString());
            } catch (URISyntaxException e) {
                throw new IOException(e);
            }
        }
        return String.join(File.pathSeparator, entries);
    }

    String baseUrl() {
        return baseUrl;
    }

    ApiEndpoint endpoint() {
        return ApiEndpoint.of("Simulator", Product.CLOUD_MANAGER, baseUrl);
    }

    /** A context that trusts this simulator's certificate and nothing else. */
    SSLContext trust() throws IOException, GeneralSecurityException {
        byte[] encoded = Base64.getDecoder().decode(certificate.orElseThrow());
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry(
                "simulator",
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded)));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** How long every answer is held back from now on. */
    void latency(Duration latency) throws IOException {
        command("latency " + latency.toMillis());
    }

    /** Assigns these keys to the project. */
    void assign(KeyRange keys) throws IOException {
        command("assign " + keys);
    }

    /** Forgets the requests so far. */
    void clear() throws IOException {
        command("clear");
    }

    /** Returns when so many requests have come since the start or {@link #clear}. */
    void awaitRequests(int count) throws IOException {
        command("await " + count);
    }

    /** Requests since the start or {@link #clear}. */
    int requests() throws IOException {
        return Integer.parseInt(command("requests"));
    }

    Tally tally(KeyRange keys) throws IOException {
        String[] numbers = command("tally " + keys).split(" ");
        return new Tally(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), Integer.parseInt(numbers[2]));
    }

    private synchronized String command(String text) throws IOException {
        process.outputWriter(StandardCharsets.UTF_8).append(text).append('\n').flush();
        return answer();
    }

    private String answer() throws IOException {
        String answer = answers.readLine();
        if (answer == null) {
            throw new EOFException("the simulator has ended");
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
