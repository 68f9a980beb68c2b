package io.jenkins.plugins.mongodbcloud.client.http;

import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.ADMIN;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.KEY;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.PROJECT;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.await;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.ciKey;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.show;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.client.ApiCredential;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.client.ProxyRules;
import io.jenkins.plugins.mongodbcloud.client.ServiceAccount;
import io.jenkins.plugins.mongodbcloud.client.Session;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.FaultCatalogue;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No private key, digest response, client secret or access token gets into a log of any level, or into an answer. */
@Timeout(60)
class SecretsTest {

    private static final Pattern RESPONSE = Pattern.compile("\\bresponse=\"?([0-9a-f]{32})");
    private static final List<String> OF_A_DIGEST =
            List.of("cnonce", "Authorization: ", "authorization: ", "Digest user");
    private static final String KEYS = ADMIN.publicKey() + ":" + SimulatorSeed.ADMIN.privateKey();
    private static final String WRONG = "not-the-private-key";
    private static final ServiceAccount ACCOUNT =
            new ServiceAccount(SimulatorSeed.ADMIN_ACCOUNT.clientId(), SimulatorSeed.ADMIN_ACCOUNT.secret());
    private static final String PAIR = ACCOUNT.clientId() + ":" + ACCOUNT.clientSecret();
    /** How the simulator's tokens begin. */
    private static final String TOKEN = "eyJhbGciOi";

    @ParameterizedTest(name = "TLS: {0}")
    @ValueSource(booleans = {false, true})
    void callsOfEveryEndLeaveNone(boolean tls) throws Exception {
        StringBuilder answers = new StringBuilder();
        String log;
        try (LogRecorder logged = new LogRecorder();
                SimulatorExtension bed = tls ? SimulatorExtension.tls() : SimulatorExtension.plain()) {
            bed.with(SimulatorExtension.attempts(Trial.LIMITS, 2));
            try (Session session = bed.session();
                    Session wrong = bed.session(new ApiKeyPair(ADMIN.publicKey(), WRONG))) {
                answers.append(show(await(session.call(Operations.unassignApiKey(PROJECT, KEY)))));
                answers.append(show(await(session.call(Operations.unassignApiKey(PROJECT, KEY)))));
                answers.append(show(await(session.call(Operations.listApiKeys(PROJECT, 1)))));
                answers.append(show(await(wrong.call(Operations.unassignApiKey(PROJECT, KEY)))));
            }
            for (InjectedFault fault : FaultCatalogue.all("http://127.0.0.1:9/elsewhere")) {
                bed.simulator.faults().next(fault.on(Phase.AUTHENTICATED));
                try (Session session = bed.session()) {
                    answers.append(show(await(session.call(Operations.unassignApiKey(PROJECT, ciKey(1))))));
                }
                bed.simulator.faults().clear();
            }
            log = logged.text();
        }
        assertTrue(log.contains("org.apache.hc.client5.http.impl.async"), "HttpClient's own logs are in it");
        assertHoldsNone(log);
        assertHoldsNone(answers.toString());
    }

    @Test
    void callsByAServiceAccountOfEveryEndLeaveNone() throws Exception {
        StringBuilder answers = new StringBuilder();
        String log;
        try (LogRecorder logged = new LogRecorder();
                SimulatorExtension bed = SimulatorExtension.plain()) {
            bed.with(SimulatorExtension.attempts(Trial.LIMITS, 2));
            try (Session wrong = bed.session(new ServiceAccount(ACCOUNT.clientId(), "mdb_sa_sk_wrong"))) {
                answers.append(show(await(wrong.call(Operations.unassignApiKey(PROJECT, KEY)))));
            }
            for (InjectedFault fault : FaultCatalogue.all("http://127.0.0.1:9/elsewhere")) {
                bed.simulator.faults().next(fault.on(Phase.TOKEN));
                try (Session session = bed.session(ACCOUNT)) {
                    answers.append(show(await(session.call(Operations.unassignApiKey(PROJECT, ciKey(2))))));
                }
                bed.simulator.faults().clear();
                bed.simulator.tokens().endAll();
            }
            bed.api.close();
            log = logged.text();
        }
        assertHoldsNone(log);
        assertHoldsNone(answers.toString());
    }

    private static void assertHoldsNone(String text) {
        List<String> secrets = new ArrayList<>(OF_A_DIGEST);
        secrets.add(SimulatorSeed.ADMIN.privateKey());
        secrets.add(WRONG);
        secrets.add("mdb_sa_sk_");
        secrets.add(TOKEN);
        secrets.add(Base64.getEncoder().encodeToString(PAIR.getBytes(StandardCharsets.UTF_8)));
        secrets.add(Base64.getEncoder().encodeToString(KEYS.getBytes(StandardCharsets.UTF_8)));
        secrets.forEach(secret -> assertNotIn(secret, text));
        assertFalse(RESPONSE.matcher(text).find());
    }

