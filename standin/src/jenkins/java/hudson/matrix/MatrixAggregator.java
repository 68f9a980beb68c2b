package hudson.matrix;

import hudson.ExtensionPoint;
import hudson.Launcher;
import hudson.model.BuildListener;
import java.io.IOException;

/** Stand-in: takes part in one build of a matrix job. */
public abstract class MatrixAggregator implements ExtensionPoint {
    protected final MatrixBuild build;
    protected final Launcher launcher;
    protected final BuildListener listener;

    protected MatrixAggregator(MatrixBuild build, Launcher launcher, BuildListener listener) {
        this.build = build;
        this.launcher = launcher;
        this.listener = listener;
    }

    public boolean startBuild() throws InterruptedException, IOException {
        return true;
    }

    public boolean endBuild() throws InterruptedException, IOException {
        return true;
    }
}
