package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.ApiCredential;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;

/**
 * Where requests are sent, and what authenticates them.
 *
 * @param credentialsId how the user knows the credential, for messages
 */
public record Authority(ApiEndpoint endpoint, ApiCredential credential, String credentialsId) {}
