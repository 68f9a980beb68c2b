package io.jenkins.plugins.mongodbcloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.mongodbcloud.access.KeyOperation.Statement;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.ErrorBody;
import io.jenkins.plugins.mongodbcloud.client.ErrorCategory;
import io.jenkins.plugins.mongodbcloud.client.TransportFailure;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the result of a call comes to. */
class OutcomeRulesTest {
    private static final Set<ErrorCategory> PASSING = EnumSet.of(
            ErrorCategory.RATE_LIMITED,
            ErrorCategory.WRITES_DISABLED,
            ErrorCategory.SERVER_ERROR,
            ErrorCategory.STALE_NONCES,
            ErrorCategory.NOT_FROM_API);

    private static CallResult.Cost cost(boolean mayHaveTakenEffect) {
        return new CallResult.Cost(2, 1, 0, mayHaveTakenEffect);
    }

    private static CallResult<?> error(ErrorCategory category, boolean acted) {
        return CallResult.refusal(404, category, ErrorBody.NONE, Optional.empty(), cost(acted));
    }

    private static OutcomeRules.Decision decide(CallResult<?> result, boolean sentEarlier) {
        return OutcomeRules.decide(new UnassignApiKey(), result, sentEarlier);
    }

    private static OutcomeRules.Decision decision(Outcome outcome, Statement statement) {
        return new OutcomeRules.Decision(outcome, statement);
    }

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void successIsSuccess(boolean acted, boolean sentEarlier) {
        assertEquals(
                decision(Outcome.UNASSIGNED, Statement.DONE),
                decide(CallResult.success(204, CallResult.Nothing.NOTHING, cost(acted)), sentEarlier));
    }

    @ParameterizedTest
    @CsvSource({
        "false, false, NOT_ASSIGNED, NOT_NEEDED",
        "false, true, UNASSIGNED, DONE_BY_EARLIER_ATTEMPT",
        "true, false, UNASSIGNED, DONE_BY_EARLIER_ATTEMPT",
        "true, true, UNASSIGNED, DONE_BY_EARLIER_ATTEMPT"
    })
    void notAssignedIsUnassignedIfAnAttemptMayHaveActed(
            boolean acted, boolean sentEarlier, Outcome outcome, Statement statement) {
        assertEquals(decision(outcome, statement), decide(error(ErrorCategory.NOT_ASSIGNED, acted), sentEarlier));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOT_ASSIGNED")
    void errorIsUncertainIfAnAttemptMayHaveActed(ErrorCategory category) {
        Outcome outcome = PASSING.contains(category) ? Outcome.UNAVAILABLE : Outcome.REJECTED;
        assertEquals(decision(outcome, Statement.FAILED), decide(error(category, false), false));
        assertEquals(decision(outcome, Statement.UNCERTAIN), decide(error(category, true), false));
        assertEquals(decision(outcome, Statement.UNCERTAIN), decide(error(category, false), true));
    }

    @ParameterizedTest
    @EnumSource
    void transportFailureIsUncertainIfAnAttemptMayHaveActed(TransportFailure.Kind kind) {
        TransportFailure failure = new TransportFailure(kind, "");
        Outcome outcome = kind == TransportFailure.Kind.CANCELLED ? Outcome.INTERRUPTED : Outcome.UNAVAILABLE;
        assertEquals(decision(outcome, Statement.FAILED), decide(CallResult.failure(failure, cost(false)), false));
        assertEquals(decision(outcome, Statement.UNCERTAIN), decide(CallResult.failure(failure, cost(true)), false));
    }

    @ParameterizedTest
    @CsvSource({
        "true, , UNAVAILABLE, FAILED_BY_LIST",
        "true, true, UNAVAILABLE, FAILED_BY_LIST",
        "true, false, UNAVAILABLE, FAILED_BY_LIST",
        "false, , UNASSIGNED, DONE_BY_LIST",
        "false, true, UNASSIGNED, DONE_BY_LIST",
        "false, false, UNAVAILABLE, NOT_NEEDED_BY_LIST"
    })
    void listSettlesWhatIsUncertain(boolean listed, Boolean listedBefore, Outcome outcome, Statement statement) {
        OutcomeRules.Decision uncertain = decision(Outcome.UNAVAILABLE, Statement.UNCERTAIN);
        assertEquals(
                decision(outcome, statement),
                OutcomeRules.settle(new UnassignApiKey(), uncertain, listed, Optional.ofNullable(listedBefore)));
    }

    @Test
    void onlyAnUncertainDecisionIsLeftOpen() {
        for (Statement statement : Statement.values()) {
            assertEquals(
                    statement == Statement.UNCERTAIN,
                    decision(Outcome.UNAVAILABLE, statement).isUncertain());
        }
    }
}
