package io.jenkins.plugins.mongodbcloud.client;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ways to authenticate that a 401 offers in its {@code WWW-Authenticate} headers, read only as far as messages need
 * it.
 *
 * @param schemes such as {@code Basic} or {@code Digest (SHA-512)}
 * @param isStale whether the response to a challenge was refused only because its nonce is stale
 */
record OfferedAuthentication(Set<String> schemes, boolean isStale) {

    private static final int MAX_SCHEMES = 10;
    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"?");
    /** The first word of a list element that is not the name of a parameter, and all up to the next of its kind. */
    private static final Pattern SCHEME = Pattern.compile(
            "(?:^|,)\\s*+([\\w!#$%&'*+.^`|~-]++)(?!\\s*+=)((?:[^,]|,(?!\\s*+[\\w-]++(?:\\s++\\w|\\s*+(?:,|$))))*+)");

    private static final Pattern ALGORITHM = Pattern.compile("(?i)\\balgorithm\\s*+=\\s*+\"?([\\w-]{1,40})");
    private static final Pattern STALE = Pattern.compile("(?i)\\bstale\\s*+=\\s*+\"?true\\b");

    static OfferedAuthentication in(Response response) {
        Set<String> schemes = new LinkedHashSet<>();
        boolean stale = false;
        for (String header : response.headers().getOrDefault("www-authenticate", List.of())) {
            // What separates elements and parameters does not do so in quotes.
            String flat =
                    QUOTED.matcher(header).replaceAll(quoted -> quoted.group().replaceAll("[,=$\\\\]", "_"));
            Matcher scheme = SCHEME.matcher(flat);
            while (scheme.find() && schemes.size() < MAX_SCHEMES) {
                schemes.add(describe(scheme.group(1), scheme.group(2)));
            }
            stale |= STALE.matcher(flat).find();
        }
        return new OfferedAuthentication(schemes, stale);
    }

    private static String describe(String scheme, String parameters) {
        if (!scheme.equalsIgnoreCase("Digest")) {
            return LogSanitizer.oneLine(scheme);
        }
        Matcher algorithm = ALGORITHM.matcher(parameters);
        return "Digest (" + (algorithm.find() ? algorithm.group(1).toUpperCase(Locale.ROOT) : "MD5") + ")";
    }

    boolean isNothing() {
        return schemes.isEmpty();
    }

    String describe() {
        return isNothing() ? "no authentication offered" : "offered: " + String.join(", ", schemes);
    }
}
