package io.jenkins.plugins.mongodbcloud.journal;

import hudson.util.Secret;
import java.util.regex.Pattern;

/** JSON that stands on disk encrypted with the key of this Jenkins, because something in it is not to be shown. */
final class EncryptedText {

    /** As Jenkins writes what it encrypted; no JSON object looks like this. */
    private static final Pattern ENCRYPTED = Pattern.compile("\\{[A-Za-z0-9+/]+={0,2}\\}");

    private EncryptedText() {}

    static String of(String json) {
        return Secret.fromString(json).getEncryptedValue();
    }

    /** The JSON; the text as it is if it is not encrypted, or another Jenkins encrypted it. */
    static String reveal(String text) {
        Secret secret = ENCRYPTED.matcher(text).matches() ? Secret.decrypt(text) : null;
        return secret == null ? text : secret.getPlainText();
    }
}
