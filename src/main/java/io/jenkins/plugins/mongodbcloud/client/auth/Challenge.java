package io.jenkins.plugins.mongodbcloud.client.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hc.client5.http.auth.AuthChallenge;
import org.apache.hc.client5.http.auth.ChallengeType;
import org.apache.hc.client5.http.auth.StandardAuthScheme;
import org.apache.hc.client5.http.impl.auth.AuthChallengeParser;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.apache.hc.core5.http.message.ParserCursor;

/** The Digest challenge of a 401 answer. */
public record Challenge(AuthChallenge parsed) {

    private static final String STALE = "stale";

    /** The first well-formed Digest challenge among the answer's; empty if there is none with a realm and a nonce. */
    public static Optional<Challenge> in(HttpResponse response) {
        for (Header header : response.getHeaders(HttpHeaders.WWW_AUTHENTICATE)) {
            for (AuthChallenge challenge : parse(header.getValue())) {
                if (StandardAuthScheme.DIGEST.equalsIgnoreCase(challenge.getSchemeName())
                        && hasRealm(challenge)
                        && parameter(challenge, "nonce").isPresent()) {
                    return Optional.of(new Challenge(challenge));
                }
            }
        }
        return Optional.empty();
    }

    public String nonce() {
        return parameter(parsed, "nonce").orElseThrow();
    }

    /** The same challenge saying that only the nonce was at fault, which is what HttpClient answers anew. */
    public String asStale() {
        StringBuilder header = new StringBuilder(StandardAuthScheme.DIGEST).append(' ');
        for (NameValuePair parameter : withoutStale()) {
            header.append(parameter.getName()).append("=\"");
            header.append(parameter.getValue().replace("\\", "\\\\").replace("\"", "\\\""));
            header.append("\", ");
        }
        return header.append("stale=true").toString();
    }

    private List<NameValuePair> withoutStale() {
        List<NameValuePair> kept = new ArrayList<>();
        for (NameValuePair parameter : parsed.getParams()) {
            if (!STALE.equals(parameter.getName().toLowerCase(Locale.ROOT))) {
                String value = parameter.getValue();
                kept.add(value != null ? parameter : new BasicNameValuePair(parameter.getName(), ""));
            }
        }
        return kept;
    }

    private static List<AuthChallenge> parse(String header) {
        try {
            return new AuthChallengeParser().parse(ChallengeType.TARGET, header, new ParserCursor(0, header.length()));
        } catch (ParseException malformed) {
            return List.of();
        }
    }

    /** A realm may be empty, but not missing. */
    private static boolean hasRealm(AuthChallenge challenge) {
        return challenge.getParams() != null
                && challenge.getParams().stream()
                        .anyMatch(parameter ->
                                "realm".equalsIgnoreCase(parameter.getName()) && parameter.getValue() != null);
    }

    private static Optional<String> parameter(AuthChallenge challenge, String name) {
        List<NameValuePair> parameters = challenge.getParams();
        return parameters == null
                ? Optional.empty()
                : parameters.stream()
                        .filter(parameter -> name.equalsIgnoreCase(parameter.getName()))
                        .map(NameValuePair::getValue)
                        .filter(value -> value != null && !value.isEmpty())
                        .findFirst();
    }
}
