package io.jenkins.plugins.mongodbcloud.reliability;

import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import java.util.List;

/**
 * The life of the access of one build, and what happens to it.
 *
 * @param existing whether the key was there before
 * @param delete whether a new key is deleted afterwards
 * @param accessList whether a new key has an access list
 * @param faults each for the next request of its phase
 * @param always whether the last of them stays until the background has had a first try
 * @param disruption what happens besides
 * @param moment with which request of the build that happens, counted from 1; {@link #AT_FAULT} with the first that meets
 *     the last fault
 */
record GrantScenario(
        boolean existing,
        boolean delete,
        boolean accessList,
        List<InjectedFault> faults,
        boolean always,
        Disruption disruption,
        int moment) {

    static final int AT_FAULT = 0;

    /** The one that is last. */
    InjectedFault lastFault() {
        return faults.get(faults.size() - 1);
    }

    /** What happens to the build or its controller. */
    enum Disruption {
        NONE("running", "Nothing: the build comes to its end."),
        ABORT("abort", "The build is aborted."),
        SECOND_ABORT("second abort", "The build is aborted, and before it has ended aborted again."),
        HARD_KILL("hard kill", "The build is aborted, and nothing of it runs any more."),
        RESTART("restart", "The controller goes down in order, and the build goes on with the next one."),
        KILL("kill -9", "The controller is killed, and the build does not go on."),
        KILL_AND_RESUME("kill -9, resumed", "The controller is killed, and the build goes on with the next one."),
        FULL_DISK("full disk", "Nothing can be written until the build is over."),
        UNREADABLE_FILE(
                "unreadable file",
                "The controller is killed, and the next one cannot read the files of the grants until the build, which"
                        + " goes on, is over.");

        private final String title;
        private final String story;

        Disruption(String title, String story) {
            this.title = title;
            this.story = story;
        }

        String title() {
            return title;
        }

        String story() {
            return story;
        }

        /** Whether the build is over with it. */
        boolean endsBuild() {
            return this == HARD_KILL || this == KILL;
        }

        /** Whether the controller is killed. */
        boolean kills() {
            return this == KILL || this == KILL_AND_RESUME || this == UNREADABLE_FILE;
        }
    }
}
