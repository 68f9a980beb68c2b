package io.jenkins.plugins.mongodbcloud.client.auth;

import io.jenkins.plugins.mongodbcloud.client.ApiKeyPair;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedList;
import java.util.List;
import java.util.Optional;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** The digest sessions that are not in use, by endpoint and key pair, without the private key. */
final class DigestStates {

    /** Sessions kept, of all endpoints together. */
    static final int MAX_IDLE = 100;

    /** Past this many uses a session is not kept, so that it is resumed in milliseconds. */
    static final long MAX_USES = 1_000;

    private static final String FINGERPRINT = "HmacSHA256";

    /** Tells key pairs apart without keeping the private key. */
    record Owner(URI endpoint, String publicKey, Fingerprint fingerprint) {}

    private record Fingerprint(byte[] bytes) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Fingerprint that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "fingerprint";
        }
    }

    private record Idle(Owner owner, DigestAuthentication.State state, long since) {}

    private final SecretKey salt = salt();
    /** The one that was used last comes first. */
    private final List<Idle> idle = new LinkedList<>();

    Owner owner(URI endpoint, ApiKeyPair keys) {
        try {
            Mac mac = Mac.getInstance(FINGERPRINT);
            mac.init(salt);
            byte[] bytes = mac.doFinal(keys.privateKey().getBytes(StandardCharsets.UTF_8));
            return new Owner(endpoint, keys.publicKey(), new Fingerprint(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + FINGERPRINT, e);
        }
    }

    /** The session that this owner used last. */
    synchronized Optional<DigestAuthentication.State> take(Owner owner, Duration idleTime) {
        dropIdle(idleTime);
        Optional<Idle> latest =
                idle.stream().filter(each -> each.owner().equals(owner)).findFirst();
        latest.ifPresent(idle::remove);
        return latest.map(Idle::state);
    }

    synchronized void keep(Owner owner, DigestAuthentication.State state) {
        if (state.uses() < MAX_USES && idle.size() < MAX_IDLE) {
            idle.add(0, new Idle(owner, state, System.nanoTime()));
        }
    }

    synchronized void dropIdle(Duration idleTime) {
        long now = System.nanoTime();
        idle.removeIf(each -> now - each.since() >= idleTime.toNanos());
    }

    private static SecretKey salt() {
        try {
            return KeyGenerator.getInstance(FINGERPRINT).generateKey();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + FINGERPRINT, e);
        }
    }
}
