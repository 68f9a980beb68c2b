package io.jenkins.plugins.mongodbcloud.steps;

import hudson.model.Run;
import io.jenkins.plugins.mongodbcloud.access.AccessReport;
import io.jenkins.plugins.mongodbcloud.access.BuildEffect;
import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.access.OptionNames;
import io.jenkins.plugins.mongodbcloud.journal.SensitiveValues;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Writes a line for each key to the build's log, as soon as its result is known. */
final class BuildLogReporter {

    private static final Logger LOGGER = Logger.getLogger(BuildLogReporter.class.getName());

    private final Run<?, ?> run;
    private final PrintStream log;
    private final SensitiveValues sensitive;
    private final OptionNames names;

    BuildLogReporter(AccessTaskRunner.Context context) {
        this.run = context.run();
        this.log = context.listener().getLogger();
        this.sensitive = context.sensitive();
        this.names = context.names();
    }

    void add(KeyResult result) {
        add(result.message());
    }

    void add(String line) {
        log.println(line);
    }

    /** Writes those lines that a kill kept from the log, for results which the journal knows. */
    void repeatLost(Collection<KeyResult> known) {
        lost(known).forEach(log::println);
    }

    private Set<String> lost(Collection<KeyResult> known) {
        Set<String> lost = new LinkedHashSet<>();
        // Those in the log are masked.
        known.forEach(result -> lost.add(sensitive.mask(result.message())));
        if (lost.isEmpty()) {
            return lost;
        }
        try (BufferedReader lines = new BufferedReader(run.getLogReader())) {
            for (String line = lines.readLine(); line != null && !lost.isEmpty(); line = lines.readLine()) {
                // Other plugins may put a time before it.
                lost.removeIf(line::endsWith);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read the log of " + run);
        }
        return lost;
    }

    void end(AccessReport report) {
        if (report.results().isEmpty()) {
            log.println(Messages.Step_NothingToDo());
        }
        if (report.results().size() > 1) {
            log.println(ReportSummary.line(report));
        }
        if (report.effect() == BuildEffect.UNSTABLE) {
            log.println(ReportSummary.warning(report, names));
        }
    }
}
