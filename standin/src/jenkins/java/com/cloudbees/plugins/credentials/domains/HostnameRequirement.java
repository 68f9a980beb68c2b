package com.cloudbees.plugins.credentials.domains;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;

/** Stand-in: used at this host. */
public class HostnameRequirement extends DomainRequirement {
    private static final long serialVersionUID = 1L;

    @NonNull
    private final String hostname;

    public HostnameRequirement(@CheckForNull String hostname) {
        this.hostname = Util.fixNull(hostname);
    }

    @NonNull
    public String getHostname() {
        return hostname;
    }
}
