/**
 * The MongoDB Cloud Administration API over HTTP: digest authentication, sessions, bounded retries, and
 * limits on what is read of a response. It imports no type of Jenkins.
 */
package io.jenkins.plugins.mongodbcloud.client;
