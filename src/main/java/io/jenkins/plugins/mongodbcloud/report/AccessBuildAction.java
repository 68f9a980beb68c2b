package io.jenkins.plugins.mongodbcloud.report;

import hudson.model.Api;
import hudson.model.Run;
import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.journal.JournalSnapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.RunAction2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * The build page's summary of all unassignments of a build, and their remote API. It holds nothing of its
 * own: what it shows are the journals in the build directory.
 */
@ExportedBean
public final class AccessBuildAction implements RunAction2 {

    /** Rows shown on the page; the remote API gives as many. */
    public static final int MAX_ROWS = 1_000;

    private static final Logger LOGGER = Logger.getLogger(AccessBuildAction.class.getName());

    private transient Run<?, ?> run;

    /** Makes sure that the build has this action, and that it survives from here on. */
    public static void attach(Run<?, ?> run) throws IOException {
        synchronized (run) {
            if (run.getAction(AccessBuildAction.class) != null) {
                return;
            }
            run.addAction(new AccessBuildAction());
        }
        run.save();
    }

    @Override
    public void onAttached(Run<?, ?> attachedTo) {
        this.run = attachedTo;
    }

    @Override
    public void onLoad(Run<?, ?> loaded) {
        this.run = loaded;
    }

    /** Null: the summary on the build page is all there is. */
    @Override
    public String getIconFileName() {
        return null;
    }

    /** Null, as the icon. */
    @Override
    public String getDisplayName() {
        return null;
    }

    /** Below the build, for the remote API. */
    @Override
    public String getUrlName() {
        return "mongodb-cloud";
    }

    /** What happened to each key, in the order of the calls; {@link #MAX_ROWS} at most, those that went well left out first. */
    @Exported(inline = true, visibility = 2)
    public List<KeyResultView> getKeys() {
        return getSummary().getRows();
    }

    /** What the build page shows. */
    public KeyResultsView getSummary() {
        List<KeyResultView> rows = new ArrayList<>();
        for (JournalSnapshot call : calls()) {
            for (KeyResult result : call.results()) {
                rows.add(KeyResultView.of(result));
            }
            for (String id : call.unanswered()) {
                rows.add(KeyResultView.unanswered(id, run.isBuilding()));
            }
        }
        return KeyResultsView.of(rows, MAX_ROWS);
    }

    /** The remote API below the action. */
    public Api getApi() {
        return new Api(this);
    }

    private List<JournalSnapshot> calls() {
        try {
            return JournalSnapshot.all(run);
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "No journals of " + run);
            return List.of();
        }
    }
}
