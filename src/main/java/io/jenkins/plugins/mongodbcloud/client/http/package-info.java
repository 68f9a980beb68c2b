/**
 * The Administration API over HTTP: one loop per call over single exchanges, which HttpClient carries, and their bounds in
 * size, time and number.
 */
package io.jenkins.plugins.mongodbcloud.client.http;
