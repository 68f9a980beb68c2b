package io.jenkins.plugins.mongodbcloud.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectIdFormatTest {

    @ParameterizedTest(name = "''{0}'' is {1}")
    @CsvSource({
        "5d1d12c087d9d63e6d682438, OK",
        "000000000000000000000000, OK",
        "'', BLANK",
        "'  ', BLANK",
        "zmmrboas, PUBLIC_KEY",
        "0b1a52e0-6f0c-4f3e-9d52-7c1e5b1a9f01, PRIVATE_KEY",
        "0B1A52E0-6F0C-4F3E-9D52-7C1E5B1A9F01, PRIVATE_KEY",
        "zmmrboas:0b1a52e0-6f0c-4f3e-9d52-7c1e5b1a9f01, PRIVATE_KEY",
        "5D1D12C087D9D63E6D682438, UPPER_CASE",
        "5d1d12c087d9d63e6d68243, MALFORMED",
        "5d1d12c087d9d63e6d6824389, MALFORMED",
        "5d1d12c087d9d63e6d68243g, MALFORMED",
        "' 5d1d12c087d9d63e6d682438', MALFORMED",
        "zmmrboa, MALFORMED",
        "zmmrboasx, MALFORMED",
        "ZMMRBOAS, MALFORMED",
        "https://cloud.mongodb.com/, MALFORMED"
    })
    void tellsWhatWasGivenInPlaceOfAnId(String text, ObjectIdFormat expected) {
        assertEquals(expected, ObjectIdFormat.of(text));
    }

    @Test
    void nothingIsBlank() {
        assertEquals(ObjectIdFormat.BLANK, ObjectIdFormat.of(null));
    }

    @Test
    void aLineEndIsNotOverlooked() {
        assertEquals(ObjectIdFormat.MALFORMED, ObjectIdFormat.of("5d1d12c087d9d63e6d682438\n"));
    }
}
