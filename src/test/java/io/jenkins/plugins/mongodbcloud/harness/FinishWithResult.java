package io.jenkins.plugins.mongodbcloud.harness;

import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.Result;
import org.jvnet.hudson.test.TestBuilder;

/** A build step that ends with a result in the way in which Jenkins' own do. */
public final class FinishWithResult extends TestBuilder {

    private final String result;

    public FinishWithResult(Result result) {
        this.result = result.toString();
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException {
        switch (result) {
            case "UNSTABLE" -> build.setResult(Result.UNSTABLE);
            case "FAILURE" -> {
                return false;
            }
            case "ABORTED" -> throw new InterruptedException("aborted");
            default -> {}
        }
        return true;
    }
}
