package io.jenkins.plugins.mongodbcloud.freestyle;

import hudson.EnvVars;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.BuildStepMonitor;
import hudson.tasks.Publisher;
import hudson.tasks.Recorder;
import io.jenkins.plugins.mongodbcloud.steps.AccessOptions;
import io.jenkins.plugins.mongodbcloud.steps.AccessTaskRunner;
import java.io.IOException;
import java.util.List;
import jenkins.tasks.SimpleBuildStep;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * The clean-up after the build. It is a recorder, so it runs after failed and aborted builds while the
 * result can still get worse; it never makes it better.
 */
public abstract class AccessPublisher extends Recorder implements SimpleBuildStep {

    private static final Result ALWAYS = Result.SUCCESS;

    private String resultOrWorse = ALWAYS.toString();

    /** What to unassign, and how, one after another. */
    abstract List<? extends AccessOptions> options();

    public String getResultOrWorse() {
        return resultOrWorse;
    }

    /** The best result after which the clean-up runs: SUCCESS for always, UNSTABLE, FAILURE or ABORTED. */
    @DataBoundSetter
    public void setResultOrWorse(String resultOrWorse) {
        String given = Util.fixNull(resultOrWorse).trim();
        Result known = Result.fromString(given);
        // Jenkins takes what it does not know for FAILURE, with which many a clean-up would be left out.
        this.resultOrWorse = (known.toString().equalsIgnoreCase(given) ? known : ALWAYS).toString();
    }

    /** What is missing from what was saved has its default. */
    protected Object readResolve() {
        setResultOrWorse(resultOrWorse);
        return this;
    }

    @Override
    public BuildStepMonitor getRequiredMonitorService() {
        return BuildStepMonitor.NONE;
    }

    @Override
    public boolean requiresWorkspace() {
        return false;
    }

    @Override
    public boolean prebuild(AbstractBuild<?, ?> build, BuildListener listener) {
        if (!isDoneElsewhere(build)) {
            FreestyleRunner.record(options(), build, listener);
        }
        return true;
    }

    private boolean isDoneElsewhere(Run<?, ?> run) {
        return ExtensionList.lookup(SharedCleanUp.class).stream().anyMatch(known -> known.isDoneElsewhere(run, this));
    }

    @Override
    public void perform(Run<?, ?> run, EnvVars environment, TaskListener listener)
            throws InterruptedException, IOException {
        if (isDoneElsewhere(run)) {
            listener.getLogger().println(Messages.Cleanup_Shared());
            return;
        }
        if (options().isEmpty()) {
            throw AccessTaskRunner.refuse(run, null, FreestyleRunner.newCall(), Messages.Cleanup_Nothing());
        }
        Result soFar = run.getResult();
        Result result = soFar == null ? Result.SUCCESS : soFar;
        if (run instanceof AbstractBuild && result.isBetterThan(Result.fromString(resultOrWorse))) {
            listener.getLogger().println(Messages.Cleanup_Skipped(result, resultOrWorse));
            return;
        }
        FreestyleRunner.perform(options(), run, environment, listener);
    }

    /** The clean-up in the list of post-build actions. Public, as its view can call no methods of other classes. */
    public abstract static class AccessPublisherDescriptor extends BuildStepDescriptor<Publisher> {
        /** The results that the clean-up can be limited to, best first. */
        public List<Result> results() {
            return List.of(Result.SUCCESS, Result.UNSTABLE, Result.FAILURE, Result.ABORTED);
        }

        /** When a clean-up runs that is limited to this result or worse. */
        public String nameOf(Result best) {
            if (best == Result.SUCCESS) {
                return Messages.Cleanup_Always();
            }
            if (best == Result.UNSTABLE) {
                return Messages.Cleanup_Unstable();
            }
            return best == Result.FAILURE ? Messages.Cleanup_Failure() : Messages.Cleanup_Aborted();
        }

        @Override
        @SuppressWarnings("rawtypes")
        public boolean isApplicable(Class<? extends AbstractProject> jobType) {
            return true;
        }
    }
}
