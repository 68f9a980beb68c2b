package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import java.util.List;
import java.util.stream.Collectors;

/** API keys as messages name them. */
final class ApiKeyFormat {

    private static final int MOST_LISTED = 10;

    private ApiKeyFormat() {}

    /** A key of which nothing but its ID is known. */
    static ApiKey unlisted(String id) {
        return new ApiKey(id, "", "", List.of());
    }

    static String name(ApiKey key) {
        if (key.publicKey().isEmpty()) {
            return Messages.Key_Id(key.id());
        }
        return key.description().isEmpty()
                ? Messages.Key_Known(key.id(), key.publicKey())
                : Messages.Key_Described(key.id(), key.publicKey(), key.description());
    }

    static String listing(List<ApiKey> keys) {
        String named = keys.stream().limit(MOST_LISTED).map(ApiKeyFormat::name).collect(Collectors.joining(", "));
        return keys.size() > MOST_LISTED ? Messages.Key_More(named, keys.size() - MOST_LISTED) : named;
    }
}
