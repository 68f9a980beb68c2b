/**
 * The plugin under faults: random sequences of them, answers that are none, and every fault in every request of a grant. The
 * totals are in {@code docs/reliability.md}.
 */
package io.jenkins.plugins.mongodbcloud.reliability;
