/**
 * The MongoDB Cloud Administration API over HTTP: digest authentication, sessions, bounded retries and
 * answers read with limits. Nothing here knows of Jenkins.
 */
package io.jenkins.plugins.mongodbcloud.client;
