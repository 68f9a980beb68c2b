/**
 * The plugin under faults: random sequences of them, and answers that are none. What the matrix of all faults and
 * phases shows is in {@code docs/reliability.md}.
 */
package io.jenkins.plugins.mongodbcloud.reliability;
