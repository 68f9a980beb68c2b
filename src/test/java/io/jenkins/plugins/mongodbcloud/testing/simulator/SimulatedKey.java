package io.jenkins.plugins.mongodbcloud.testing.simulator;

import java.util.regex.Pattern;

/**
 * A programmatic API key. All parts are made up.
 *
 * @param id 24 lower-case hex digits
 * @param publicKey 8 lower-case letters, the user name of a digest
 * @param privateKey in UUID form, the password of a digest
 * @param description as given when the key was made
 */
public record SimulatedKey(String id, String publicKey, String privateKey, String description) {
    private static final Pattern ID = Pattern.compile("[a-f0-9]{24}");
    private static final Pattern PUBLIC_KEY = Pattern.compile("[a-z]{8}");
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}");
    private static final int SHOWN = 12;

    /**
     * Checks the forms.
     *
     * @throws IllegalArgumentException if a part has not the form that MongoDB Cloud gives it
     */
    public SimulatedKey {
        checkId(id);
        if (!PUBLIC_KEY.matcher(publicKey).matches()) {
            throw new IllegalArgumentException("A public key has 8 lower-case letters, not: " + publicKey);
        }
        if (!PRIVATE_KEY.matcher(privateKey).matches()) {
            throw new IllegalArgumentException("The private key of " + publicKey + " is not in UUID form");
        }
    }

    static void checkId(String id) {
        if (!isId(id)) {
            throw new IllegalArgumentException("An ID has 24 lower-case hex digits, not: " + id);
        }
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** The private key as lists show it: all but its last group starred out. */
    String redacted() {
        return "********-****-****-" + privateKey.substring(privateKey.length() - SHOWN);
    }

    @Override
    public String toString() {
        return "API key " + id + " (" + publicKey + ", " + description + ")";
    }
}
