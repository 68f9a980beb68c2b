package io.jenkins.plugins.mongodbcloud.steps;

import io.jenkins.plugins.mongodbcloud.access.AccessReport;
import io.jenkins.plugins.mongodbcloud.access.ApiKeyFormat;
import io.jenkins.plugins.mongodbcloud.access.BuildEffect;
import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.access.OptionNames;
import io.jenkins.plugins.mongodbcloud.access.Outcome;

/** Sums a report up for the log and for the build's result. */
final class ReportSummary {

    private ReportSummary() {}

    /** The counts of a report of several keys, in one line. */
    static String line(AccessReport report) {
        long would = report.count(Outcome.WOULD_UNASSIGN);
        long done = report.count(Outcome.UNASSIGNED);
        long not = report.count(Outcome.NOT_ASSIGNED);
        long open = report.count(Outcome.INTERRUPTED);
        int keys = report.results().size();
        String noun = ApiKeyFormat.noun(report);
        long failed = keys - would - done - not - open;
        return would > 0
                ? Messages.Totals_DryRun(keys, would, not, failed, open, report.requests(), report.millis(), noun)
                : Messages.Totals_Keys(keys, done, not, failed, open, report.requests(), report.millis(), noun);
    }

    /** Why a build is unstable or failed: the one key's message, or how many of how many there are. */
    static String reason(AccessReport report) {
        int keys = report.results().size();
        BuildEffect effect = report.effect();
        long alike = report.results().stream()
                .filter(result -> result.effect() == effect)
                .count();
        return keys == 1
                ? report.worst().message()
                : Messages.Totals_Reason(alike, keys, effect, ApiKeyFormat.noun(report));
    }

    /** What a build fails with. What it is due to is in the log, a line for each key. */
    static String failure(AccessReport report) {
        return report.results().size() == 1 ? sole(report.worst()) : reason(report);
    }

    /**
     * What made a build unstable: outcome and option.
     *
     * @param names what the options are called where they were set
     */
    static String warning(AccessReport report, OptionNames names) {
        Outcome outcome = report.worst().outcome();
        String option =
                switch (outcome.kind()) {
                    case NOT_NEEDED -> "ifNotAssigned";
                    case UNAVAILABLE -> "ifUnavailable";
                    default -> "ifRejected";
                };
        return Messages.Totals_Unstable(
                report.count(outcome), report.results().size(), outcome, names.of(option), ApiKeyFormat.noun(report));
    }

    private static String sole(KeyResult result) {
        StringBuilder technical = new StringBuilder();
        if (result.httpStatus() != null) {
            technical.append(" (HTTP ").append(result.httpStatus());
            technical
                    .append(result.errorCode() == null ? "" : " " + result.errorCode())
                    .append(')');
        }
        return result.apiKeyId() == null
                ? Messages.Totals_NoKey(result.projectId(), result.outcome(), technical)
                : Messages.Totals_Key(
                        ApiKeyFormat.name(ApiKeyFormat.unlisted(result.apiKeyId())),
                        result.projectId(),
                        result.outcome(),
                        technical);
    }
}
