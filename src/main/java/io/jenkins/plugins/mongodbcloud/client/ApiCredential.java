package io.jenkins.plugins.mongodbcloud.client;

/** What authenticates to the Administration API. Its secret half is in memory only, and in no {@code toString}. */
public sealed interface ApiCredential permits ApiKeyPair {

    /** What may be shown: the public key of a key pair. */
    String identity();
}
