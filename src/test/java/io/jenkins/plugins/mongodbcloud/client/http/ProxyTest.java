package io.jenkins.plugins.mongodbcloud.client.http;

import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.KEY;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.PROJECT;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.await;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.ciKey;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.show;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.CallResult.Nothing;
import io.jenkins.plugins.mongodbcloud.client.ErrorCategory;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.ProxyRules;
import io.jenkins.plugins.mongodbcloud.client.Session;
import io.jenkins.plugins.mongodbcloud.client.TransportFailure;
import io.jenkins.plugins.mongodbcloud.client.TransportFailure.Kind;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls through a proxy, to a target with TLS by a tunnel and to one without by the proxy's own request. */
@Timeout(60)
class ProxyTest {

    private static final String USER = "jenkins";
    private static final String PASSWORD = "proxy: pässword";
    private static final String REALM = "The proxy";
    private static final String NONCE = "c2ltcGxlIG5vbmNl";

    private TestProxy proxy;
    private SimulatorExtension bed;

    @BeforeEach
    void start() throws Exception {
        proxy = new TestProxy();
    }

    @AfterEach
    void stop() throws Exception {
        bed.close();
        proxy.close();
    }

    private void start(boolean tls, ProxyRules rules) throws Exception {
        bed = tls ? SimulatorExtension.tls(rules) : SimulatorExtension.plain(rules);
    }

    /** Asks for these credentials by Basic. */
    private static String basic(String authorization) {
        String expected =
                "Basic " + Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        return authorization.equals(expected) ? null : "Basic realm=\"" + REALM + "\", charset=\"UTF-8\"";
    }

    /** Asks for these credentials by Digest. */
    private static String digest(String method, String uri, String authorization) {
        String middle =
                NONCE + ":" + parameter(authorization, "nc") + ":" + parameter(authorization, "cnonce") + ":auth:";
        String expected = md5(md5(USER + ":" + REALM + ":" + PASSWORD) + ":" + middle + md5(method + ":" + uri));
        boolean right = authorization.startsWith("Digest ")
                && parameter(authorization, "uri").equals(uri)
                && parameter(authorization, "response").equals(expected);
        return right
                ? null
                : "Digest realm=\"" + REALM + "\", nonce=\"" + NONCE + "\", qop=\"auth\", algorithm=MD5, charset=UTF-8";
    }

    private static String parameter(String authorization, String name) {
        Matcher matcher = Pattern.compile("\\b" + name + "=\"?([^\",]*)").matcher(authorization);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static String md5(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException noMd5) {
            throw new AssertionError(noMd5);
        }
    }

    private static TestProxy.Guard guard(String scheme) {
        return switch (scheme) {
            case "none" -> TestProxy.Guard.NONE;
            case "Basic" -> (method, uri, authorization) -> basic(authorization);
            default -> ProxyTest::digest;
        };
    }

    @ParameterizedTest(name = "TLS: {0}, the proxy wants {1}")
    @CsvSource({"false, none", "false, Basic", "false, Digest", "true, none", "true, Basic", "true, Digest"})
    void callsGoThrough(boolean tls, String scheme) throws Exception {
        proxy.guardedBy(guard(scheme));
        start(tls, proxy.rules(USER, PASSWORD));
        try (Session session = bed.session()) {
            for (int number = 1; number <= 3; number++) {
                CallResult<Nothing> answer = await(session.call(Operations.unassignApiKey(PROJECT, ciKey(number))));
                assertEquals(Optional.of(204), answer.status(), show(answer));
            }
        }
        assertEquals(4, bed.simulator.journal().requests("DELETE"));
        assertEquals(0, bed.simulator.journal().refused());
        assertEquals(0, bed.simulator.basicSeen());
        assertTrue(
                proxy.requestLines().stream().allMatch(line -> line.startsWith(tls ? "CONNECT " : "DELETE http://")));
        if (tls) {
            assertEquals(scheme.equals("none") ? 1 : 2, proxy.requestLines().size(), "one tunnel for all calls");
            assertEquals(1, bed.simulator.journal().connectionsAccepted());
        }
    }

