package io.jenkins.plugins.mongodbcloud.testing.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A digest response written from the RFCs, with every part open to be spoilt before it is put into a header. */
final class DigestByHand {
    private static final Pattern NONCE = Pattern.compile("nonce=\"([^\"]+)\"");

    private final Map<String, String> parameters = new LinkedHashMap<>();

    DigestByHand(String challenge, String method, String uri, SimulatedKey key, int nc) {
        this(challenge, method, uri, key.publicKey(), key.privateKey(), nc);
    }

    DigestByHand(String challenge, String method, String uri, String user, String password, int nc) {
        Matcher nonce = NONCE.matcher(challenge);
        if (!nonce.find()) {
            throw new IllegalArgumentException("No nonce in: " + challenge);
        }
        parameters.put("username", user);
        parameters.put("realm", "MMS Public API");
        parameters.put("nonce", nonce.group(1));
        parameters.put("uri", uri);
        parameters.put("algorithm", "MD5");
        String middle = "";
        if (challenge.contains(" qop=")) {
            parameters.put("qop", "auth");
            parameters.put("nc", String.format("%08x", nc));
            parameters.put("cnonce", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");
            middle = parameters.get("nc") + ":" + parameters.get("cnonce") + ":auth:";
        }
        String secret = user + ":MMS Public API:" + password;
        parameters.put("response", response(secret, nonce.group(1) + ":" + middle, method + ":" + uri));
    }

    /** The hash of both RFCs: {@code middle} is the nonce and what else stands between the two inner hashes. */
    static String response(String secret, String middle, String request) {
        return md5(md5(secret) + ":" + middle + md5(request));
    }

    /** Replaces a parameter; null leaves it out. */
    DigestByHand with(String name, String value) {
        if (value == null) {
            parameters.remove(name);
        } else {
            parameters.put(name, value);
        }
        return this;
    }

    String get(String name) {
        return parameters.get(name);
    }

    String value() {
        return "Digest "
                + parameters.entrySet().stream()
                        .map(e -> e.getKey().equals("nc")
                                ? "nc=" + e.getValue()
                                : e.getKey() + "=\"" + e.getValue() + "\"")
                        .collect(Collectors.joining(", "));
    }

    String line() {
        return "Authorization: " + value();
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
