package io.jenkins.plugins.mongodbcloud.reliability;

import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import java.util.List;

/**
 * What was seen when one fault struck in one phase.
 *
 * @param always whether the fault met every request of the phase, not just one
 * @param outcomes the outcome of each key, in order
 * @param requests HTTP requests that the simulator saw
 * @param time how long that took, in words that do not depend on the machine
 * @param millis how long that took on this machine
 * @param flaws what must never be; empty if all is well
 */
record CellResult(
        MatrixPhase phase,
        InjectedFault fault,
        boolean always,
        String outcomes,
        long requests,
        String time,
        long millis,
        List<String> flaws) {

    String name() {
        return phase + ", " + fault + (always ? ", every time" : ", once");
    }
}
