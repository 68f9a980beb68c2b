package io.jenkins.plugins.mongodbcloud.client;

import io.jenkins.plugins.mongodbcloud.client.InvalidBaseUrlException.Problem;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where requests go: a name for people, a product and the base URL of its Administration API.
 *
 * @param name what an administrator calls it
 * @param product decides the media type
 * @param baseUrl absolute, {@code http} or {@code https}, with a host name in ASCII and a port of 1 to 65535 or none,
 *     without user info, query, fragment or trailing slash
 */
public record ApiEndpoint(String name, Product product, URI baseUrl) {

    private static final int MAX_PORT = 65_535;
    private static final Pattern AUTHORITY = Pattern.compile("(\\[.*\\]|[^:]+)(?::(.*))?");

    /**
     * Validates and normalizes the base URL.
     *
     * @throws InvalidBaseUrlException if requests could not or may not be sent there
     */
    public ApiEndpoint {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(product, "product");
        baseUrl = normalize(baseUrl);
    }

    /**
     * Reads the base URL from text.
     *
     * @throws InvalidBaseUrlException as the constructor does
     */
    public static ApiEndpoint of(String name, Product product, String baseUrl) {
        try {
            return new ApiEndpoint(name, product, new URI(baseUrl.trim()));
        } catch (URISyntaxException e) {
            throw new InvalidBaseUrlException(Problem.FORM, "not a well-formed URL: " + e.getReason());
        }
    }

    /** Whether the digest responses and the API's responses travel unencrypted. */
    public boolean isPlainHttp() {
        return "http".equals(baseUrl.getScheme());
    }

    public URI resolve(String path) {
        return URI.create(baseUrl + path);
    }

    private static URI normalize(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new InvalidBaseUrlException(Problem.FORM, "not an http or https URL");
        }
        String authority = url.getRawAuthority() == null ? "" : url.getRawAuthority();
        if (authority.contains("@") || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new InvalidBaseUrlException(Problem.FORM, "the URL has user info, a query or a fragment");
        }
        Matcher parts = AUTHORITY.matcher(authority);
        if (!parts.matches()) {
            throw new InvalidBaseUrlException(Problem.FORM, "the URL has no host");
        }
        String host = host(parts.group(1));
        String port = port(parts.group(2));
        String path = url.getRawPath() == null ? "" : url.getRawPath().replaceAll("/+$", "");
        URI normal = URI.create(scheme + "://" + host + port + path);
        // Java reads an authority that is not a host name and a port as a name of some other kind.
        if (normal.getHost() == null) {
            throw new InvalidBaseUrlException(
                    Problem.HOST_NAME, "a host name has letters, digits and hyphens only, not as in " + host);
        }
        return normal;
    }

    private static String host(String written) {
        String host;
        try {
            // A name that is in ASCII already is looked at below.
            host = written.matches("\\p{ASCII}*") ? written : IDN.toASCII(written);
        } catch (IllegalArgumentException e) {
            throw new InvalidBaseUrlException(Problem.HOST_NAME, "not a host name: " + written);
        }
        if (ForbiddenHosts.isForbidden(host)) {
            throw new InvalidBaseUrlException(Problem.FORBIDDEN_HOST, "a link-local or metadata address: " + host);
        }
        return host.toLowerCase(Locale.ROOT);
    }

    private static String port(String written) {
        if (written == null || written.isEmpty()) {
            return "";
        }
        int port = written.matches("0*[0-9]{1,5}") ? Integer.parseInt(written) : 0;
        if (port < 1 || port > MAX_PORT) {
            throw new InvalidBaseUrlException(Problem.FORM, "the port is not 1 to 65535: " + written);
        }
        return ":" + port;
    }
}
