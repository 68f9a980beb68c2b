package io.jenkins.plugins.mongodbcloud.freestyle;

import hudson.AbortException;
import hudson.Extension;
import hudson.Launcher;
import hudson.matrix.MatrixAggregatable;
import hudson.matrix.MatrixAggregator;
import hudson.matrix.MatrixBuild;
import hudson.matrix.MatrixRun;
import hudson.model.BuildListener;
import hudson.model.Result;
import hudson.model.Run;
import hudson.tasks.Publisher;
import java.io.IOException;
import java.util.List;

/**
 * The post-build actions of matrix jobs: once, when all configurations are done, so that none takes a key from those
 * that still run. The only class that needs the Matrix Project plugin; Jenkins leaves it out where that is not there.
 */
@Extension(optional = true)
public final class MatrixCleanUp implements MatrixAggregatable, SharedCleanUp {

    @Override
    public MatrixAggregator createAggregator(MatrixBuild build, Launcher launcher, BuildListener listener) {
        return new Aggregator(build, launcher, listener);
    }

    /** Only an action of the matrix job itself: one within another plugin's action is not known to the job. */
    @Override
    public boolean isDoneElsewhere(Run<?, ?> run, Publisher action) {
        MatrixBuild whole = run instanceof MatrixRun one ? one.getParentBuild() : null;
        return whole != null
                && whole.isBuilding()
                && whole.getParent().getPublishersList().stream().anyMatch(known -> known == action);
    }

    private static final class Aggregator extends MatrixAggregator {

        private final MatrixBuild whole;
        private final BuildListener log;

        Aggregator(MatrixBuild whole, Launcher launcher, BuildListener log) {
            super(whole, launcher, log);
            this.whole = whole;
            this.log = log;
        }

        /** Jenkins reads the actions when they are to be done, so these may be others than at the start. */
        private List<AccessPublisher> actions() {
            return whole.getParent().getPublishersList().stream()
                    .filter(AccessPublisher.class::isInstance)
                    .map(AccessPublisher.class::cast)
                    .toList();
        }

        @Override
        public boolean startBuild() {
            actions().forEach(action -> action.prebuild(whole, log));
            return true;
        }

        /** As Jenkins does post-build actions: the next one is done whatever becomes of one. */
        @Override
        public boolean endBuild() {
            for (AccessPublisher action : actions()) {
                try {
                    action.perform(whole, whole.getEnvironment(log), log);
                } catch (AbortException e) {
                    log.error(e.getMessage());
                    whole.setResult(Result.FAILURE);
                } catch (InterruptedException e) {
                    whole.setResult(Result.ABORTED);
                } catch (IOException | RuntimeException e) {
                    e.printStackTrace(log.error(Messages.Work_Failed()));
                    whole.setResult(Result.FAILURE);
                }
            }
            return true;
        }
    }
}
