package io.jenkins.plugins.mongodbcloud.client;

import java.util.Optional;

/**
 * The MongoDB products that offer the Administration API, with the usual base URL and the media type
 * that each expects. Source: MongoDB's API documentation of each product.
 */
public enum Product {
    CLOUD_MANAGER("https://cloud.mongodb.com/api/public/v1.0", "application/json"),
    /** Runs on a host of the user's own, so there is no usual base URL. */
    OPS_MANAGER(null, "application/json"),
    ATLAS("https://cloud.mongodb.com/api/atlas/v2", "application/vnd.atlas.2023-01-01+json"),
    ATLAS_GOVERNMENT("https://cloud.mongodbgov.com/api/atlas/v2", "application/vnd.atlas.2023-01-01+json");

    private final String usualBaseUrl;
    private final String mediaType;

    Product(String usualBaseUrl, String mediaType) {
        this.usualBaseUrl = usualBaseUrl;
        this.mediaType = mediaType;
    }

    /** The base URL under which MongoDB runs this product, empty for one that users run themselves. */
    public Optional<String> usualBaseUrl() {
        return Optional.ofNullable(usualBaseUrl);
    }

    /** Whether service accounts can authenticate; MongoDB documents none for Ops Manager. */
    public boolean hasServiceAccounts() {
        return this != OPS_MANAGER;
    }

    /** The value of the {@code Accept} header; Atlas answers 406 without its versioned one. */
    public String mediaType() {
        return mediaType;
    }
}
