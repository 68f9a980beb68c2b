package io.jenkins.plugins.mongodbcloud.testing.simulator;

import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.ADMIN;
import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.API_KEY_ID;
import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.PROJECT_ID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS, and HTTP/2 over it, as the JDK's own client sees them. */
@Timeout(60)
class SimulatorTlsTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);
    private static final String LIST = "/groups/" + PROJECT_ID + "/apiKeys";
    private static final String DELETE = LIST + "/" + API_KEY_ID;

    private Simulator simulator;

    @BeforeEach
    void start() throws Exception {
        simulator = Simulator.builder().tls().cloud(SimulatorSeed.cloud()).start();
    }

    @AfterEach
    void stop() {
        simulator.close();
        assertEquals(List.of(), simulator.journal().problems());
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void agreesOnTheVersionThatTheClientWants(Version version) throws Exception {
        HttpClient client = client(version, simulator.clientSslContext());
        String challenge = challenge(client);

        HttpResponse<String> list = client.send(authenticated(challenge, "GET", LIST, 1), BodyHandlers.ofString());
        HttpResponse<String> delete =
                client.send(authenticated(challenge, "DELETE", DELETE, 2), BodyHandlers.ofString());

        assertEquals(version, list.version());
        assertEquals(200, list.statusCode());
        assertTrue(list.body().contains("\"href\":\"https://127.0.0.1:" + simulator.port() + "/"), list.body());
        assertEquals(204, delete.statusCode());
        assertEquals("", delete.body());
        assertFalse(simulator.isAssigned(PROJECT_ID, API_KEY_ID));
        assertEquals(1, simulator.journal().connectionsAccepted());
        String protocol = version == Version.HTTP_2 ? "HTTP/2" : "HTTP/1.1";
        assertEquals(
                List.of(protocol, protocol, protocol),
                simulator.log().stream().map(LoggedRequest::protocol).toList());
    }

    @Test
    void servesStreamsOfOneConnectionSideBySide() throws Exception {
        HttpClient client = client(Version.HTTP_2, simulator.clientSslContext());
        challenge(client);
        simulator.faults().next(InjectedFault.silence());
        CompletableFuture<HttpResponse<String>> silent = client.sendAsync(plain(LIST), BodyHandlers.ofString());
        simulator.awaitRequests(2, LONG_ENOUGH);

        assertEquals(401, client.send(plain(LIST), BodyHandlers.ofString()).statusCode());
        assertFalse(silent.isDone());
        simulator.releaseSilent();

        assertThrows(CompletionException.class, silent::join);
        assertEquals(1, simulator.journal().connectionsAccepted());
    }

    @Test
    void closingEndsSilentStreams() throws Exception {
        HttpClient client = client(Version.HTTP_2, simulator.clientSslContext());
        simulator.faults().next(InjectedFault.silence());
        CompletableFuture<HttpResponse<String>> silent = client.sendAsync(plain(LIST), BodyHandlers.ofString());
        simulator.awaitRequests(1, LONG_ENOUGH);

        simulator.closeConnections();

        simulator.journal().awaitOpenConnections(0, LONG_ENOUGH);
        assertThrows(CompletionException.class, silent::join);
    }

    @Test
    void canOfferHttp1Alone() throws Exception {
        try (Simulator old = Simulator.builder().tls().withoutHttp2().threads(2).start()) {
            HttpClient client = client(Version.HTTP_2, old.clientSslContext());

            HttpResponse<String> reply = client.send(
                    HttpRequest.newBuilder(URI.create(old.baseUrl())).build(), BodyHandlers.ofString());

            assertEquals(Version.HTTP_1_1, reply.version());
        }
    }

    @Test
    void isTrustedOnlyByWhoHasItsCertificate() throws Exception {
        HttpClient stranger = client(Version.HTTP_2, SSLContext.getDefault());

        assertThrows(SSLHandshakeException.class, () -> stranger.send(plain(LIST), BodyHandlers.ofString()));

        assertEquals(0, simulator.requests());
        assertTrue(simulator.trustStore().isCertificateEntry("simulator"));
        simulator.certificate().verify(simulator.certificate().getPublicKey());
        simulator.journal().awaitOpenConnections(0, LONG_ENOUGH);
    }

    @Test
    void canHaveACertificateForAnotherHost() throws Exception {
        try (Simulator other =
                Simulator.builder().tlsFor("cloud.example.com", "192.0.2.1").start()) {
            HttpClient client = client(Version.HTTP_2, other.clientSslContext());
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(other.baseUrl())).build();

            assertThrows(SSLHandshakeException.class, () -> client.send(request, BodyHandlers.ofString()));
        }
    }

    static Stream<InjectedFault> faultsWithoutAnAnswer() {
        return Stream.of(
                InjectedFault.reset(),
                InjectedFault.close(),
                InjectedFault.cutInHead(),
                InjectedFault.cutInBody(),
                InjectedFault.notHttp(),
                InjectedFault.raw(new byte[100]),
                Http2Faults.brokenStream(),
                Http2Faults.goAway(),
                Http2Faults.http11Required(),
                InjectedFault.lostThenReset());
    }

    @ParameterizedTest
    @MethodSource("faultsWithoutAnAnswer")
    void brokenAnswersAreTransportFaultsInHttp2Too(InjectedFault fault) throws Exception {
        HttpClient client = client(Version.HTTP_2, simulator.clientSslContext());
        String challenge = challenge(client);
        simulator.faults().next(fault.on(Phase.DELETE));

        CompletableFuture<HttpResponse<String>> sent =
                client.sendAsync(authenticated(challenge, "DELETE", DELETE, 1), BodyHandlers.ofString());

        CompletionException failure = assertThrows(CompletionException.class, sent::join);
        assertInstanceOf(IOException.class, failure.getCause());
        assertEquals(!fault.performs(), simulator.isAssigned(PROJECT_ID, API_KEY_ID));
        assertEquals(2, simulator.requests());
        assertEquals(List.of(), simulator.faults().pending());
    }

    @Test
    void sendsLongAndSlowBodiesInHttp2Too() throws Exception {
        HttpClient client = client(Version.HTTP_2, simulator.clientSslContext());
        simulator
                .faults()
                .next(
                        InjectedFault.oversizedBody(500, 3_000_000),
                        InjectedFault.oversizedChunkedBody(500, 3_000_000),
                        InjectedFault.slowBytes(Duration.ofNanos(1)),
                        InjectedFault.empty(502));

        HttpResponse<String> withLength = client.send(plain(LIST), BodyHandlers.ofString());
        HttpResponse<String> without = client.send(plain(LIST), BodyHandlers.ofString());
        HttpResponse<String> slow = client.send(plain(LIST), BodyHandlers.ofString());

        assertEquals(3_000_000, withLength.body().length());
        assertEquals(
                "3000000", withLength.headers().firstValue("content-length").orElseThrow());
        assertTrue(without.headers().firstValue("content-length").isEmpty());
        assertEquals(withLength.body(), without.body());
        assertEquals(401, slow.statusCode());
        assertTrue(slow.body().contains("You are not authorized"), slow.body());
        assertEquals(502, client.send(plain(LIST), BodyHandlers.ofString()).statusCode());
        assertEquals(1, simulator.journal().connectionsAccepted());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void aCompressedBodyIsTheTrueOne(String coding) throws Exception {
        HttpClient client = client(Version.HTTP_2, simulator.clientSslContext());
        simulator.faults().next(InjectedFault.compressed(coding));

        HttpResponse<InputStream> sent = client.send(plain(LIST), BodyHandlers.ofInputStream());

        assertEquals(coding, sent.headers().firstValue("content-encoding").orElseThrow());
        try (InputStream body =
                coding.equals("gzip") ? new GZIPInputStream(sent.body()) : new InflaterInputStream(sent.body())) {
            assertEquals(
                    client.send(plain(LIST), BodyHandlers.ofString()).body(),
                    new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void aStreamIsResetWithoutItsConnection() throws Exception {
        HttpClient client = client(Version.HTTP_2, simulator.clientSslContext());
        simulator.faults().next(Http2Faults.brokenStream());

        assertThrows(IOException.class, () -> client.send(plain(LIST), BodyHandlers.ofString()));

        assertEquals(401, client.send(plain(LIST), BodyHandlers.ofString()).statusCode());
        assertEquals(1, simulator.journal().connectionsAccepted());
    }

    @Test
    void anEndlessBodyInHttp2EndsWithTheClient() throws Exception {
        HttpClient client = client(Version.HTTP_2, simulator.clientSslContext());
        simulator.faults().next(InjectedFault.endlessBody(500));

        HttpResponse<InputStream> endless = client.send(plain(LIST), BodyHandlers.ofInputStream());
        try (InputStream body = endless.body()) {
            assertEquals(4 << 20, body.readNBytes(4 << 20).length);
        }

        assertEquals(401, client.send(plain(LIST), BodyHandlers.ofString()).statusCode());
    }

    @Test
    void plainHttpToTheTlsPortIsNoDefect() throws Exception {
        try (RawClient plain = new RawClient(simulator)) {
            plain.send("GET", LIST);

            simulator.journal().awaitOpenConnections(0, LONG_ENOUGH);
        }
        assertEquals(0, simulator.requests());
    }

    private String challenge(HttpClient client) throws Exception {
        return client.send(plain(LIST), BodyHandlers.ofString())
                .headers()
                .firstValue("www-authenticate")
                .orElseThrow();
    }

    private HttpRequest plain(String path) {
        return HttpRequest.newBuilder(URI.create(simulator.baseUrl() + path)).build();
    }

    private HttpRequest authenticated(String challenge, String method, String path, int nc) {
        URI uri = URI.create(simulator.baseUrl() + path);
        return HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Authorization", new DigestByHand(challenge, method, uri.getPath(), ADMIN, nc).value())
                .build();
    }

    private static HttpClient client(Version version, SSLContext trust) {
        return HttpClient.newBuilder().version(version).sslContext(trust).build();
    }
}
