package io.jenkins.plugins.mongodbcloud.client.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.jenkins.plugins.mongodbcloud.client.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.client.auth.Authentication.Reaction;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which challenge of many is answered, and how: the responses are computed anew by RFC 7616 and RFC 2069. */
class DigestAuthenticationTest {

    private static final URI ENDPOINT = URI.create("https://cloud.example/api");
    private static final ApiKeyPair KEYS = new ApiKeyPair("abcdwxyz", "c0ffee00-1111-4222-8333-feedfacecafe");
    private static final String URI_SENT = "/api/groups/1/apiKeys/2";
    private static final String MD5 = "Digest realm=\"r\", nonce=\"md5\", qop=\"auth\"";
    private static final String SHA = "Digest realm=\"r\", nonce=\"sha\", qop=\"auth\", algorithm=SHA-256";
    private static final String LONG = "Digest realm=\"r\", nonce=\"long\", qop=\"auth\", algorithm=SHA-512-256";

    private final Authentications authentications = new Authentications(null);
    private final Authentication session = authentications.open(ENDPOINT, KEYS, Duration.ofMinutes(1));

    private static String answer(Authentication session) {
        return session.authorize("DELETE", URI_SENT)
                .toCompletableFuture()
                .join()
                .orElse("");
    }

    private static String parameter(String header, String name) {
        Matcher matcher =
                Pattern.compile("\\b" + name + "=(?:\"([^\"]*)\"|([^,]*))").matcher(header);
        return matcher.find() ? matcher.group(1) != null ? matcher.group(1) : matcher.group(2) : "";
    }

