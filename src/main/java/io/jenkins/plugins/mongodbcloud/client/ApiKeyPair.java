package io.jenkins.plugins.mongodbcloud.client;

import java.util.Objects;

/** A programmatic API key as its owner knows it: the public key names it, the private key proves it. */
public final class ApiKeyPair implements ApiCredential {

    private final String publicKey;
    private final String privateKey;

    /** Holds both halves in memory only; neither is ever written anywhere by this class. */
    public ApiKeyPair(String publicKey, String privateKey) {
        this.publicKey = Objects.requireNonNull(publicKey, "publicKey");
        this.privateKey = Objects.requireNonNull(privateKey, "privateKey");
    }

    /** The half that may be shown. */
    public String publicKey() {
        return publicKey;
    }

    /** The secret half, for {@code client} alone. */
    public String privateKey() {
        return privateKey;
    }

    @Override
    public String identity() {
        return publicKey;
    }

    /** The public key alone. */
    @Override
    public String toString() {
        return publicKey;
    }
}
