package io.jenkins.plugins.mongodbcloud.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;

/**
 * Where requests go: a name for people, a product and the base URL of its Administration API.
 *
 * @param name what an administrator calls it
 * @param product decides the media type
 * @param baseUrl absolute, {@code http} or {@code https}, without user info, query, fragment or trailing slash
 */
public record ApiEndpoint(String name, Product product, URI baseUrl) {

    /**
     * Checks and normalizes the base URL.
     *
     * @throws ForbiddenHostException if the host is written as an address that may not be sent to
     * @throws IllegalArgumentException if the URL could not be sent to; the message never repeats a password in it
     */
    public ApiEndpoint {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(product, "product");
        baseUrl = normalize(baseUrl);
    }

    /**
     * Reads the base URL from text.
     *
     * @throws IllegalArgumentException as the constructor does
     */
    public static ApiEndpoint of(String name, Product product, String baseUrl) {
        try {
            return new ApiEndpoint(name, product, new URI(baseUrl.trim()));
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException("not a well-formed URL: " + malformed.getReason(), malformed);
        }
    }

    /** Whether the private key's digest and all answers travel unencrypted. */
    public boolean isPlainHttp() {
        return "http".equals(baseUrl.getScheme());
    }

    public URI resolve(String path) {
        return URI.create(baseUrl + path);
    }

    private static URI normalize(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new IllegalArgumentException("not an http or https URL");
        }
        if (url.getHost() == null) {
            throw new IllegalArgumentException("the URL has no host");
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("the URL has user info, a query or a fragment");
        }
        if (url.getPort() == 0 || url.getPort() > 65_535) {
            throw new IllegalArgumentException("the port is not from 1 to 65535");
        }
        if (ForbiddenHosts.isForbidden(url.getHost())) {
            throw new ForbiddenHostException(url.getHost());
        }
        String path = url.getRawPath() == null ? "" : url.getRawPath().replaceAll("/+$", "");
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return URI.create(scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + port + path);
    }
}
