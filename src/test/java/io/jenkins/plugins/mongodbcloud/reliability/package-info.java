/**
 * The plugin under faults: random sequences of them, and answers that are none. The totals of the matrix of all faults and
 * phases are in {@code docs/reliability.md}.
 */
package io.jenkins.plugins.mongodbcloud.reliability;
