/**
 * Which keys an operation is done to, in what order, and what each response of MongoDB Cloud means for the build. The
 * operation itself is a {@link io.jenkins.plugins.mongodbcloud.access.KeyOperation}; nothing else here knows which one
 * it is. Imports {@code client} alone: nothing here knows of Jenkins.
 */
package io.jenkins.plugins.mongodbcloud.access;
