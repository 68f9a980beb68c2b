package io.jenkins.plugins.mongodbcloud.client;

/**
 * An API key that was just made, with its private key, which the API shows this once.
 *
 * @param key as a list would show it
 * @param orgId the organization it belongs to; null if the API did not say
 * @param pair both halves, of which only the public one is in any text
 */
public record CreatedApiKey(ApiKey key, String orgId, ApiKeyPair pair) {}
