package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.client.ServiceAccount;
import java.util.List;
import java.util.stream.Collectors;

/** API keys as messages name them, and service accounts, which their IDs tell apart from keys. */
public final class ApiKeyFormat {

    private static final int MOST_LISTED = 10;

    private ApiKeyFormat() {}

    /** What the results of a report are of, in the plural. */
    public static String noun(AccessReport report) {
        boolean accounts = report.results().stream()
                .map(KeyResult::apiKeyId)
                .anyMatch(id -> id != null && ServiceAccount.isClientId(id));
        return accounts ? Messages.Noun_ServiceAccounts() : Messages.Noun_ApiKeys();
    }

    /** A key of which nothing but its ID is known. */
    public static ApiKey unlisted(String id) {
        return new ApiKey(id, "", "", List.of());
    }

    /** The key with what is known of it. */
    public static String name(ApiKey key) {
        if (ServiceAccount.isClientId(key.id())) {
            return key.description().isEmpty()
                    ? Messages.Account_Id(key.id())
                    : Messages.Account_Named(key.id(), key.description());
        }
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
