package hudson.model;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Stand-in: a build that is not a Pipeline's. */
public abstract class AbstractBuild<P extends AbstractProject<P, R>, R extends AbstractBuild<P, R>> extends Run<P, R> {
    protected AbstractBuild(P job) throws IOException {
        super(job);
    }

    public Set<String> getSensitiveBuildVariables() {
        return new HashSet<>();
    }
}
