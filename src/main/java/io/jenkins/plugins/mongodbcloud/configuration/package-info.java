/**
 * What administrators set up: the endpoints that key pairs may be sent to, the timeouts, and the
 * controller's one client. Credentials and the proxy are looked up here, in the context of a run.
 */
package io.jenkins.plugins.mongodbcloud.configuration;
