package io.jenkins.plugins.mongodbcloud.testing.simulator;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The script of faults to come. Each request takes the first fault in the queue that waits for a phase of it, or none;
 * faults that wait for other phases stay where they are. Thread-safe.
 */
public final class FaultPlan {
    private final Deque<InjectedFault> queue = new ArrayDeque<>();
    private InjectedFault standing;

    FaultPlan() {}

    /** Appends these faults, in order. */
    public synchronized FaultPlan next(InjectedFault... faults) {
        queue.addAll(List.of(faults));
        return this;
    }

    /** Appends the same fault this many times. */
    public synchronized FaultPlan repeat(int times, InjectedFault fault) {
        queue.addAll(Collections.nCopies(times, fault));
        return this;
    }

    /** Meets every request of the fault's phase for which the queue has none, until {@link #clear}. */
    public synchronized FaultPlan always(InjectedFault fault) {
        standing = fault;
        return this;
    }

    /** Drops all faults to come. */
    public synchronized FaultPlan clear() {
        queue.clear();
        standing = null;
        return this;
    }

    /** The queued faults that no request has met yet. */
    public synchronized List<InjectedFault> pending() {
        return List.copyOf(queue);
    }

    synchronized Optional<InjectedFault> take(Set<Phase> phases) {
        for (Iterator<InjectedFault> faults = queue.iterator(); faults.hasNext(); ) {
            InjectedFault fault = faults.next();
            if (phases.contains(fault.phase())) {
                faults.remove();
                return Optional.of(fault);
            }
        }
        return Optional.ofNullable(standing).filter(fault -> phases.contains(fault.phase()));
    }
}
