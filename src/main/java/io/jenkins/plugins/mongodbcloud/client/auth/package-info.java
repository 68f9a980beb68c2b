/** Authentication to the Administration API. */
package io.jenkins.plugins.mongodbcloud.client.auth;
