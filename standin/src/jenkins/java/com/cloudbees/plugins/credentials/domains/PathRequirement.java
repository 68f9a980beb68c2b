package com.cloudbees.plugins.credentials.domains;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;

/** Stand-in: used at this path. */
public class PathRequirement extends DomainRequirement {
    private static final long serialVersionUID = 1L;

    @NonNull
    private final String path;

    public PathRequirement(@CheckForNull String path) {
        this.path = Util.fixNull(path);
    }

    @NonNull
    public String getPath() {
        return path;
    }
}
