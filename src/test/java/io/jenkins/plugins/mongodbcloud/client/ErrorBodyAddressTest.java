package io.jenkins.plugins.mongodbcloud.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorBodyAddressTest {

    private static ErrorBody error(String detail, String... parameters) {
        return new ErrorBody(Optional.of("IP_ADDRESS_NOT_ON_ACCESS_LIST"), detail, List.of(parameters));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "IP address 203.0.113.7 is not allowed to access this resource., 203.0.113.7",
        "203.0.113.7, 203.0.113.7",
        "'[203.0.113.7]:443', 203.0.113.7",
        "IP address 2001:db8::1 is not allowed., 2001:db8::1",
        "IP address 2001:db8:0:0:0:0:0:1 is not allowed., 2001:db8:0:0:0:0:0:1",
        "IP address ::1 is not allowed., ::1",
        "'from (2001:db8::7), today', 2001:db8::7"
    })
    void theAddressSeenIsFoundInTheDetail(String detail, String address) {
        assertEquals(Optional.of(address), error(detail).addressSeen());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "This resource requires access through an access list of ip ranges.",
                "At 10:15:30 it was refused.",
                "Version 1.2.3 is gone.",
                "Error: not allowed",
                "group 5a0a1e7e0f2912c554080adc",
                "std::vector",
                "1:2:3:4"
            })
    void whatIsNoAddressIsNotTakenForOne(String detail) {
        assertEquals(Optional.empty(), error(detail).addressSeen());
    }

    @Test
    void aParameterIsBelievedBeforeTheDetail() {
        assertEquals(
                Optional.of("203.0.113.7"),
                error("from 192.0.2.1", "x", "203.0.113.7").addressSeen());
    }
}
