package io.jenkins.plugins.mongodbcloud.testing.simulator;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The two dialects of the API, told apart by where their paths begin. */
enum ApiVersion {
    PUBLIC_V1("/api/public/v1.0", SimulatedResponse.JSON),
    ATLAS_V2("/api/atlas/v2", "application/vnd.atlas.2023-01-01+json");

    private static final Pattern VERSIONED = Pattern.compile("application/vnd\\.atlas\\.(\\d{4}-\\d{2}-\\d{2})\\+json");
    /** The first version of Atlas v2, and of API keys in it. */
    static final String FIRST_VERSION = "2023-01-01";

    private static final int NOT_ACCEPTABLE = 406;
    private static final int GONE = 410;

    private final String base;
    private final String contentType;

    ApiVersion(String base, String contentType) {
        this.base = base;
        this.contentType = contentType;
    }

    static Optional<ApiVersion> of(String path) {
        for (ApiVersion dialect : values()) {
            if (path.equals(dialect.base) || path.startsWith(dialect.base + "/")) {
                return Optional.of(dialect);
            }
        }
        return Optional.empty();
    }

    String base() {
        return base;
    }

    /** The content type of a resource whose newest version is this. */
    String contentType(String version) {
        return contentType.replace(FIRST_VERSION, version);
    }

    /**
     * Holds the {@code Accept} header against the dialect and the first version that has the resource.
     *
     * @throws ApiRefusal in Atlas v2, if no versioned media type is asked for or only one that never was
     */
    void check(String accept, String firstVersion) throws ApiRefusal {
        if (this == PUBLIC_V1) {
            return;
        }
        Matcher versions = VERSIONED.matcher(accept.toLowerCase(Locale.ROOT));
        if (!versions.find()) {
            throw new ApiRefusal(
                    NOT_ACCEPTABLE, null, "A versioned media type is needed: " + contentType(firstVersion));
        }
        if (versions.group(1).compareTo(FIRST_VERSION) < 0) {
            throw new ApiRefusal(GONE, "VERSION_GONE", "Version " + versions.group(1) + " is gone.", versions.group(1));
        }
        if (versions.group(1).compareTo(firstVersion) < 0) {
            throw new ApiRefusal(NOT_ACCEPTABLE, null, "This resource begins with " + contentType(firstVersion));
        }
    }
}
