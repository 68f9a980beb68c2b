package io.jenkins.plugins.mongodbcloud.client.auth;

import io.jenkins.plugins.mongodbcloud.client.auth.ChallengeParser.Challenge;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hc.client5.http.auth.AuthChallenge;
import org.apache.hc.client5.http.auth.ChallengeType;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.BasicNameValuePair;

/**
 * A Digest challenge that can be answered: RFC 7616, and RFC 2069 where it has no {@code qop}. Its text has one
 * character for each byte that the server sent, so that the same bytes are hashed and sent back.
 */
record DigestChallenge(Map<String, String> parameters) {

    static final String SCHEME = "digest";

    private static final String DEFAULT_ALGORITHM = "MD5";
    private static final String SESSION_SUFFIX = "-SESS";

    /** The algorithms of RFC 7616 from the strongest to the weakest, by the names of the Java platform. */
    private static final List<Map.Entry<String, String>> ALGORITHMS = List.of(
            Map.entry("SHA-512-256", "SHA-512/256"),
            Map.entry("SHA-512-256-SESS", "SHA-512/256"),
            Map.entry("SHA-256", "SHA-256"),
            Map.entry("SHA-256-SESS", "SHA-256"),
            Map.entry("MD5", "MD5"),
            Map.entry("MD5-SESS", "MD5"));

    /** The strongest that can be answered, the first of equals. */
    static Optional<DigestChallenge> strongest(List<Challenge> challenges) {
        return ALGORITHMS.stream()
                .filter(algorithm -> hasAlgorithm(algorithm.getValue()))
                .flatMap(algorithm -> wellFormed(challenges, algorithm.getKey()))
                .findFirst();
    }

    /** Whether one of them is well-formed, and could be answered if the Java platform had its algorithm. */
    static boolean isAlgorithmMissing(List<Challenge> challenges) {
        return ALGORITHMS.stream()
                .filter(algorithm -> !hasAlgorithm(algorithm.getValue()))
                .anyMatch(algorithm ->
                        wellFormed(challenges, algorithm.getKey()).findFirst().isPresent());
    }

    private static Stream<DigestChallenge> wellFormed(List<Challenge> challenges, String algorithm) {
        return challenges.stream()
                .filter(challenge -> challenge.scheme().equals(SCHEME))
                .map(challenge -> new DigestChallenge(challenge.parameters()))
                .filter(challenge -> challenge.algorithm().equals(algorithm) && challenge.isWellFormed());
    }

    private static boolean hasAlgorithm(String name) {
        try {
            MessageDigest.getInstance(name);
            return true;
        } catch (NoSuchAlgorithmException e) {
            return false;
        }
    }

    private String algorithm() {
        return parameters.getOrDefault("algorithm", DEFAULT_ALGORITHM).toUpperCase(Locale.ROOT);
    }

    private boolean isWellFormed() {
        return parameters.containsKey("realm")
                && !nonce().isEmpty()
                && (offersAuth() || qop().isEmpty() && !algorithm().endsWith(SESSION_SUFFIX));
    }

    private boolean offersAuth() {
        return Stream.of(qop().split(",")).anyMatch(offered -> offered.trim().equalsIgnoreCase("auth"));
    }

    private String qop() {
        return parameters.getOrDefault("qop", "").trim();
    }

    String nonce() {
        return parameters.getOrDefault("nonce", "");
    }

    boolean isStale() {
        return "true".equalsIgnoreCase(parameters.get("stale"));
    }

    /** What the library's scheme has to know of it: the bytes as they are, no {@code userhash}, which is optional. */
    AuthChallenge forScheme() {
        List<NameValuePair> known = new ArrayList<>();
        for (String name : List.of("realm", "nonce", "opaque", "algorithm")) {
            if (parameters.containsKey(name)) {
                known.add(new BasicNameValuePair(name, parameters.get(name)));
            }
        }
        if (offersAuth()) {
            known.add(new BasicNameValuePair("qop", "auth"));
        }
        known.add(new BasicNameValuePair("charset", "ISO-8859-1"));
        return new AuthChallenge(ChallengeType.TARGET, SCHEME, null, known);
    }
}
