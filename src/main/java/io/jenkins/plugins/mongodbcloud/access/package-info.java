/**
 * Which keys are unassigned, in what order, and what each answer of MongoDB Cloud means for the build.
 * Nothing here knows of Jenkins.
 */
package io.jenkins.plugins.mongodbcloud.access;