    private static void assertNotIn(String secret, String text) {
        List<String> lines = text.lines().filter(line -> line.contains(secret)).toList();
        assertEquals(List.of(), lines);
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** The part of the header that is secret. */
    private static String response(String authorization) {
        if (authorization.startsWith("Basic ")) {
            return authorization.substring("Basic ".length());
        }
        Matcher matcher = RESPONSE.matcher(authorization);
        assertTrue(matcher.find(), authorization);
        return matcher.group(1);
    }

    private static Named<UnaryOperator<String>> echo(String name, UnaryOperator<String> echo) {
        return Named.of(name, echo);
    }

    static final List<Named<UnaryOperator<String>>> ECHOES = List.of(
            echo("in the detail", sent -> refusal("{\"detail\": \"You sent " + quoted(sent) + "\"}")),
            echo("in the reason", sent -> refusal("{\"reason\": \"" + quoted(sent) + "\"}")),
            echo("in a parameter", sent -> refusal("{\"parameters\": [1, \"" + quoted(sent) + "\"]}")),
            echo(
                    "in the detail, as escapes",
                    sent -> refusal("{\"detail\": \"" + URLEncoder.encode(sent, StandardCharsets.UTF_8) + "\"}")),
            echo(
                    "in the detail, as entities",
                    sent -> refusal(
                            "{\"detail\": \"" + sent.replace("Digest ", "").replace("\"", "&quot;") + "\"}")),
            echo("in the detail, bare", sent -> refusal("{\"detail\": \"token " + response(sent) + " is bad\"}")),
            echo(
                    "in the detail, on two lines",
                    sent -> refusal("{\"detail\": \"" + quoted(sent).replace("response", "\\r\\nresponse") + "\"}")),
            echo("as the error code", sent -> refusal("{\"errorCode\": \"" + response(sent) + "\"}")),
            echo(
                    "as the error code's header",
                    sent -> EchoServer.answer("403 Forbidden\r\nX-Error-Code: " + response(sent), "")),
            echo("in a page", sent -> EchoServer.answer("404 Not Found", "<pre>" + sent + "</pre>")),
            echo("in the reason phrase", sent -> EchoServer.answer("403 " + sent, "")),
            echo(
                    "in a redirect",
                    sent -> EchoServer.answer(
                            "302 Found\r\nLocation: http://127.0.0.1:9/?"
                                    + URLEncoder.encode(sent, StandardCharsets.UTF_8),
                            "")),
            echo("in what is no HTTP", sent -> "ERROR Authorization: " + sent + "\r\n"),
            echo("in a head that breaks off", sent -> "HTTP/1.1 403 Forbidden\r\n" + sent),
            echo("in a header without a colon", sent -> "HTTP/1.1 403 Forbidden\r\n" + sent + "\r\n\r\n"),
            echo(
                    "in a challenge that is none",
                    sent -> EchoServer.answer("401 Unauthorized\r\nWWW-Authenticate: " + sent, "")));

    private static String refusal(String body) {
        return EchoServer.answer("403 Forbidden", body);
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("ECHOES")
    void whatTheServerRepeatsOfTheRequestIsNotRepeated(UnaryOperator<String> echo) throws Exception {
        for (ApiCredential credential : List.of(ADMIN, ACCOUNT)) {
            try (LogRecorder logged = new LogRecorder();
                    EchoServer server = new EchoServer(echo);
                    HttpAdminClient api = new HttpAdminClient(
                            () -> SimulatorExtension.attempts(SimulatorExtension.QUICK, 2), ProxyRules.DIRECT)) {
                ApiEndpoint endpoint = ApiEndpoint.of("echo", Product.CLOUD_MANAGER, server.url());
                try (Session session = await(api.openSession(endpoint, credential, () -> false))) {
                    CallResult<?> answer = await(session.call(Operations.unassignApiKey(PROJECT, KEY)));

                    assertTrue(answer.value().isEmpty(), show(answer));
                    assertNotEquals(List.of(), server.authorizations());
                    for (String sent : server.authorizations()) {
                        assertFalse(show(answer).contains(response(sent)), show(answer));
                        assertNotIn(response(sent), logged.text());
                    }
                    assertNotIn(SimulatorSeed.ADMIN.privateKey(), logged.text());
                    assertNotIn(ACCOUNT.clientSecret(), logged.text());
                }
            }
        }
    }

    @Test
    void pairsAndProxiesInWordsAreWithoutTheirSecrets() {
        assertEquals("adminkey", ADMIN.toString());
        assertEquals(
                "proxy.example.com:3128", new ProxyRules.Proxy("proxy.example.com", 3128, "me", "secret").toString());
    }

    @Test
    void logsOfOtherUsersOfHttpClientAreLeftAlone() {
        Logger headers = Logger.getLogger("org.apache.hc.client5.http.headers");
        Filter before = headers.getFilter();
        try (LogRecorder logged = new LogRecorder()) {
            try (HttpAdminClient api = new HttpAdminClient(() -> SimulatorExtension.QUICK, ProxyRules.DIRECT)) {
                assertTrue(api.limits().call().compareTo(Duration.ZERO) > 0);
                headers.log(Level.FINE, "a header of somebody else");
            }
            assertTrue(logged.text().contains("a header of somebody else"));
        }
        assertEquals(before, headers.getFilter());
    }

    @ParameterizedTest(name = "the first is closed first: {0}")
    @ValueSource(booleans = {false, true})
    void logsStaySilencedAsLongAsOneOfTwoClientsIsOpen(boolean firstFirst) {
        Logger headers = Logger.getLogger("org.apache.hc.client5.http.headers");
        Filter before = headers.getFilter();
        HttpAdminClient first = new HttpAdminClient(() -> SimulatorExtension.QUICK, ProxyRules.DIRECT);
        HttpAdminClient second = new HttpAdminClient(() -> SimulatorExtension.QUICK, ProxyRules.DIRECT);

        (firstFirst ? first : second).close();
        assertNotEquals(before, headers.getFilter());

        (firstFirst ? second : first).close();
        assertEquals(before, headers.getFilter());
    }
}
