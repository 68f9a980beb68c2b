package io.jenkins.plugins.mongodbcloud.admin;

import java.util.Objects;

/** A programmatic API key as its owner knows it: the public key names it, the private key proves it. */
public final class ApiKeyPair {

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

    String privateKey() {
        return privateKey;
    }

    /** The public key alone. */
    @Override
    public String toString() {
        return publicKey;
    }
}
