/**
 * The MongoDB Cloud Administration API over HTTP: digest authentication, lanes, bounded retries and
 * answers read with limits. Nothing here knows of Jenkins.
 */
package io.jenkins.plugins.mongodbcloud.admin;
