package io.jenkins.plugins.mongodbcloud.client;

import java.util.Optional;

/**
 * The MongoDB products that offer the Administration API, with the usual base URL of each. Source: MongoDB's API documentation of each product.
 */
public enum Product {
    CLOUD_MANAGER("https://cloud.mongodb.com/api/public/v1.0"),
    /** Runs on a host of the user's own, so there is no usual base URL. */
    OPS_MANAGER(null),
    ATLAS("https://cloud.mongodb.com/api/atlas/v2"),
    ATLAS_GOVERNMENT("https://cloud.mongodbgov.com/api/atlas/v2");

    private final String usualBaseUrl;

    Product(String usualBaseUrl) {
        this.usualBaseUrl = usualBaseUrl;
    }

    /** The base URL under which MongoDB runs this product, empty for one that users run themselves. */
    public Optional<String> usualBaseUrl() {
        return Optional.ofNullable(usualBaseUrl);
    }

    /** Whether service accounts can authenticate; MongoDB documents none for Ops Manager. */
    public boolean hasServiceAccounts() {
        return this != OPS_MANAGER;
    }

    /**
     * The value of the {@code Accept} header, and of {@code Content-Type} where a document is sent; Atlas answers 406
     * without its versioned one.
     *
     * @param version the version of the Atlas Administration API
     */
    public String mediaType(String version) {
        return switch (this) {
            case CLOUD_MANAGER, OPS_MANAGER -> "application/json";
            case ATLAS, ATLAS_GOVERNMENT -> "application/vnd.atlas." + version + "+json";
        };
    }
}
