package io.jenkins.plugins.mongodbcloud.testing.simulator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Counts and logs what the simulator receives. A request is in the journal before the first byte of its answer is sent,
 * and after its effect on the state took place. Thread-safe; the log keeps the newest 100,000 requests.
 */
public final class RequestJournal {
    static final int MAX_ENTRIES = 100_000;
    private static final int MAX_PROBLEMS = 100;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Phase, Long> byPhase = new EnumMap<>(Phase.class);
    private final Map<String, Long> byMethod = new TreeMap<>();
    private final Deque<LoggedRequest> log = new ArrayDeque<>();
    private final List<Throwable> problems = new ArrayList<>();
    private final List<Consumer<LoggedRequest>> listeners = new CopyOnWriteArrayList<>();
    private long requests;
    private long refused;
    private long basicSeen;
    private long orgDeletes;
    private int lastConnection;
    private int connectionsAccepted;
    private int openConnections;

    RequestJournal() {}

    /** All requests so far. */
    public long requests() {
        return locked(() -> requests);
    }

    /** Requests of a phase. */
    public long requests(Phase phase) {
        return locked(() -> byPhase.getOrDefault(phase, 0L));
    }

    /** Requests with this method, in upper case. */
    public long requests(String method) {
        return locked(() -> byMethod.getOrDefault(method, 0L));
    }

    /** Requests with an {@code Authorization} header that was not accepted. */
    public long refused() {
        return locked(() -> refused);
    }

    /** Requests to the API with an {@code Authorization} header of the Basic scheme, which gives the secret away. */
    public long basicSeen() {
        return locked(() -> basicSeen);
    }

    /** {@code DELETE}s below {@code /orgs/}, authenticated or not: they would delete a key, not unassign it. */
    public long orgDeletes() {
        return locked(() -> orgDeletes);
    }

    /** TCP connections accepted so far. */
    public int connectionsAccepted() {
        return locked(() -> connectionsAccepted);
    }

    /** TCP connections open now. */
    public int openConnections() {
        return locked(() -> openConnections);
    }

    /** The newest requests, oldest first. */
    public List<LoggedRequest> log() {
        return locked(() -> List.copyOf(log));
    }

    /** What went wrong inside the simulator itself; empty unless it has a defect. */
    public List<Throwable> problems() {
        return locked(() -> List.copyOf(problems));
    }

    /** Has every request shown to {@code listener} before it is answered, on an event loop: it must not block. */
    public void onRequest(Consumer<LoggedRequest> listener) {
        listeners.add(listener);
    }

    /** Sets all counts but that of open connections to nought and empties the log. */
    public void clear() {
        locked(() -> {
            byPhase.clear();
            byMethod.clear();
            log.clear();
            requests = 0;
            refused = 0;
            basicSeen = 0;
            orgDeletes = 0;
            connectionsAccepted = 0;
            return null;
        });
    }

    /**
     * Waits until this many requests have arrived since the start or the last {@link #clear}.
     *
     * @throws TimeoutException if they have not within the time-out
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public void awaitRequests(long count, Duration timeout) throws InterruptedException, TimeoutException {
        await(() -> requests >= count, timeout, () -> requests + " of " + count + " requests arrived");
    }

    /** Waits until this many requests of a phase have arrived; otherwise as {@link #awaitRequests(long, Duration)}. */
    public void awaitRequests(Phase phase, long count, Duration timeout) throws InterruptedException, TimeoutException {
        await(
                () -> byPhase.getOrDefault(phase, 0L) >= count,
                timeout,
                () -> byPhase.getOrDefault(phase, 0L) + " of " + count + " " + phase + " requests arrived");
    }

    /** Waits until exactly this many connections are open; otherwise as {@link #awaitRequests(long, Duration)}. */
    public void awaitOpenConnections(int count, Duration timeout) throws InterruptedException, TimeoutException {
        await(() -> openConnections == count, timeout, () -> openConnections + " connections are open, not " + count);
    }

    /** Records a request; {@code basic} says whether it gave a secret away by Basic where only the API hears it. */
    void record(ReceivedRequest request, Set<Phase> phases, AuthorizationVerdict verdict, boolean basic, String fault) {
        LoggedRequest entry = locked(() -> {
            requests++;
            phases.forEach(phase -> byPhase.merge(phase, 1L, Long::sum));
            byMethod.merge(request.method(), 1L, Long::sum);
            refused += verdict.refusal() == null ? 0 : 1;
            basicSeen += basic ? 1 : 0;
            orgDeletes += request.method().equals("DELETE") && request.target().contains("/orgs/") ? 1 : 0;
            LoggedRequest logged = new LoggedRequest(
                    requests,
                    request.connection(),
                    request.protocol(),
                    request.method(),
                    request.target(),
                    verdict.accepted(),
                    verdict.nc(),
                    verdict.refusal() == null ? "" : verdict.refusal().name(),
                    fault);
            if (log.size() == MAX_ENTRIES) {
                log.removeFirst();
            }
            log.addLast(logged);
            changed.signalAll();
            return logged;
        });
        listeners.forEach(listener -> listener.accept(entry));
    }

    /** Counts a new connection; its number. */
    int connectionOpened() {
        return locked(() -> {
            openConnections++;
            connectionsAccepted++;
            lastConnection++;
            changed.signalAll();
            return lastConnection;
        });
    }

    void connectionClosed() {
        locked(() -> {
            openConnections--;
            changed.signalAll();
            return null;
        });
    }

    void problem(Throwable problem) {
        locked(() -> problems.size() < MAX_PROBLEMS && problems.add(problem));
    }

    private void await(BooleanSupplier reached, Duration timeout, Supplier<String> seen)
            throws InterruptedException, TimeoutException {
        long left = timeout.toNanos();
        lock.lock();
        try {
            while (!reached.getAsBoolean()) {
                if (left <= 0) {
                    throw new TimeoutException("After " + timeout.toMillis() + " ms " + seen.get());
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
