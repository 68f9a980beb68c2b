/** What a build did, in its own directory: written before it is acted on, and read back after a restart. */
package io.jenkins.plugins.mongodbcloud.journal;
