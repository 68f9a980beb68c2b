package io.jenkins.plugins.mongodbcloud.reliability;

import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import java.util.List;

/**
 * The life of the access of one build, and what happens to it.
 *
 * @param existing whether the key was there before
 * @param delete whether a new key is deleted afterwards
 * @param accessList whether a new key has an access list
 * @param faults each for the next request of its phase, or for all of them
 * @param always whether the faults stay until the background has its time
 * @param blow what happens besides
 * @param moment after so many requests of the build that happens
 */
record GrantScenario(
        boolean existing,
        boolean delete,
        boolean accessList,
        List<InjectedFault> faults,
        boolean always,
        Blow blow,
        int moment) {

    /** What happens to the build or its controller. */
    enum Blow {
        /** Nothing: the build comes to its end. */
        NONE,
        /** The build is aborted. */
        ABORT,
        /** The build is aborted, and nothing of it runs any more. */
        HARD_KILL,
        /** The controller is killed, and the build does not go on. */
        KILL,
        /** The controller is killed, and the build goes on. */
        KILL_AND_RESUME,
        /** The disk is full from that moment on. */
        FULL_DISK
    }
}
