package io.jenkins.plugins.mongodbcloud.client;

/** What authenticates to the Administration API. Its secret half is in memory only, and in no {@code toString}. */
public sealed interface ApiCredential permits ApiKeyPair, ServiceAccount {

    /** What may be shown: the public key of a key pair, the client ID of a service account. */
    String identity();
}
