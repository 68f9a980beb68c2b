package com.cloudbees.plugins.credentials.domains;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;

/** Stand-in: used with this scheme. */
public class SchemeRequirement extends DomainRequirement {
    private static final long serialVersionUID = 1L;

    @NonNull
    private final String scheme;

    public SchemeRequirement(@CheckForNull String scheme) {
        this.scheme = Util.fixNull(scheme);
    }

    @NonNull
    public String getScheme() {
        return scheme;
    }
}
