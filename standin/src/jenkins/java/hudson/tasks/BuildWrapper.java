package hudson.tasks;

import hudson.ExtensionPoint;
import hudson.model.AbstractBuild;
import hudson.model.Describable;
import java.util.Set;

/** Stand-in: something around the build steps of a build. */
public abstract class BuildWrapper implements Describable<BuildWrapper>, ExtensionPoint {
    @SuppressWarnings("rawtypes")
    public void makeSensitiveBuildVariables(AbstractBuild build, Set<String> sensitiveVariables) {}
}
