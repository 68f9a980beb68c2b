package io.jenkins.plugins.mongodbcloud.testing.simulator;

import io.jenkins.plugins.mongodbcloud.testing.simulator.AuthorizationVerdict.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Issues nonces and checks digest responses (MD5 of RFC 7616 and RFC 2617; RFC 2069 for challenges spelled with
 * {@code op}). A nonce's {@code nc} must rise from request to request, so a replay or an overtaken request is refused.
 */
final class DigestVerifier {
    static final String REALM = "MMS Public API";
    private static final int MAX_NONCES = 100_000;
    private static final int NONCE_BYTES = 24;
    private static final Pattern NC = Pattern.compile("[0-9a-fA-F]{8}");
    private static final String BY_RFC_2069 = "";

    private final SimulatedCloud cloud;
    private final Behaviour behaviour;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Nonce> nonces = new Newest();

    DigestVerifier(SimulatedCloud cloud, Behaviour behaviour) {
        this.cloud = cloud;
        this.behaviour = behaviour;
    }

    /** A challenge header's value with a new nonce. */
    synchronized String challenge(ChallengeSpelling spelling, boolean stale) {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        String nonce = Base64.getEncoder().encodeToString(bytes);
        nonces.put(nonce, new Nonce(spelling));
        return "Digest realm=\"" + REALM + "\", domain=\"\", nonce=\"" + nonce + "\", algorithm=MD5, "
                + spelling.parameter() + ", stale=" + stale;
    }

    /** Forgets all nonces, so that the next request with any of them is refused as expired. */
    synchronized void expireNonces() {
        nonces.clear();
    }

    /** Checks a request with these {@code Authorization} headers against the method and the target as sent. */
    synchronized AuthorizationVerdict verify(String method, String target, List<String> headers) {
        if (headers.isEmpty()) {
            return AuthorizationVerdict.none();
        }
        if (headers.size() > 1) {
            return AuthorizationVerdict.refused(Refusal.SEVERAL_HEADERS);
        }
        String scheme = AuthorizationHeader.scheme(headers.get(0));
        if (!scheme.equals("digest")) {
            return AuthorizationVerdict.refused(scheme.equals("basic") ? Refusal.BASIC : Refusal.OTHER_SCHEME);
        }
        try {
            return verify(method, target, AuthorizationHeader.parameters(headers.get(0)));
        } catch (AuthorizationHeader.Unreadable e) {
            return AuthorizationVerdict.refused(e.refusal());
        }
    }

    private AuthorizationVerdict verify(String method, String target, Map<String, String> sent) {
        Nonce nonce = nonces.get(sent.getOrDefault("nonce", ""));
        Optional<Refusal> form = checkForm(target, sent, nonce);
        if (form.isPresent()) {
            return AuthorizationVerdict.refused(form.get());
        }
        Optional<SimulatedKey> key = cloud.keyByPublicKey(sent.get("username"));
        if (key.isEmpty()) {
            return AuthorizationVerdict.refused(Refusal.UNKNOWN_KEY);
        }
        if (!sameText(sent.get("response"), response(method, key.get(), sent))) {
            return AuthorizationVerdict.refused(Refusal.WRONG_RESPONSE);
        }
        if (nonce == null) {
            return AuthorizationVerdict.refused(Refusal.EXPIRED_NONCE);
        }
        long nc = sent.containsKey("nc") ? Long.parseLong(sent.get("nc"), 16) : 0;
        if (nonce.spelling == ChallengeSpelling.QOP && nc <= nonce.lastNc) {
            return AuthorizationVerdict.refused(Refusal.NC_NOT_RISING);
        }
        nonce.lastNc = nc;
        nonce.uses++;
        if (nonce.uses >= behaviour.nonceUses()) {
            nonces.remove(sent.get("nonce"));
        }
        return AuthorizationVerdict.accepted(key.get().id(), nc);
    }

    private static Optional<Refusal> checkForm(String target, Map<String, String> sent, Nonce nonce) {
        if (!sent.keySet().containsAll(List.of("username", "realm", "nonce", "uri", "response"))) {
            return Optional.of(Refusal.MISSING_PARAMETER);
        }
        if (sent.containsKey("opaque")) {
            return Optional.of(Refusal.UNEXPECTED_PARAMETER);
        }
        if (!sent.get("realm").equals(REALM)) {
            return Optional.of(Refusal.WRONG_REALM);
        }
        if (!sent.get("uri").equals(target)) {
            return Optional.of(Refusal.WRONG_URI);
        }
        if (!sent.getOrDefault("algorithm", "MD5").equalsIgnoreCase("MD5")) {
            return Optional.of(Refusal.WRONG_ALGORITHM);
        }
        // A nonce that is not known any more does not say which form was asked for: either will do.
        ChallengeSpelling spelling =
                nonce != null ? nonce.spelling : sent.containsKey("qop") ? ChallengeSpelling.QOP : ChallengeSpelling.OP;
        return spelling == ChallengeSpelling.QOP ? checkQop(sent) : checkNoQop(sent);
    }

    private static Optional<Refusal> checkQop(Map<String, String> sent) {
        if (!sent.keySet().containsAll(List.of("qop", "nc", "cnonce"))
                || sent.get("cnonce").isEmpty()) {
            return Optional.of(Refusal.MISSING_PARAMETER);
        }
        if (!sent.get("qop").equals("auth")) {
            return Optional.of(Refusal.WRONG_QOP);
        }
        return NC.matcher(sent.get("nc")).matches() ? Optional.empty() : Optional.of(Refusal.WRONG_NC);
    }

    private static Optional<Refusal> checkNoQop(Map<String, String> sent) {
        boolean any = sent.containsKey("qop") || sent.containsKey("nc") || sent.containsKey("cnonce");
        return any ? Optional.of(Refusal.UNEXPECTED_PARAMETER) : Optional.empty();
    }

    private static String response(String method, SimulatedKey key, Map<String, String> sent) {
        String ha1 = md5(key.publicKey() + ":" + REALM + ":" + key.privateKey());
        String ha2 = md5(method + ":" + sent.get("uri"));
        String middle = sent.containsKey("qop")
                ? ":" + sent.get("nc") + ":" + sent.get("cnonce") + ":" + sent.get("qop")
                : BY_RFC_2069;
        return md5(ha1 + ":" + sent.get("nonce") + middle + ":" + ha2);
    }

    private static boolean sameText(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static String md5(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime offers no MD5, which the simulated digest needs", e);
        }
    }

    private static final class Nonce {
        private final ChallengeSpelling spelling;
        private long lastNc;
        private int uses;

        private Nonce(ChallengeSpelling spelling) {
            this.spelling = spelling;
        }
    }

    private static final class Newest extends LinkedHashMap<String, Nonce> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Nonce> eldest) {
            return size() > MAX_NONCES;
        }
    }
}
