package io.jenkins.plugins.mongodbcloud.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.demo.ExecutionSerializer;
import io.jenkins.plugins.mongodbcloud.testing.JenkinsFixture;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins.Flight;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.LoggedRequest;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedServiceAccount;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After a run of every outcome, nothing that was left behind has a private key, a digest response, a client secret or an access
 * token in it. */
class SecretSearchTest {
    private static final String KEY = StandInJenkins.KEY;
    private static final String PRIVATE_KEY = SimulatorSeed.ADMIN.privateKey();
    private static final String WRONG_PRIVATE_KEY = "77777777-7777-4777-8777-777777777777";
    private static final String MISPLACED_PRIVATE_KEY = "88888888-8888-4888-8888-888888888888";
    private static final String KEPT_PRIVATE_KEY = SimulatorSeed.API_KEY.privateKey();
    private static final String WRONG_SECRET = "mdb_sa_sk_wrong-0123456789_abcdefghijklmnopqrstuv";
    private static final Pattern BEARER = Pattern.compile("(?i)authorization: Bearer (\\S+)");
    private static final String[] LOGGERS = {
        "org.apache.hc.client5.http",
        "org.apache.hc.client5.http.headers",
        "org.apache.hc.client5.http.wire",
        "org.apache.hc.client5.http.impl.auth",
        "org.apache.hc.client5.http2.frame",
        "org.apache.hc.client5.http2.frame.payload",
        "org.apache.hc.client5.http2.flow",
        "org.apache.hc.core5",
        "io.jenkins.plugins.mongodbcloud"
    };

    @TempDir
    Path home;

    private final List<String> outcomes = new ArrayList<>();
    private int logLinesBefore;

    @Test
    void noPrivateKeyAndNoDigestResponseIsLeftAnywhere() throws Exception {
        try (SecretCollector evidence = new SecretCollector(LOGGERS);
                StandInJenkins bench = new StandInJenkins(home);
                RecordingProxy relay = new RecordingProxy(bench.simulator.port())) {
            StandInJenkins.pointAt(
                    bench.simulator.baseUrl().replace(":" + bench.simulator.port() + "/", ":" + relay.port() + "/"));
            everyOutcome(bench, evidence);
            collect(bench, evidence);

            List<String> responses = relay.digestResponses();
            assertTrue(responses.size() >= 8, () -> "digest responses seen: " + responses);
            assertFalse(relay.said().contains("Basic "), "Basic authentication was sent");
            responses.forEach(response -> assertEquals(List.of(), evidence.find(response)));
            assertNothingFound(evidence);
            // Pipeline writes arguments with the build as the user has given them; nothing else may repeat this one.
            assertTrue(evidence.find(MISPLACED_PRIVATE_KEY).stream().allMatch(found -> found.startsWith("frozen: ")));
            assertFalse(relay.said().contains(PRIVATE_KEY));
        }
    }

    @Test
    void noClientSecretAndNoAccessTokenIsLeftAnywhere() throws Exception {
        SimulatedServiceAccount account = SimulatorSeed.ADMIN_ACCOUNT;
        try (SecretCollector evidence = new SecretCollector(LOGGERS);
                StandInJenkins bench = new StandInJenkins(home);
                RecordingProxy relay = new RecordingProxy(bench.simulator.port())) {
            StandInJenkins.pointAt(
                    bench.simulator.baseUrl().replace(":" + bench.simulator.port() + "/", ":" + relay.port() + "/"));
            bench.credentials().add(JenkinsFixture.serviceAccount("account", account));
            bench.credentials().add("wrong", account.clientId(), WRONG_SECRET);
            keep(bench, evidence, withCredential("account", KEY));
            keep(bench, evidence, withCredential("account", SimulatorSeed.UNASSIGNED_KEY_ID));
            keep(bench, evidence, withCredential("wrong", KEY));
            bench.simulator.tokens().endAll();
            keep(
                    bench,
                    evidence,
                    withCredential("account", SimulatorSeed.ciKey(1).id()));
            bench.simulator.tokens().endAll();
            bench.simulator.faults().next(InjectedFault.notHttp().on(Phase.TOKEN));
            keep(
                    bench,
                    evidence,
                    withCredential("account", SimulatorSeed.ciKey(2).id()));
            collect(bench, evidence);

            assertEquals(
                    List.of("UNASSIGNED", "NOT_ASSIGNED", "no access token", "UNASSIGNED", "no access token"),
                    outcomes);
            List<String> sent = BEARER.matcher(relay.said())
                    .results()
                    .map(match -> match.group(1))
                    .distinct()
                    .toList();
            assertEquals(2, sent.size(), "tokens that were sent");
            List<String> secrets = new ArrayList<>(sent);
            for (String secret : List.of(account.secret(), WRONG_SECRET)) {
                byte[] pair = (account.clientId() + ":" + secret).getBytes(StandardCharsets.UTF_8);
                String basic = Base64.getEncoder().encodeToString(pair);
                assertTrue(relay.said().contains(basic), "the search is for what is sent");
                secrets.addAll(List.of(secret, basic));
            }
            secrets.forEach(secret -> assertEquals(List.of(), evidence.find(secret)));
            assertEquals(0, bench.simulator.basicSeen());
        }
    }

