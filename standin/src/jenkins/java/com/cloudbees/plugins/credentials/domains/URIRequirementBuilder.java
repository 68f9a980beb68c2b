package com.cloudbees.plugins.credentials.domains;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;

/** Stand-in: what a URI requires of a credential. */
public class URIRequirementBuilder {
    @NonNull
    private final List<DomainRequirement> requirements = new ArrayList<>();

    private URIRequirementBuilder() {}

    @NonNull
    public static URIRequirementBuilder create() {
        return new URIRequirementBuilder();
    }

    @NonNull
    public static URIRequirementBuilder fromUri(@CheckForNull String uri) {
        return create().withUri(uri);
    }

    @NonNull
    public URIRequirementBuilder withUri(@CheckForNull String uri) {
        requirements.clear();
        try {
            URI parsed = new URI(uri == null ? "" : uri);
            if (parsed.getScheme() != null && parsed.getHost() != null) {
                requirements.add(new SchemeRequirement(parsed.getScheme()));
                requirements.add(new HostnameRequirement(parsed.getHost()));
                if (parsed.getPort() != -1) {
                    requirements.add(new HostnamePortRequirement(parsed.getHost(), parsed.getPort()));
                }
                requirements.add(new PathRequirement(parsed.getRawPath()));
            }
        } catch (URISyntaxException e) {
            requirements.clear();
        }
        return this;
    }

    @NonNull
    public List<DomainRequirement> build() {
        return new ArrayList<>(requirements);
    }
}
