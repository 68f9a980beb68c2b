/**
 * Measures the plugin against curl and against a bare HTTP client on one simulator in a process of its own, and what a
 * thousand waiting builds cost.
 */
package io.jenkins.plugins.mongodbcloud.benchmark;
