package io.jenkins.plugins.mongodbcloud.testing.simulator;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A strictly parsed {@code Authorization} header: scheme, then comma-separated {@code name=value} parameters. */
final class AuthorizationHeader {
    private final String text;
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final String scheme;
    private int at;

    private AuthorizationHeader(String text) {
        this.text = text.strip();
        int space = this.text.indexOf(' ');
        this.scheme = (space < 0 ? this.text : this.text.substring(0, space)).toLowerCase(Locale.ROOT);
        this.at = space < 0 ? this.text.length() : space;
    }

    /** The scheme in lower case. */
    static String scheme(String header) {
        return new AuthorizationHeader(header).scheme;
    }

    /**
     * Reads the parameters, names in lower case.
     *
     * @throws Unreadable if the header is malformed or names a parameter twice
     */
    static Map<String, String> parameters(String header) throws Unreadable {
        AuthorizationHeader parsed = new AuthorizationHeader(header);
        parsed.readParameters();
        return parsed.parameters;
    }

    private void readParameters() throws Unreadable {
        skipSpace();
        while (at < text.length()) {
            String name = token().toLowerCase(Locale.ROOT);
            skipSpace();
            expect('=');
            skipSpace();
            String value = at < text.length() && text.charAt(at) == '"' ? quoted() : token();
            if (parameters.put(name, value) != null) {
                throw new Unreadable(AuthorizationVerdict.Refusal.DUPLICATE_PARAMETER);
            }
            skipSpace();
            if (at < text.length()) {
                expect(',');
                skipSpace();
                if (at == text.length()) {
                    throw new Unreadable(AuthorizationVerdict.Refusal.MALFORMED_HEADER);
                }
            }
        }
    }

    private String token() throws Unreadable {
        int start = at;
        while (at < text.length() && " \t,=\"".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        if (at == start) {
            throw new Unreadable(AuthorizationVerdict.Refusal.MALFORMED_HEADER);
        }
        return text.substring(start, at);
    }

    private String quoted() throws Unreadable {
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return value.toString();
            }
            if (c == '\\' && at + 1 < text.length()) {
                at++;
            }
            value.append(text.charAt(at));
        }
        throw new Unreadable(AuthorizationVerdict.Refusal.MALFORMED_HEADER);
    }

    private void expect(char c) throws Unreadable {
        if (at >= text.length() || text.charAt(at) != c) {
            throw new Unreadable(AuthorizationVerdict.Refusal.MALFORMED_HEADER);
        }
        at++;
    }

    private void skipSpace() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    /** The header cannot be taken for credentials. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        private final AuthorizationVerdict.Refusal refusal;

        Unreadable(AuthorizationVerdict.Refusal refusal) {
            super(refusal.name());
            this.refusal = refusal;
        }

        AuthorizationVerdict.Refusal refusal() {
            return refusal;
        }
    }
}
