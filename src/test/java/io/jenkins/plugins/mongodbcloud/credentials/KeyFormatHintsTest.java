package io.jenkins.plugins.mongodbcloud.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.util.FormValidation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Says what was pasted into the wrong field of a credential, and never repeats a secret. */
class KeyFormatHintsTest {

    private static final String PRIVATE_KEY = "0b1a52e0-6f0c-4f3e-9d52-7c1e5b1a9f01";

    private static String text(FormValidation verdict) {
        return verdict.kind + ": " + (verdict.getMessage() == null ? "" : verdict.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    zmmrboas                                      | OK:
                    ' zmmrboas '                                  | OK:
                    ''                                            | ERROR: Enter the public key
                    5d1d12c087d9d63e6d682438                      | ERROR: This is the ID of an API key
                    jane.doe@example.com                          | ERROR: This is an e-mail address
                    zmmr boas                                     | ERROR: A public key has no spaces
                    '"zmmrboas"'                                  | ERROR: This has quotation marks around it
                    zmmrboas:0b1a52e0-6f0c-4f3e-9d52-7c1e5b1a9f01 | ERROR: This looks like a public and a private key
                    0b1a52e0-6f0c-4f3e-9d52-7c1e5b1a9f01          | ERROR: This looks like a private key
                    mdb_sa_id_6650c1e09a1f4b2c3d4e5f60            | ERROR: This belongs to a service account
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
                    ''                                            | ERROR: Enter the private key
                    5d1d12c087d9d63e6d682438                      | ERROR: This is the ID of an API key
                    zmmrboas                                      | ERROR: This looks like a public key
                    mdb_sa_sk_abc                                 | ERROR: This belongs to a service account
                    ********-****-****-7c1e5b1a9f01               | ERROR: This is what MongoDB Cloud shows of a private
                    '"0b1a52e0-6f0c-4f3e-9d52-7c1e5b1a9f01"'      | ERROR: This has quotation marks around it
                    '0b1a52e0-6f0c-4f3e-9d52-7c1e5b1a9f01"'       | ERROR: This has quotation marks around it
                    0b1a52e0 6f0c                                 | ERROR: A private key has no spaces
                    zmmrboas:0b1a52e0-6f0c-4f3e-9d52-7c1e5b1a9f01 | ERROR: This looks like a public and a private key""")
    void privateKey(String value, String expected) {
        assertTrue(
                text(KeyFormatHints.privateKey(value)).startsWith(expected),
                () -> text(KeyFormatHints.privateKey(value)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    mdb_sa_id_6650c1e09a1f4b2c3d4e5f60            | OK:
                    ''                                            | ERROR: Enter the client ID
                    6650c1e09a1f4b2c3d4e5f60                      | ERROR: A client ID is mdb_sa_id_
                    mdb_sa_id_6650c1e09a1f4b2c3d4e5f60:mdb_sa_sk_ | ERROR: This looks like a client ID and a client secret
                    mdb_sa_sk_abc                                 | ERROR: This looks like a client secret
                    '"mdb_sa_id_6650c1e09a1f4b2c3d4e5f60"'        | ERROR: This has quotation marks around it
                    zmmrboas                                      | ERROR: This looks like one half of an API key pair""")
    void clientId(String value, String expected) {
        assertTrue(
                text(ServiceAccountFormatHints.clientId(value)).startsWith(expected),
                () -> text(ServiceAccountFormatHints.clientId(value)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    mdb_sa_sk_abc-DEF_123                         | OK:
                    ''                                            | ERROR: Enter the client secret
                    mdb_sa_id_6650c1e09a1f4b2c3d4e5f60            | ERROR: This is an ID
                    6650c1e09a1f4b2c3d4e5f60                      | ERROR: This is an ID
                    mdb_sa_id_6650c1e09a1f4b2c3d4e5f60:mdb_sa_sk_ | ERROR: This looks like a client ID and a client secret
                    mdb_sa_sk_abc def                             | ERROR: A client secret has no spaces
                    mdb_sa_sk_...9f01                             | ERROR: This is what MongoDB Cloud shows of a client
                    '"mdb_sa_sk_abc"'                             | ERROR: This has quotation marks around it
                    eyJhbGciOiJ9.eyJzdWIiOiJ9.c2lnbmF0            | ERROR: This looks like an access token
                    0b1a52e0-6f0c-4f3e-9d52-7c1e5b1a9f01          | ERROR: This looks like one half of an API key pair
                    something-that-MongoDB-may-make               | WARNING: Client secrets of MongoDB Cloud usually""")
    void clientSecret(String value, String expected) {
        assertTrue(
                text(ServiceAccountFormatHints.clientSecret(value)).startsWith(expected),
                () -> text(ServiceAccountFormatHints.clientSecret(value)));
    }

    @Test
    void nothingThatWasPastedIsRepeated() {
        assertFalse(text(KeyFormatHints.publicKey(PRIVATE_KEY)).contains(PRIVATE_KEY));
        assertFalse(text(KeyFormatHints.publicKey("zmmrboas:" + PRIVATE_KEY)).contains(PRIVATE_KEY));
        assertFalse(text(KeyFormatHints.privateKey("zmmrboas:" + PRIVATE_KEY)).contains(PRIVATE_KEY));
        assertFalse(text(KeyFormatHints.privateKey(PRIVATE_KEY + " x")).contains(PRIVATE_KEY));
        assertFalse(text(ServiceAccountFormatHints.clientId("mdb_sa_sk_abc")).contains("abc"));
        assertFalse(text(ServiceAccountFormatHints.clientSecret("mdb_sa_id_1:mdb_sa_sk_abc"))
                .contains("abc"));
    }

    @Test
    void nothingAtAllIsBlank() {
        assertEquals(text(KeyFormatHints.publicKey("")), text(KeyFormatHints.publicKey(null)));
        assertEquals(text(KeyFormatHints.privateKey("")), text(KeyFormatHints.privateKey(null)));
        assertEquals(text(ServiceAccountFormatHints.clientId("")), text(ServiceAccountFormatHints.clientId(null)));
        assertEquals(
                text(ServiceAccountFormatHints.clientSecret("")), text(ServiceAccountFormatHints.clientSecret(null)));
    }
}
