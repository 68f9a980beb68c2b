package io.jenkins.plugins.mongodbcloud.reliability;

/**
 * How much of the large tests is run: {@code -Dmongodbcloud.reliability=full} runs all, as the totals of the
 * reliability page say. Without it a tenth is run, so that a change is tested sooner.
 */
final class RunShare {

    private static final int QUICK_SHARE = 10;

    private RunShare() {}

    /** Of so many in all, those to run now. */
    static int share(int all) {
        return isFull() ? all : all / QUICK_SHARE;
    }

    static boolean isFull() {
        return "full".equals(System.getProperty("mongodbcloud.reliability"));
    }
}
