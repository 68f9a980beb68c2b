package io.jenkins.plugins.mongodbcloud.testing.simulator;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A service account. All parts are made up.
 *
 * @param clientId {@code mdb_sa_id_} and 24 hex digits
 * @param secrets the client secrets that are valid, at most two; none when all have expired
 * @param name as given when the account was made
 */
public record SimulatedServiceAccount(String clientId, List<String> secrets, String name) {
    private static final Pattern CLIENT_ID = Pattern.compile("mdb_sa_id_[a-fA-F0-9]{24}");
    private static final int MOST_SECRETS = 2;

    /**
     * Checks the forms.
     *
     * @throws IllegalArgumentException if a part has not the form that MongoDB Cloud gives it
     */
    public SimulatedServiceAccount {
        if (!isClientId(clientId)) {
            throw new IllegalArgumentException("Not the client ID of a service account: " + clientId);
        }
        secrets = List.copyOf(secrets);
        if (secrets.size() > MOST_SECRETS || !secrets.stream().allMatch(secret -> secret.startsWith("mdb_sa_sk_"))) {
            throw new IllegalArgumentException(clientId + " needs at most two secrets that begin with mdb_sa_sk_");
        }
    }

    /** An account with one secret. */
    public SimulatedServiceAccount(String clientId, String secret, String name) {
        this(clientId, List.of(secret), name);
    }

    /** The only or the first secret. */
    public String secret() {
        return secrets.get(0);
    }

    static boolean isClientId(String text) {
        return CLIENT_ID.matcher(text).matches();
    }

    @Override
    public String toString() {
        return "service account " + clientId + " (" + name + ")";
    }
}
