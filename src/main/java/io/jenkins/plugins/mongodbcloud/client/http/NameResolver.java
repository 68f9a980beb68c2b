package io.jenkins.plugins.mongodbcloud.client.http;

import io.jenkins.plugins.mongodbcloud.client.ForbiddenHosts;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves names on threads of its own, one lookup per name at a time, so that a slow name server holds up nobody but
 * the callers of that name. To HttpClient it hands the addresses that were found and allowed last, without a lookup.
 */
final class NameResolver implements DnsResolver, AutoCloseable {

    /** Names that are looked up at the same time; others wait. */
    private static final int AT_ONCE = 4;

    private static final int MAX_NAMES = 1_000;

    /** The name is known, but may not be connected to. */
    static final class ForbiddenAddressException extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        ForbiddenAddressException(String host, InetAddress address) {
            super(host + " is at " + address.getHostAddress());
        }
    }

    private final DnsResolver names;
    private final Scheduler timers;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "mongodb-cloud-names");
        thread.setDaemon(true);
        return thread;
    });
    private final Queue<String> line = new ArrayDeque<>();
    private int lookingUp;
    private final Map<String, Set<CompletableFuture<Void>>> waiting = new HashMap<>();
    private final Map<String, InetAddress[]> found = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, InetAddress[]> eldest) {
            return size() > MAX_NAMES;
        }
    };

    NameResolver(DnsResolver names, Scheduler timers) {
        this.names = names;
        this.timers = timers;
    }

    /**
     * Completes when {@link #resolve} knows the name's addresses; fails with an {@link UnknownHostException} if there
     * are none, one of them is {@linkplain ForbiddenHosts forbidden}, or the lookup takes longer than the limit.
     */
    CompletableFuture<Void> lookUp(String host, Duration limit) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.indexOf(':') >= 0 || name.matches("[0-9.]+")) {
            // An address is not looked up.
            UnknownHostException failure = find(name);
            return failure == null ? CompletableFuture.completedFuture(null) : CompletableFuture.failedFuture(failure);
        }
        CompletableFuture<Void> known = new CompletableFuture<>();
        Future<?> timeout = timers.after(
                limit,
                () -> known.completeExceptionally(
                        new UnknownHostException(name + " was not resolved within " + limit.toMillis() + " ms")));
        known.whenComplete((done, failure) -> {
            timeout.cancel(false);
            leave(name, known);
        });
        synchronized (this) {
            boolean first = !waiting.containsKey(name);
            waiting.computeIfAbsent(name, ignored -> new LinkedHashSet<>()).add(known);
            if (first) {
                line.add(name);
                startLookUp();
            }
        }
        return known;
    }

    private synchronized void startLookUp() {
        if (lookingUp < AT_ONCE && !threads.isShutdown()) {
            lookingUp++;
            threads.execute(() -> {
                for (String name = next(); name != null; name = next()) {
                    finish(name, find(name));
                }
            });
        }
    }

    private synchronized String next() {
        String name = line.poll();
        if (name == null) {
            lookingUp--;
        }
        return name;
    }

    /** A lookup that nobody waits for any more goes on alone: it cannot be interrupted, and the next caller joins it. */
    private synchronized void leave(String name, CompletableFuture<Void> known) {
        Set<CompletableFuture<Void>> callers = waiting.get(name);
        if (callers != null) {
            callers.remove(known);
        }
    }

    /** Null if the name was found. */
    private UnknownHostException find(String name) {
        try {
            InetAddress[] addresses = names.resolve(name);
            for (InetAddress address : addresses) {
                if (ForbiddenHosts.isForbidden(address)) {
                    throw new ForbiddenAddressException(name, address);
                }
            }
            synchronized (this) {
                found.put(name, addresses);
            }
            return null;
        } catch (UnknownHostException e) {
            return e;
        } catch (RuntimeException e) {
            UnknownHostException unknown = new UnknownHostException(name);
            unknown.initCause(e);
            return unknown;
        }
    }

    private void finish(String name, UnknownHostException failure) {
        Set<CompletableFuture<Void>> callers;
        synchronized (this) {
            callers = waiting.remove(name);
        }
        for (CompletableFuture<Void> caller : callers) {
            if (failure == null) {
                caller.complete(null);
            } else {
                caller.completeExceptionally(failure);
            }
        }
    }

    @Override
    public synchronized InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = found.get(host.toLowerCase(Locale.ROOT));
        if (addresses == null) {
            throw new UnknownHostException(host);
        }
        return addresses.clone();
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
