package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.ApiKeyPair;

/**
 * A key that was given access.
 *
 * @param grant held by the build
 * @param pair both halves of a new key, of which only the public one is in any text; null for a key that was there before
 */
public record GivenKey(Grant grant, ApiKeyPair pair) {}
