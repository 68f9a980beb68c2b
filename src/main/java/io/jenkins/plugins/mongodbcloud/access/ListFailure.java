package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.ErrorCategory;
import io.jenkins.plugins.mongodbcloud.client.TransportFailure;
import java.util.Optional;
import java.util.Set;

/**
 * Why a project's keys are not known.
 *
 * @param kind what happened
 * @param result the call that ended without a page, for {@link Kind#CALL}
 * @param cause what prevented a call, for {@link Kind#BUSY} and {@link Kind#PLUGIN}
 */
record ListFailure(Kind kind, Optional<CallResult<?>> result, Optional<Throwable> cause) {

    enum Kind {
        /** A page could not be had. */
        CALL,
        /** There was no session to make a call on. */
        BUSY,
        /** The plugin failed. */
        PLUGIN,
        /** The build was stopped before the end of the list. */
        STOPPED,
        /** More keys than {@link KeyLookup#MAX_KEYS}. */
        TOO_LONG,
        /** The list kept changing while it was read. */
        UNPROVEN
    }

    private static final Set<ErrorCategory> FOREIGN = Set.of(
            ErrorCategory.NOT_ASSIGNED,
            ErrorCategory.NOT_FROM_API,
            ErrorCategory.WRONG_BASE_URL,
            ErrorCategory.HTTPS_REQUIRED);

    static ListFailure of(Kind kind) {
        return new ListFailure(kind, Optional.empty(), Optional.empty());
    }

    static ListFailure of(CallResult<?> result) {
        return new ListFailure(Kind.CALL, Optional.of(result), Optional.empty());
    }

    static ListFailure of(Kind kind, Throwable cause) {
        return new ListFailure(kind, Optional.empty(), Optional.of(cause));
    }

    /** Whether the response is none that the API gives to a request for a list, so that it says nothing about the list. */
    boolean isForeign() {
        return result.filter(call -> call.category().map(FOREIGN::contains).orElseGet(() -> isUnreadable(call)))
                .isPresent();
    }

    private static boolean isUnreadable(CallResult<?> call) {
        return call.failure()
                .filter(failure -> failure.kind() == TransportFailure.Kind.UNREADABLE)
                .isPresent();
    }

    /** Whether it would meet another task as well: no response, or none that depends on who asks. */
    boolean isOfTheEndpoint() {
        return kind != Kind.PLUGIN && outcome() == Outcome.UNAVAILABLE || kind == Kind.TOO_LONG;
    }

    /** Whether it is this build's alone, so that another may succeed. */
    boolean isOfTheBuild() {
        return kind == Kind.STOPPED || kind == Kind.PLUGIN || outcome() == Outcome.INTERRUPTED;
    }

    Outcome outcome() {
        return switch (kind) {
            case CALL -> OutcomeRules.withoutSuccess(result.orElseThrow());
            case BUSY, PLUGIN, UNPROVEN -> Outcome.UNAVAILABLE;
            case STOPPED -> Outcome.INTERRUPTED;
            case TOO_LONG -> Outcome.REFUSED;
        };
    }
}
