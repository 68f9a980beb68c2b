package io.jenkins.plugins.mongodbcloud.client;

import java.util.Objects;
import java.util.regex.Pattern;

/** A service account as its owner knows it: the client ID names it, the client secret proves it. */
public final class ServiceAccount implements ApiCredential {

    /** The form of client IDs. Source: MongoDB's specification of the Atlas Administration API. */
    private static final Pattern CLIENT_ID = Pattern.compile("mdb_sa_id_[a-fA-F0-9]{24}");

    private final String clientId;
    private final String clientSecret;

    /** Holds both in memory only; neither is ever written anywhere by this class. */
    public ServiceAccount(String clientId, String clientSecret) {
        this.clientId = Objects.requireNonNull(clientId, "clientId");
        this.clientSecret = Objects.requireNonNull(clientSecret, "clientSecret");
    }

    /** Whether a text has the form of a client ID, by which a service account is told from a key pair. */
    public static boolean isClientId(String text) {
        return CLIENT_ID.matcher(text).matches();
    }

    /** What may be shown. */
    public String clientId() {
        return clientId;
    }

    /** The secret, for {@code client} alone. */
    public String clientSecret() {
        return clientSecret;
    }

    @Override
    public String identity() {
        return clientId;
    }

    /** Whether account and secret are the same: each of an account's two secrets has tokens of its own. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ServiceAccount that
                && clientId.equals(that.clientId)
                && clientSecret.equals(that.clientSecret);
    }

    @Override
    public int hashCode() {
        return Objects.hash(clientId, clientSecret);
    }

    /** The client ID alone. */
    @Override
    public String toString() {
        return clientId;
    }
}
