package io.jenkins.plugins.mongodbcloud.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiEndpointTest {

    private static ApiEndpoint endpoint(String url) {
        return ApiEndpoint.of("Ours", Product.OPS_MANAGER, url);
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource({
        "https://cloud.mongodb.com/api/public/v1.0, https://cloud.mongodb.com/api/public/v1.0",
        "https://cloud.mongodb.com/api/public/v1.0/, https://cloud.mongodb.com/api/public/v1.0",
        "https://cloud.mongodb.com/api//, https://cloud.mongodb.com/api",
        "https://cloud.mongodb.com, https://cloud.mongodb.com",
        "https://cloud.mongodb.com/, https://cloud.mongodb.com",
        "'  https://cloud.mongodb.com/api ', https://cloud.mongodb.com/api",
        "HTTPS://Cloud.MongoDB.com/Api, https://cloud.mongodb.com/Api",
        "http://opsmanager:8080/api/public/v1.0, http://opsmanager:8080/api/public/v1.0",
        "https://[2001:DB8::1]:8443/api, https://[2001:db8::1]:8443/api",
        "https://opsmanager/a%20b, https://opsmanager/a%20b"
    })
    void theBaseUrlIsNormalized(String given, String normal) {
        assertEquals(normal, endpoint(given).baseUrl().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cloud.mongodb.com",
                "/api/public/v1.0",
                "ftp://cloud.mongodb.com",
                "file:///etc/passwd",
                "https:cloud.mongodb.com",
                "https:///api",
                "https://cloud mongodb com",
                "https://cloud.mongodb.com/?envelope=true",
                "https://cloud.mongodb.com/#top",
                "https://adminkey:secret@cloud.mongodb.com",
                "https://under_score/api"
            })
    void whatCannotBeSentToIsRefused(String url) {
        assertThrows(IllegalArgumentException.class, () -> endpoint(url));
    }

    @Test
    void aPasswordInTheUrlIsNotRepeated() {
        for (String url :
                new String[] {"https://me:secret@host/api", "https://me:secret@ho st/api", "ftp://me:secret@h"}) {
            IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> endpoint(url));
            assertFalse(refusal.getMessage().contains("secret"), refusal.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource({"http://h, true", "HTTP://h, true", "https://h, false"})
    void plainHttpIsKnownAsSuch(String url, boolean plain) {
        assertEquals(plain, endpoint(url).isPlainHttp());
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void theUsualBaseUrlsAreAsEndpointsHaveThem(Product product) {
        product.usualBaseUrl()
                .ifPresent(url -> assertEquals(
                        url, ApiEndpoint.of("usual", product, url).baseUrl().toString()));
        assertEquals(product == Product.OPS_MANAGER, product.usualBaseUrl().isEmpty());
    }
}
