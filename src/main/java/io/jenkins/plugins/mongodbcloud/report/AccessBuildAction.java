package io.jenkins.plugins.mongodbcloud.report;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Run;
import io.jenkins.plugins.mongodbcloud.journal.BuildJournal;
import io.jenkins.plugins.mongodbcloud.journal.JournalSnapshot;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jenkins.model.TransientActionFactory;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * The build page's summary of all unassignments of a build, and their remote API. It holds nothing of its
 * own and is not saved with the build: every build with a journal has it.
 */
@ExportedBean
public final class AccessBuildAction implements Action {

    /** Rows of a build on all pages together; the remote API and the CSV file have as many. */
    public static final int MAX_ROWS = 10_000;

    private static final BriefCache BRIEFS = new BriefCache();

    private final Run<?, ?> run;

    AccessBuildAction(Run<?, ?> run) {
        this.run = run;
    }

    /** Gives the action to every build that has a journal. */
    @Extension
    @SuppressWarnings("rawtypes")
    public static final class Factory extends TransientActionFactory<Run> {
        @Override
        public Class<Run> type() {
            return Run.class;
        }

        @Override
        public Class<AccessBuildAction> actionType() {
            return AccessBuildAction.class;
        }

        @Override
        public Collection<? extends Action> createFor(Run run) {
            return BuildJournal.exists(run) ? Set.of(new AccessBuildAction(run)) : Set.of();
        }
    }

    @Override
    public String getIconFileName() {
        return "symbol-key";
    }

    @Override
    public String getDisplayName() {
        return Messages.Action_DisplayName();
    }

    @Override
    public String getUrlName() {
        return "mongodb-cloud";
    }

    /** The build, whose side panel the page has. */
    public Run<?, ?> getRun() {
        return run;
    }

    /**
     * What happened to each key, in the order of the calls; {@link #MAX_ROWS} at most, the worst, then the newest. Not in
     * the remote API of the build, which a request for a whole job would multiply.
     */
    @Exported(inline = true)
    public List<KeyResultView> getKeys() {
        return getSummary().getRows();
    }

    /** How many keys ended how, by the name of the outcome. */
    @Exported(visibility = 2)
    public Map<String, Integer> getOutcomes() {
        return getBrief().getOutcomes();
    }

    /** What the build page shows: the counts, and no more rows than fit there. */
    public KeyResultsView getBrief() {
        if (run.isBuilding()) {
            return getSummary().brief();
        }
        try {
            // Of before the journal is read, so that what is written meanwhile is not passed over.
            BuildJournal.Version version = BuildJournal.version(run);
            return BRIEFS.find(version).orElseGet(() -> {
                KeyResultsView brief = getSummary().brief();
                if (brief.getProblem() == null) {
                    BRIEFS.put(version, brief);
                }
                return brief;
            });
        } catch (IOException e) {
            return KeyResultsView.unreadable(e);
        }
    }

    /** All that there is to show. */
    public KeyResultsView getSummary() {
        try {
            boolean building = run.isBuilding();
            return KeyResultsView.of(
                    JournalSnapshot.of(run).keys().stream()
                            .map(key -> KeyResultView.of(key, building))
                            .toList(),
                    MAX_ROWS);
        } catch (IOException e) {
            return KeyResultsView.unreadable(e);
        }
    }

    /**
     * A page of the rows.
     *
     * @param outcome only rows with the outcome of this name; all if null or empty
     * @param number from 1 on; anything else is the first
     */
    public KeyResultsPage page(String outcome, String number) {
        return KeyResultsPage.of(getSummary(), outcome, number);
    }

    /** The remote API below the action. */
    public Api getApi() {
        return new Api(this);
    }
}
