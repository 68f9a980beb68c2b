package io.jenkins.plugins.mongodbcloud.simulator;

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
public final class Faults {
    private final Deque<Fault> queue = new ArrayDeque<>();
    private Fault standing;

    Faults() {}

    /** Appends these faults, in order. */
    public synchronized Faults next(Fault... faults) {
        queue.addAll(List.of(faults));
        return this;
    }

    /** Appends the same fault this many times. */
    public synchronized Faults repeat(int times, Fault fault) {
        queue.addAll(Collections.nCopies(times, fault));
        return this;
    }

    /** Meets every request of the fault's phase for which the queue has none, until {@link #clear}. */
    public synchronized Faults always(Fault fault) {
        standing = fault;
        return this;
    }

    /** Drops all faults to come. */
    public synchronized Faults clear() {
        queue.clear();
        standing = null;
        return this;
    }

    /** The queued faults that no request has met yet. */
    public synchronized List<Fault> pending() {
        return List.copyOf(queue);
    }

    synchronized Optional<Fault> take(Set<Phase> phases) {
        for (Iterator<Fault> faults = queue.iterator(); faults.hasNext(); ) {
            Fault fault = faults.next();
            if (phases.contains(fault.phase())) {
                faults.remove();
                return Optional.of(fault);
            }
        }
        return Optional.ofNullable(standing).filter(fault -> phases.contains(fault.phase()));
    }
}
