package io.jenkins.plugins.mongodbcloud.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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
        "https://opsmanager/a%20b, https://opsmanager/a%20b",
        "https://m\u00fcnchen.example:8443/api, https://xn--mnchen-3ya.example:8443/api",
        "https://\u4f8b\u3048.jp, https://xn--r8jz45g.jp",
        "https://opsmanager:/api, https://opsmanager/api",
        "https://opsmanager:1, https://opsmanager:1",
        "https://opsmanager:00065535/, https://opsmanager:65535"
    })
    void theBaseUrlIsNormalized(String given, String normal) {
        assertEquals(normal, endpoint(given).baseUrl().toString());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'', FORM",
        "cloud.mongodb.com, FORM",
        "/api/public/v1.0, FORM",
        "ftp://cloud.mongodb.com, FORM",
        "file:///etc/passwd, FORM",
        "https:cloud.mongodb.com, FORM",
        "https:///api, FORM",
        "https://:8443/api, FORM",
        "https://cloud mongodb com, FORM",
        "https://cloud.mongodb.com/?envelope=true, FORM",
        "https://cloud.mongodb.com/#top, FORM",
        "https://adminkey:secret@cloud.mongodb.com, FORM",
        "https://adminkey:secret@under_score, FORM",
        "https://under_score/api, HOST_NAME",
        "http://ops_manager:8080/api, HOST_NAME",
        "https://a..b/, HOST_NAME",
        "https://-a/, HOST_NAME",
        "https://a%62/, HOST_NAME",
        "https://host:port/, FORM",
        "https://opsmanager:0/api, FORM",
        "https://opsmanager:65536/api, FORM",
        "https://opsmanager:99999/api, FORM",
        "https://opsmanager:99999999999/api, FORM",
        "'https://[::1]:70000', FORM"
    })
    void whatCannotBeSentToIsRefusedWithWhatIsWrong(String url, InvalidBaseUrlException.Problem problem) {
        assertEquals(
                problem,
                assertThrows(InvalidBaseUrlException.class, () -> endpoint(url)).problem());
    }

    @Test
    void aPasswordInTheUrlIsNotRepeated() {
        for (String url :
                new String[] {"https://me:secret@host/api", "https://me:secret@ho st/api", "ftp://me:secret@h"}) {
            InvalidBaseUrlException refusal = assertThrows(InvalidBaseUrlException.class, () -> endpoint(url));
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
