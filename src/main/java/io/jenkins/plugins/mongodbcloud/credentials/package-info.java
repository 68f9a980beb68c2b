/** The credential kind for a MongoDB Cloud key pair. */
package io.jenkins.plugins.mongodbcloud.credentials;
