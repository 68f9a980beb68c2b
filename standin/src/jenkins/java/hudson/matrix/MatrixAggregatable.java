package hudson.matrix;

import hudson.ExtensionPoint;
import hudson.Launcher;
import hudson.model.BuildListener;

/** Stand-in: takes part in the builds of matrix jobs. */
public interface MatrixAggregatable extends ExtensionPoint {
    MatrixAggregator createAggregator(MatrixBuild build, Launcher launcher, BuildListener listener);
}
