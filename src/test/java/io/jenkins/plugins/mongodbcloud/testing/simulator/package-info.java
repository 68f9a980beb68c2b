/**
 * A double of MongoDB Cloud's administration API on a loopback port, for tests, the demo and a Jenkins started by hand.
 *
 * <p>It checks digest authentication for real, keeps organizations, projects, API keys and assignments, counts what it
 * receives, and injects {@linkplain io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault faults} on the socket itself.
 * Nothing in it depends on Jenkins or on a test framework.
 */
package io.jenkins.plugins.mongodbcloud.testing.simulator;