    private static ApiKeyOptions withCredential(String credentialsId, String key) {
        ApiKeyOptions options = StandInJenkins.step(key);
        options.setCredentialsId(credentialsId);
        return options;
    }

    @Test
    void normalTlsAndHttp2LeaveNoneEither() throws Exception {
        SSLContext before = SSLContext.getDefault();
        try (Simulator tls =
                        Simulator.builder().tls().cloud(SimulatorSeed.cloud()).start();
                SecretCollector evidence = new SecretCollector(LOGGERS)) {
            SSLContext.setDefault(tls.clientSslContext());
            try (StandInJenkins bench = new StandInJenkins(home)) {
                StandInJenkins.pointAt(tls.baseUrl());
                keep(bench, evidence, StandInJenkins.step(KEY, SimulatorSeed.UNASSIGNED_KEY_ID));
                collect(bench, evidence);
            }
            assertEquals(List.of("NOT_ASSIGNED"), outcomes);
            assertEquals(
                    List.of("HTTP/2"),
                    tls.log().stream().map(LoggedRequest::protocol).distinct().toList());
            assertNothingFound(evidence);
            assertEquals(List.of(), evidence.find("response=\""));
            assertEquals(List.of(), evidence.find("Digest username"));
        } finally {
            SSLContext.setDefault(before);
        }
    }

