package io.jenkins.plugins.mongodbcloud.step;

import hudson.AbortException;
import io.jenkins.plugins.mongodbcloud.unassign.Effect;
import io.jenkins.plugins.mongodbcloud.unassign.Outcome;
import io.jenkins.plugins.mongodbcloud.unassign.UnassignReport;

/** Sums a report up for the log and for the build's result. */
public final class Totals {

    private Totals() {}

    /** The counts of a report of several keys, in one line. */
    public static String line(UnassignReport report) {
        long would = report.count(Outcome.WOULD_UNASSIGN);
        long done = report.count(Outcome.UNASSIGNED);
        long not = report.count(Outcome.NOT_ASSIGNED);
        long open = report.count(Outcome.INTERRUPTED);
        int keys = report.results().size();
        long failed = keys - would - done - not - open;
        return would > 0
                ? Messages.Totals_DryRun(keys, would, not, failed, open, report.requests(), report.millis())
                : Messages.Totals_Keys(keys, done, not, failed, open, report.requests(), report.millis());
    }

    /** Why a build is unstable or failed: the one key's message, or how many of how many there are. */
    public static String reason(UnassignReport report) {
        int keys = report.results().size();
        Effect effect = report.effect();
        long alike = report.results().stream()
                .filter(result -> result.effect() == effect)
                .count();
        return keys == 1 ? report.worst().message() : Messages.Totals_Reason(alike, keys, effect);
    }

    /** The failure of a build, without a stack trace. */
    public static AbortException failure(UnassignReport report) {
        return new AbortException(reason(report));
    }
}
