package io.jenkins.plugins.mongodbcloud.steps;

import io.jenkins.plugins.mongodbcloud.access.AccessReport;
import io.jenkins.plugins.mongodbcloud.access.BuildEffect;
import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.access.Outcome;
import java.io.PrintStream;

/**
 * Writes a line for each key to the build's log. The failure of a single key is left to Jenkins, which
 * prints the message of the exception that fails the build.
 */
final class BuildLogReporter {

    private final PrintStream log;
    private KeyResult heldBack;
    private int seen;

    BuildLogReporter(PrintStream log) {
        this.log = log;
    }

    synchronized void add(KeyResult result) {
        seen++;
        if (seen == 1 && isFailure(result)) {
            heldBack = result;
            return;
        }
        flush();
        log.println(result.message());
    }

    synchronized void end(AccessReport report) {
        if (report.results().size() > 1) {
            flush();
            log.println(ReportSummary.line(report));
        }
    }

    private void flush() {
        if (heldBack != null) {
            log.println(heldBack.message());
            heldBack = null;
        }
    }

    // An interrupted build fails with the cause of the interruption, which says nothing of the key.
    private static boolean isFailure(KeyResult result) {
        return result.effect() == BuildEffect.FAILURE && result.outcome() != Outcome.INTERRUPTED;
    }
}