    private static void assertNothingFound(SecretCollector evidence) throws Exception {
        List<String> secrets = new ArrayList<>(List.of(PRIVATE_KEY, WRONG_PRIVATE_KEY, KEPT_PRIVATE_KEY));
        for (String secret : List.copyOf(secrets)) {
            String user = SimulatorSeed.ADMIN.publicKey();
            byte[] pair = (user + ":" + secret).getBytes(StandardCharsets.UTF_8);
            secrets.add(Base64.getEncoder().encodeToString(pair));
            // What a digest response is made from, and as good as the private key itself.
            String hashed = user + ":MMS Public API:" + secret;
            secrets.add(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(hashed.getBytes(StandardCharsets.UTF_8))));
        }
        secrets.forEach(secret -> assertEquals(List.of(), evidence.find(secret)));
        // A search is worth nothing where nothing was said.
        List<String> places = evidence.places();
        assertTrue(places.stream().anyMatch(place -> place.startsWith("log org.apache.hc.client5")), places::toString);
        assertTrue(places.stream().anyMatch(place -> place.contains("mongodb-cloud") && place.endsWith(".jsonl")));
        assertTrue(places.containsAll(List.of("console", "returned", "frozen", "context")), places::toString);
    }

    private void everyOutcome(StandInJenkins bench, SecretCollector evidence) throws Exception {
        bench.credentials().add("wrong", SimulatorSeed.ADMIN.publicKey(), WRONG_PRIVATE_KEY);
        bench.credentials().add("deployment-key", SimulatorSeed.API_KEY.publicKey(), KEPT_PRIVATE_KEY);

        ApiKeyOptions dryRun = StandInJenkins.usual();
        dryRun.setDryRun(true);
        keep(bench, evidence, dryRun);

        ApiKeyOptions byCredential = StandInJenkins.step();
        byCredential.setApiKeyCredentialsId("deployment-key");
        byCredential.setVerify(true);
        keep(bench, evidence, byCredential);
        keep(bench, evidence, StandInJenkins.step(SimulatorSeed.UNASSIGNED_KEY_ID));

        ApiKeyOptions wrongKeys = StandInJenkins.usual();
        wrongKeys.setCredentialsId("wrong");
        keep(bench, evidence, wrongKeys);

        bench.simulator.faults().next(InjectedFault.error(501, null, "No.").on(Phase.DELETE));
        keep(bench, evidence, StandInJenkins.step(SimulatorSeed.ciKey(1).id()));
        bench.simulator.faults().next(InjectedFault.notHttp().on(Phase.DELETE));
        keep(bench, evidence, StandInJenkins.step(SimulatorSeed.ciKey(2).id()));

        bench.simulator
                .faults()
                .next(InjectedFault.error(404, "API_KEY_NOT_FOUND", "No.").on(Phase.DELETE));
        ApiKeyOptions verified = StandInJenkins.step(SimulatorSeed.ciKey(3).id());
        verified.setVerify(true);
        keep(bench, evidence, verified);

        keep(bench, evidence, StandInJenkins.step(MISPLACED_PRIVATE_KEY));
        ApiKeyOptions self = StandInJenkins.step();
        self.setPublicKey(SimulatorSeed.ADMIN.publicKey());
        keep(bench, evidence, self);

        bench.simulator.expireNonces();
        keep(bench, evidence, StandInJenkins.step(SimulatorSeed.ciKey(4).id()));
        interrupted(bench, evidence);

        assertEquals(
                List.of(
                        "WOULD_UNASSIGN",
                        "UNASSIGNED",
                        "NOT_ASSIGNED",
                        "does not accept the key pair",
                        "returned a server error",
                        "not one that the MongoDB API sends",
                        "is still in the list",
                        "looks like a private key",
                        "authenticates this request itself",
                        "UNASSIGNED",
                        "stopped"),
                outcomes);
    }

    private void keep(StandInJenkins bench, SecretCollector evidence, ApiKeyOptions step) throws Exception {
        Flight flight = bench.start(step);
        keep(bench, flight, evidence);
    }

    private void keep(StandInJenkins bench, Flight flight, SecretCollector evidence) throws Exception {
        evidence.addBytes("frozen", ExecutionSerializer.freeze(flight.execution()));
        evidence.add("context", flight.execution() + " " + flight.execution().getStatus());
        try {
            Object result = flight.context().outcome().get(StandInJenkins.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            evidence.add("returned", result);
            outcomes.add(String.valueOf(((java.util.Map<?, ?>) result).get("outcome")));
        } catch (ExecutionException e) {
            evidence.addThrowable("thrown", e.getCause());
            List<String> printed =
                    bench.logLines().subList(logLinesBefore, bench.logLines().size());
            outcomes.add(summarize(e.getCause().getMessage() + printed));
        }
        logLinesBefore = bench.logLines().size();
        evidence.addBytes("frozen", ExecutionSerializer.freeze(flight.execution()));
    }

    private static String summarize(String message) {
        return List.of(
                        "does not accept the key pair",
                        "no access token",
                        "returned a server error",
                        "not one that the MongoDB API sends",
                        "is still in the list",
                        "looks like a private key",
                        "authenticates this request itself",
                        "stopped")
                .stream()
                .filter(message::contains)
                .findFirst()
                .orElse(message);
    }

    private void interrupted(StandInJenkins bench, SecretCollector evidence) throws Exception {
        long before = bench.simulator.journal().requests(Phase.DELETE);
        bench.simulator.faults().always(InjectedFault.silence().on(Phase.DELETE));
        Flight flight = bench.start(StandInJenkins.step(SimulatorSeed.ciKey(5).id()));
        bench.simulator.journal().awaitRequests(Phase.DELETE, before + 1, StandInJenkins.PATIENCE);
        flight.execution().stop(new InterruptedException("stopped"));
        keep(bench, flight, evidence);
    }

    private static void collect(StandInJenkins bench, SecretCollector evidence) throws Exception {
        evidence.add("console", bench.log());
        evidence.add("actions", bench.run().getAllActions());
        evidence.addFiles(bench.home());
    }
}
