package io.jenkins.plugins.mongodbcloud.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogSanitizerTest {

    private static final String RESPONSE = "0123456789abcdef0123456789ABCDEF";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "one\ntwo",
                "one\r\n\ttwo",
                "one\u0000two",
                "one\u001b\u0007two",
                "one\u0085two",
                "one\u2028two",
                "one\u2029two",
                "one\u202etwo",
                "one\u200btwo",
                "\ufeffone two\n"
            })
    void whatCouldForgeALineBecomesASpace(String text) {
        assertEquals("one two", LogSanitizer.oneLine(text));
        assertEquals("one two", LogSanitizer.printable(text));
    }

    @Test
    void lettersOfAnyLanguageStay() {
        assertEquals("Schlüssel für Müller 鍵 🔑", LogSanitizer.oneLine("Schlüssel für Müller 鍵 🔑"));
    }

    @Test
    void aLongTextIsCut() {
        assertEquals("x".repeat(500), LogSanitizer.oneLine("x".repeat(500)));
        assertEquals("x".repeat(500) + "…", LogSanitizer.oneLine("x".repeat(501)));
        assertEquals(501, LogSanitizer.printable("y".repeat(100_000)).length());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "You sent Digest username=\"a\"; response=\"X\" there,You sent …",
                "digest realm = x,…",
                "response=\"" + RESPONSE + "\",response=\"…\"",
                "response%3D%22" + RESPONSE + "%22,response%3D%…%22",
                "token " + RESPONSE + "0 is bad,token … is bad",
                "Bearer abc.DEF-123_x/+~abcdefgh== is expired,… is expired",
                "authorization: Basic bWRiX3NhX2lkXzY2NTBj!,authorization: …!",
                "secret 'mdb_sa_sk_a-B_3'.,secret '…'.",
                "{\"access_token\":\"abc\"},{\"…\"}",
                "token=eyJhbGciOiJ9.eyJzdWIiOiJ9.c2lnbmF0&x=1,token=…&x=1"
            })
    void whatIsSecretIsTakenOut(String text, String clean) {
        assertEquals(clean, LogSanitizer.oneLine(text));
        assertTrue(LogSanitizer.mayHoldSecret(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Digest authentication is required",
                "No API key with ID 5d1d12c087d9d63e6d682438 exists.",
                "API_KEY_NOT_FOUND",
                "Bearer error=\"invalid_token\"",
                "Basic authentication is not supported",
                "No service account mdb_sa_id_6650c1e09a1f4b2c3d4e5f60 exists.",
                "3f9c27d4-52be-4a61-8f0e-d1c5a7b3e940"
            })
    void whatHoldsNoneStays(String text) {
        assertEquals(text, LogSanitizer.oneLine(text));
        assertFalse(LogSanitizer.mayHoldSecret(text));
    }
}