    private static String hash(String algorithm, String text) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    }

    /** @param algorithm of the Java platform */
    private static String response(String header, String algorithm, boolean session) throws Exception {
        String nonce = parameter(header, "nonce");
        String a1 = KEYS.publicKey() + ":" + parameter(header, "realm") + ":" + KEYS.privateKey();
        String ha1 = hash(algorithm, a1);
        if (session) {
            ha1 = hash(algorithm, ha1 + ":" + nonce + ":" + parameter(header, "cnonce"));
        }
        String middle = parameter(header, "qop").isEmpty()
                ? nonce
                : nonce + ":" + parameter(header, "nc") + ":" + parameter(header, "cnonce") + ":auth";
        return hash(algorithm, ha1 + ":" + middle + ":" + hash(algorithm, "DELETE:" + URI_SENT));
    }

    static Stream<List<String>> offers() {
        return Stream.of(
                List.of("md5", MD5),
                List.of("md5", "NTLM, " + MD5),
                List.of("md5", "Negotiate oYH1MIHyoAMKAQGh==, NTLM, " + MD5 + ", Basic realm=\"x, y\""),
                List.of("md5", "Basic realm=\"Digest realm=\\\"no\\\"\"", MD5),
                List.of("md5", ", ,\t" + MD5 + " ,, ,"),
                List.of("md5", "DIGEST  Realm = \"r\" , NONCE = md5,QOP=\"auth-int,auth\""),
                List.of("sha", MD5 + ", " + SHA),
                List.of("sha", SHA, MD5),
                List.of("long", MD5, LONG, SHA),
                List.of("md5", "Digest realm=\"r\", nonce=\"x\", algorithm=SHA-3, qop=\"auth\"", MD5),
                List.of("md5", "Digest realm=\"r\", nonce=\"x\", qop=\"auth-conf\", algorithm=SHA-256", MD5),
                List.of("md5", "Digest realm=\"r\", qop=\"auth\", algorithm=SHA-256, " + MD5),
                List.of("md5", "Digest nonce=\"x\", algorithm=SHA-256, qop=auth", MD5),
                List.of("md5", "Digest realm=\"never closed, nonce=\"x", MD5),
                List.of("md5", "%%%, =, \"\", " + MD5));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("offers")
    void theStrongestThatCanBeAnsweredIsAnsweredWhereverItStands(List<String> nonceAndHeaders) {
        assertEquals(Reaction.SEND_AGAIN, session.refused(nonceAndHeaders.subList(1, nonceAndHeaders.size())));

        assertEquals(nonceAndHeaders.get(0), parameter(answer(session), "nonce"));
    }

    @ParameterizedTest
    @CsvSource({
        "MD5, MD5, false",
        "md5, MD5, false",
        "MD5-sess, MD5, true",
        "SHA-256, SHA-256, false",
        "SHA-256-sess, SHA-256, true",
        "SHA-512-256, SHA-512/256, false",
        "SHA-512-256-sess, SHA-512/256, true"
    })
    void eachAlgorithmIsAnsweredAsRfc7616Says(String name, String algorithm, boolean perSession) throws Exception {
        session.refused(
                List.of("Digest realm=\"The API\", nonce=\"n\", qop=\"auth\", opaque=\"o\", algorithm=" + name));
        for (int use = 1; use <= 3; use++) {
            String header = answer(session);

            assertEquals(response(header, algorithm, perSession), parameter(header, "response"), header);
            assertEquals(String.format("%08x", use), parameter(header, "nc"));
            assertEquals(KEYS.publicKey(), parameter(header, "username"));
            assertEquals("o", parameter(header, "opaque"));
            assertEquals(name, parameter(header, "algorithm"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", qop=\"\"", ", qop=", ", op=\"auth\""})
    void withoutAQopTheAnswerIsThatOfRfc2069(String qop) throws Exception {
        session.refused(List.of("Digest realm=\"r\", nonce=\"n\"" + qop));

        String header = answer(session);

        assertEquals(response(header, "MD5", false), parameter(header, "response"), header);
        assertFalse(header.matches(".*\\b(qop|nc|cnonce)=.*"), header);
    }

    @Test
    void aUserHashIsOptionalAndNotSent() throws Exception {
        session.refused(List.of("Digest realm=\"r\", nonce=\"n\", qop=\"auth\", userhash=true"));

        String header = answer(session);

        assertEquals(KEYS.publicKey(), parameter(header, "username"));
        assertEquals(response(header, "MD5", false), parameter(header, "response"), header);
        assertFalse(header.contains("userhash"), header);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1"})
    void theBytesOfARealmAreHashedAndSentBackAsTheyCame(String charset) throws Exception {
        byte[] bytes = "Zugang für Jürgen".getBytes(Charset.forName(charset));
        String realm = new String(bytes, StandardCharsets.ISO_8859_1);

        session.refused(List.of("Digest realm=\"" + realm + "\", nonce=\"n\", qop=\"auth\""));

        String header = answer(session);
        assertEquals(realm, parameter(header, "realm"));
        assertEquals(response(header, "MD5", false), parameter(header, "response"), header);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Basic realm=\"x\"",
                "NTLM",
                "Digest",
                "Digest realm=\"r\", nonce=\"\"",
                "Digest realm=\"r\", nonce=\"n\", algorithm=SHA-512",
                "Digest realm=\"r\", nonce=\"n\", qop=\"auth-int\"",
                "Digest realm=\"r\", nonce=\"n\", algorithm=MD5-sess"
            })
    void whatCannotBeAnsweredIsTheEndAfterOneRequest(String header) {
        assertEquals(Reaction.ACCEPT, session.refused(List.of(header)));
        assertEquals("", answer(session));
    }

    @Test
    void staleNoncesAreReplacedThreeTimesAnAttempt() {
        session.beginAttempt();
        session.refused(List.of(MD5));
        for (int stale = 1; stale <= 3; stale++) {
            answer(session);
            assertEquals(Reaction.SEND_AGAIN, session.refused(List.of(stale(stale))));
        }
        answer(session);
        assertEquals(Reaction.ACCEPT, session.refused(List.of(stale(4))));

        session.beginAttempt();
        assertEquals("4", parameter(answer(session), "nonce"), "the next attempt begins with the latest");
        assertEquals(Reaction.SEND_AGAIN, session.refused(List.of(stale(5))));
    }

    private static String stale(int nonce) {
        return "Digest realm=\"r\", nonce=\"" + nonce + "\", qop=\"auth\", stale=TRUE";
    }

    @Test
    void aRefusalWithAFreshNonceIsBelievedTheSecondTime() {
        session.beginAttempt();
        session.refused(List.of(MD5));
        answer(session);
        assertEquals(Reaction.SEND_AGAIN, session.refused(List.of(MD5.replace("md5", "fresh"))));
        answer(session);
        assertEquals(Reaction.ACCEPT, session.refused(List.of(MD5.replace("md5", "fresher"))));
    }

    @Test
    void aRefusalWithTheSameNonceIsBelieved() {
        session.refused(List.of(MD5));
        answer(session);

        assertEquals(Reaction.ACCEPT, session.refused(List.of(MD5)));
        assertEquals("", answer(session), "that nonce is not used again");
    }

    @Test
    void theNextSessionOfTheSameKeysGoesOnCounting() {
        session.refused(List.of(SHA));
        answer(session);
        answer(session);
        session.close();

        try (Authentication other = authentications.open(
                        ENDPOINT, new ApiKeyPair(KEYS.publicKey(), "wrong"), Duration.ofMinutes(1));
                Authentication next = authentications.open(ENDPOINT, KEYS, Duration.ofMinutes(1))) {
            assertEquals("", answer(other));
            assertEquals("00000003", parameter(answer(next), "nc"));
        }
    }

    @Test
    void whatWasResetIsNotUsedAgain() {
        session.refused(List.of(SHA));
        String before = answer(session);
        session.reset();
        session.close();

        try (Authentication next = authentications.open(ENDPOINT, KEYS, Duration.ofMinutes(1))) {
            assertNotEquals("", before);
            assertEquals("", answer(next));
            assertEquals(KEYS.publicKey(), next.toString());
        }
    }
}
