package io.jenkins.plugins.mongodbcloud.configuration;

import hudson.util.Secret;
import io.jenkins.plugins.mongodbcloud.access.Grant;

/**
 * Access that a build has until it ends.
 *
 * @param grant what is on disk of it
 * @param publicKey the key's public half
 * @param privateKey the other half; null for an existing key that no credential has both halves of
 */
public record GivenAccess(Grant grant, String publicKey, Secret privateKey) {}