    @ParameterizedTest(name = "the proxy wants {0}")
    @ValueSource(strings = {"none", "Basic", "Digest"})
    void aProxyOfATlsTargetSeesNothingOfTheAuthentication(String scheme) throws Exception {
        proxy.guardedBy(guard(scheme));
        start(true, proxy.rules(USER, PASSWORD));

        assertTrue(bed.unassign().value().isPresent());

        String seen = proxy.everything();
        assertTrue(seen.length() > 500, "the tunnel is in it");
        String basicOfKeys = Base64.getEncoder()
                .encodeToString((SimulatorSeed.ADMIN.publicKey() + ":" + SimulatorSeed.ADMIN.privateKey())
                        .getBytes(StandardCharsets.UTF_8));
        for (String secret : List.of(
                SimulatorSeed.ADMIN.privateKey(),
                SimulatorSeed.ADMIN.publicKey(),
                basicOfKeys,
                "\r\nAuthorization:",
                "MMS Public API",
                KEY)) {
            assertFalse(seen.contains(secret), secret);
        }
    }

    @Test
    void aProxyOfAPlainTargetIsNotGivenThePrivateKeyAndTheTargetNotThePassword() throws Exception {
        proxy.guardedBy(guard("Basic"));
        start(false, proxy.rules(USER, PASSWORD));

        assertTrue(bed.unassign().value().isPresent());

        assertFalse(proxy.everything().contains(SimulatorSeed.ADMIN.privateKey()));
        for (String head : proxy.heads()) {
            assertFalse(head.contains("\r\nAuthorization: Basic"), head);
        }
        assertEquals(0, bed.simulator.basicSeen());
    }

