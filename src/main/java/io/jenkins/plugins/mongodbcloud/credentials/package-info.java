/** The credential kinds: API key pair and service account. */
package io.jenkins.plugins.mongodbcloud.credentials;
