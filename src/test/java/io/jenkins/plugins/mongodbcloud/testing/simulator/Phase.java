package io.jenkins.plugins.mongodbcloud.testing.simulator;

import java.util.EnumSet;
import java.util.Set;

/** Which requests a {@link InjectedFault} waits for, and how requests are counted. A request can be in several phases. */
public enum Phase {
    /** Every request. */
    ANY,
    /** A request without an {@code Authorization} header, which gets the digest challenge. */
    CHALLENGE,
    /** A request whose digest response or access token was checked and found right. */
    AUTHENTICATED,
    /** An authenticated {@code DELETE}. */
    DELETE,
    /** An authenticated {@code GET} of a project's keys or service accounts. */
    LIST,
    /** A request for an access token, right or wrong; it is in no other phase but {@link #ANY}. */
    TOKEN,
    /** A request to revoke an access token; otherwise as {@link #TOKEN}. */
    REVOKE;

    static Set<Phase> of(String method, String path, AuthorizationVerdict verdict) {
        EnumSet<Phase> phases = EnumSet.of(ANY);
        if (TokenEndpoint.serves(path)) {
            phases.add(path.equals(TokenEndpoint.TOKEN) ? TOKEN : REVOKE);
            return phases;
        }
        if (verdict.absent()) {
            phases.add(CHALLENGE);
        }
        if (verdict.accepted()) {
            phases.add(AUTHENTICATED);
            if (method.equals("DELETE")) {
                phases.add(DELETE);
            } else if (method.equals("GET") && (path.endsWith("/apiKeys") || path.endsWith("/serviceAccounts"))) {
                phases.add(LIST);
            }
        }
        return phases;
    }
}
