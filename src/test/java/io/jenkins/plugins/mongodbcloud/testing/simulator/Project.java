package io.jenkins.plugins.mongodbcloud.testing.simulator;

/** A project of an organization. */
record Project(String id, String name, String organizationId) {}
