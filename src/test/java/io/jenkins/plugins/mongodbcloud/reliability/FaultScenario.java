package io.jenkins.plugins.mongodbcloud.reliability;

import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import java.util.List;

/**
 * A run of the plugin under faults.
 *
 * @param assigned for each key that is named, whether it is assigned when the run begins
 * @param choice how the keys are named
 * @param own what of the key that authenticates
 * @param parallelism sessions
 * @param dryRun nothing is to be unassigned
 * @param verify the keys are listed afterwards
 * @param faults what the requests of the run meet, in this order as far as their phases allow
 * @param stop whether the run is stopped
 */
record FaultScenario(
        List<Boolean> assigned,
        Choice choice,
        Own own,
        int parallelism,
        boolean dryRun,
        boolean verify,
        List<InjectedFault> faults,
        Stop stop) {

    /** How the keys are named. */
    enum Choice {
        IDS,
        DESCRIPTION,
        PUBLIC_KEY
    }

    /** Whether the key that authenticates is among those named. */
    enum Own {
        NOT_NAMED,
        REFUSED,
        ALLOWED
    }

    /** What stops a run. */
    enum How {
        ABORT,
        KILL
    }

    /**
     * A stop when the simulator sees a request.
     *
     * @param request its number in the run, 0 for no stop
     * @param torn how much of the result being written then gets written, 0 to 99 percent
     */
    record Stop(How how, int request, int torn) {
        boolean isAbort() {
            return request > 0 && how == How.ABORT;
        }

        boolean isKill() {
            return request > 0 && how == How.KILL;
        }
    }

    /** How many keys are named, not counting the one that authenticates. */
    int keys() {
        return choice == Choice.PUBLIC_KEY ? 1 : assigned.size();
    }
}
