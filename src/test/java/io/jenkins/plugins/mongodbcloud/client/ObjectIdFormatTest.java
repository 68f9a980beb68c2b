package io.jenkins.plugins.mongodbcloud.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
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
        "https://cloud.mongodb.com/, MALFORMED",
        "mdb_sa_id_6753dc9d5d1d12c087d9d63e, CLIENT_ID",
        "mdb_sa_id_6753dc9d5d1d12c087d9d63, MALFORMED",
        "mdb_sa_sk_AbCdEf-0123456789_AbCdEf0123456789abcdef, CLIENT_SECRET",
        "mdb_sa_id_6753dc9d5d1d12c087d9d63e:mdb_sa_sk_AbCdEf-0123456789_AbCdEf0123456789abcdef, CLIENT_SECRET",
        "\u200b0b1a52e0-6f0c-4f3e-9d52-\u00ad7c1e5b1a9f01, PRIVATE_KEY",
        "mdb_sa_sk_\u200bAbCdEf-0123456789, CLIENT_SECRET"
    })
    void tellsWhatWasGivenInPlaceOfAnId(String text, ObjectIdFormat expected) {
        assertEquals(expected, ObjectIdFormat.of(text));
    }

    @Test
    void nothingIsBlank() {
        assertEquals(ObjectIdFormat.BLANK, ObjectIdFormat.of(null));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "\ufeff5d1d12c087d9d63e6d682438, U+FEFF",
        "5d1d12c087d9d63e6d682438\u00a0, U+00A0",
        "5d1d12c0\u200b87d9d63e6d682438, U+200B",
        "5d1d12c0\u200d\u200b87d9d63e6d682438, U+200D",
        "5d1d12c087d9d63e6d682438\u202f, U+202F",
        "5d1d12c087d9d63e6d682438\u2028, U+2028",
        "5d1d12c087d9d63e6d682438\u00ad, U+00AD",
        "5d1d12c087d9d63e6d682438\u2060, U+2060",
        "5d1d12c087d9d63e6d682438\u202e, U+202E",
        "5d1d12c087d9d63e6d682438\u3164, U+3164",
        "5d1d12c087d9d63e6d682438\ufe0f, U+FE0F",
        "5d1d12c087d9d63e6d682438\udb40\udc41, U+E0041",
        "\u200e zmmrboas, U+200E",
        "'5d1d12c087d9d63e6d682438\n', U+000A",
        "'5d1d12c087d9d63e6d682438\r\n', U+000D",
        "'\t5d1d12c087d9d63e6d682438', U+0009",
        "'5d1d12c087d9d63e6d682438\0', U+0000"
    })
    void aCharacterThatCannotBeSeenIsFound(String text, String character) {
        assertEquals(ObjectIdFormat.INVISIBLE, ObjectIdFormat.of(text));
        assertEquals(Optional.of(character), ObjectIdFormat.invisibleCharacter(text));
    }

    @Test
    void aSpaceAndLettersCanBeSeen() {
        assertEquals(Optional.empty(), ObjectIdFormat.invisibleCharacter(" a\u00e9\u0416\ud83d\udd11"));
    }
}