    @ParameterizedTest(name = "TLS: {0}, the proxy wants {1}, the password is {2}")
    @CsvSource({
        "false, Basic, ",
        "false, Digest, ",
        "true, Basic, ",
        "true, Digest, ",
        "false, Basic, wrong",
        "false, Digest, wrong",
        "true, Basic, wrong",
        "true, Digest, wrong"
    })
    void withoutTheRightCredentialsTheFaultIsTheProxys(boolean tls, String scheme, String password) throws Exception {
        proxy.guardedBy(guard(scheme));
        start(tls, proxy.rules(password == null ? null : USER, password));

        assertProxyFault("HTTP 407", bed.unassign());
        assertEquals(0, bed.simulator.requests());
        assertFalse(proxy.everything().contains(SimulatorSeed.ADMIN.publicKey()));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"403 Forbidden", "404 Not Found", "502 Bad Gateway", "503 Unavailable", "401 Unauthorized"})
    void aRefusedTunnelIsAFaultOfTheProxy(String status) throws Exception {
        start(true, proxy.refusing(status, "<html>no</html>").rules());

        assertProxyFault("HTTP " + status.substring(0, 3), bed.unassign());
        assertOnlyTunnelsWereAskedFor();
    }

    @Test
    void aProxyThatChallengesInTheEndpointsPlaceIsNotAnswered() throws Exception {
        String challenge = "Digest realm=\"MMS Public API\", nonce=\"" + NONCE + "\", qop=\"auth\", algorithm=MD5";
        start(
                true,
                proxy.refusing("401 Unauthorized\r\nWWW-Authenticate: " + challenge, "")
                        .rules());

        assertProxyFault("HTTP 401", bed.unassign());
        assertOnlyTunnelsWereAskedFor();
    }

    @Test
    void aProxyThatRefusesAndDoesNotCloseIsNotSentTheRequestWhenItIsTriedAgain() throws Exception {
        start(true, proxy.rules());
        try (Session session = bed.session()) {
            assertTrue(await(session.call(Operations.unassignApiKey(PROJECT, ciKey(1))))
                    .value()
                    .isPresent());
            hangUp();
            proxy.refusing("503 Unavailable", "");

            CallResult<Nothing> answer = await(session.call(Operations.unassignApiKey(PROJECT, ciKey(2))));

            assertProxyFault("HTTP 503", answer);
            assertEquals(5, answer.cost().attempts());
        }
        assertOnlyTunnelsWereAskedFor();
    }

    /** HttpClient opens a connection that has just ended anew, and one to a proxy without asking for a tunnel. */
    @Test
    void aRequestWhoseTunnelHasJustEndedIsNotSentToTheProxyAsItIs() throws Exception {
        start(true, proxy.rules());
        AtomicInteger asked = new AtomicInteger(Integer.MIN_VALUE);
        BooleanSupplier hangingUp = () -> {
            // Asked when an attempt begins, before its exchange, and when there is a connection to send it on.
            if (asked.incrementAndGet() == 3) {
                hangUp();
            }
            return false;
        };
        try (Session session = await(bed.api.openSession(bed.endpoint(), SimulatorExtension.ADMIN, hangingUp))) {
            assertTrue(await(session.call(Operations.unassignApiKey(PROJECT, ciKey(1))))
                    .value()
                    .isPresent());
            asked.set(0);

            CallResult<Nothing> answer = await(session.call(Operations.unassignApiKey(PROJECT, ciKey(2))));

            assertTrue(answer.value().isPresent(), show(answer));
            assertEquals(2, answer.cost().attempts());
            assertEquals(1, answer.cost().requests());
            assertFalse(answer.cost().mayHaveTakenEffect());
        }
        assertOnlyTunnelsWereAskedFor();
    }

    /** Ends the connections, and waits until the client has noticed. */
    private void hangUp() {
        bed.simulator.closeConnections();
        try {
            proxy.awaitNoTunnels();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertOnlyTunnelsWereAskedFor() {
        List<String> lines = proxy.requestLines();
        assertTrue(lines.stream().allMatch(line -> line.startsWith("CONNECT ")), lines::toString);
        assertFalse(proxy.everything().contains("\r\nAuthorization:"), proxy::everything);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"403 Forbidden", "502 Bad Gateway"})
    void aTunnelRefusedWithoutABodyIsAFaultOfTheProxy(String status) throws Exception {
        start(true, proxy.refusing(status, "").rules());

        assertProxyFault("HTTP " + status.substring(0, 3), bed.unassign());
    }

    @Test
    void aRefusalWithoutEndIsNotReadForEver() throws Exception {
        start(true, proxy.refusingWithoutEnd("403 Forbidden").rules());

        CallResult<Nothing> answer = bed.unassign();

        assertProxyFault("HTTP 403", answer);
        assertEquals(1, answer.cost().attempts());
    }

    @Test
    void aRefusalBehindAPlainTargetsProxyIsAnAnswer() throws Exception {
        start(false, proxy.refusing("403 Forbidden", "<html>no</html>").rules());

        CallResult<Nothing> answer = bed.unassign();

        assertEquals(Optional.of(ErrorCategory.NOT_FROM_API), answer.category(), show(answer));
        assertTrue(bed.isAssigned());
    }

    @Test
    void aProxyThatIsDownIsAFaultOfTheConnection() throws Exception {
        ProxyRules rules = proxy.rules();
        proxy.close();
        start(true, rules);

        assertEquals(Optional.of(Kind.CONNECTION), bed.unassign().failure().map(fault -> fault.kind()));
    }

    @ParameterizedTest(name = "TLS: {0}")
    @ValueSource(booleans = {false, true})
    void anExcludedHostIsReachedDirectly(boolean tls) throws Exception {
        ProxyRules through = proxy.rules();
        start(tls, host -> host.equals("127.0.0.1") ? Optional.empty() : through.proxyFor(host));

        assertTrue(bed.unassign().value().isPresent());
        assertEquals(List.of(), proxy.requestLines());
    }

    private static void assertProxyFault(String detail, CallResult<?> answer) {
        assertEquals(Optional.of(new TransportFailure(Kind.PROXY, detail)), answer.failure(), show(answer));
        assertEquals(Optional.empty(), answer.status());
        assertFalse(answer.cost().mayHaveTakenEffect());
    }
}
