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
    /** An authenticated {@code DELETE} of an assignment to a project. */
    UNASSIGN,
    /** An authenticated {@code DELETE} of an API key from its organization. */
    DELETE_KEY,
    /** An authenticated {@code POST} that makes an API key. */
    CREATE,
    /** An authenticated {@code PATCH} or {@code POST} that assigns an API key to a project. */
    ASSIGN,
    /** An authenticated {@code POST} to the access list of an API key. */
    ACCESS_LIST,
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
            phases.addAll(ofApi(method, path));
        }
        return phases;
    }

    private static Set<Phase> ofApi(String method, String path) {
        boolean ofOrganization = path.contains("/orgs/");
        return switch (method) {
            case "GET" -> path.endsWith("/apiKeys") || path.endsWith("/serviceAccounts") ? EnumSet.of(LIST) : Set.of();
            case "DELETE" -> EnumSet.of(DELETE, ofOrganization ? DELETE_KEY : UNASSIGN);
            case "PATCH" -> EnumSet.of(ASSIGN);
            case "POST" -> EnumSet.of(ofOrganization ? ACCESS_LIST : path.endsWith("/apiKeys") ? CREATE : ASSIGN);
            default -> Set.of();
        };
    }
}
