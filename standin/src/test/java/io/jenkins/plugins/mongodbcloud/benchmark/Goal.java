package io.jenkins.plugins.mongodbcloud.benchmark;

/**
 * Something to reach, and whether it was.
 *
 * @param text what is to be reached
 * @param found what was measured
 * @param met whether that is enough
 */
record Goal(String text, String found, boolean met) {
    @Override
    public String toString() {
        return (met ? "met     " : "MISSED  ") + text + ": " + found;
    }
}
