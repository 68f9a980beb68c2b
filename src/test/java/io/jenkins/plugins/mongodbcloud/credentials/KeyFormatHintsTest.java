package io.jenkins.plugins.mongodbcloud.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.util.FormValidation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Says what was pasted into the wrong field of a key pair, and never repeats a private key. */
class KeyFormatHintsTest {

    private static final String PRIVATE_KEY = "0b1a52e0-6f0c-4f3e-9d52-7c1e5b1a9f01";

    private static String text(FormValidation verdict) {
        return verdict.kind + ": " + (verdict.getMessage() == null ? "" : verdict.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    zmmrboas                                      | OK:
                    ' zmmrboas '                                  | OK:
                    ''                                            | ERROR: Give the public key
                    5d1d12c087d9d63e6d682438                      | ERROR: This is the ID of an API key
                    jane.doe@example.com                          | ERROR: This is an e-mail address
                    zmmr boas                                     | ERROR: A public key has no spaces
                    zmmrboas:0b1a52e0-6f0c-4f3e-9d52-7c1e5b1a9f01 | ERROR: This looks like a public and a private key
                    0b1a52e0-6f0c-4f3e-9d52-7c1e5b1a9f01          | ERROR: This looks like a private key
                    Zmmrboas1                                     | WARNING: Public keys of MongoDB Cloud are usually""")
    void publicKey(String value, String expected) {
        assertTrue(
                text(KeyFormatHints.publicKey(value)).startsWith(expected),
                () -> text(KeyFormatHints.publicKey(value)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0b1a52e0-6f0c-4f3e-9d52-7c1e5b1a9f01          | OK:
                    something-else-that-MongoDB-may-make          | OK:
                    ''                                            | ERROR: Give the private key
                    5d1d12c087d9d63e6d682438                      | ERROR: This is the ID of an API key
                    zmmrboas                                      | ERROR: This looks like a public key
                    0b1a52e0 6f0c                                 | ERROR: A private key has no spaces
                    zmmrboas:0b1a52e0-6f0c-4f3e-9d52-7c1e5b1a9f01 | ERROR: This looks like a public and a private key""")
    void privateKey(String value, String expected) {
        assertTrue(
                text(KeyFormatHints.privateKey(value)).startsWith(expected),
                () -> text(KeyFormatHints.privateKey(value)));
    }

    @Test
    void nothingThatWasPastedIsRepeated() {
        assertFalse(text(KeyFormatHints.publicKey(PRIVATE_KEY)).contains(PRIVATE_KEY));
        assertFalse(text(KeyFormatHints.publicKey("zmmrboas:" + PRIVATE_KEY)).contains(PRIVATE_KEY));
        assertFalse(text(KeyFormatHints.privateKey("zmmrboas:" + PRIVATE_KEY)).contains(PRIVATE_KEY));
        assertFalse(text(KeyFormatHints.privateKey(PRIVATE_KEY + " x")).contains(PRIVATE_KEY));
    }

    @Test
    void nothingAtAllIsBlank() {
        assertEquals(text(KeyFormatHints.publicKey("")), text(KeyFormatHints.publicKey(null)));
        assertEquals(text(KeyFormatHints.privateKey("")), text(KeyFormatHints.privateKey(null)));
    }
}
