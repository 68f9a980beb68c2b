package io.jenkins.plugins.mongodbcloud.client.http;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecChainHandler;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;

/**
 * The link before connections: of an endpoint's calls only so many connect at a time, the others wait their turn. All
 * TLS handshakes share one thread, so many hundred that began together would end together, and by then be out of time.
 */
final class ConnectGate implements AsyncExecChainHandler {

    /** Calls that connect at once per route. */
    static final int MAX_CONNECTING = 64;

    private static final String ATTRIBUTE = ConnectGate.class.getName();

    private final Scheduler timers;
    private final Map<HttpRoute, Line> lines = new HashMap<>();

    /** The calls that want a connection on one route. */
    private static final class Line {
        private final Set<Turn> connecting = new HashSet<>();
        private final Deque<Turn> waiting = new ArrayDeque<>();
    }

    ConnectGate(Scheduler timers) {
        this.timers = timers;
    }

    @Override
    public void execute(
            HttpRequest request,
            AsyncEntityProducer entityProducer,
            AsyncExecChain.Scope scope,
            AsyncExecChain chain,
            AsyncExecCallback callback)
            throws HttpException, IOException {
        if (scope.execRuntime.isEndpointAcquired()) {
            chain.proceed(request, entityProducer, scope, callback);
            return;
        }
        Turn turn = new Turn(request, entityProducer, scope, chain, callback);
        scope.clientContext.setAttribute(ATTRIBUTE, turn);
        if (mayConnect(turn)) {
            turn.connect();
        }
    }

    /** The link behind connections, where a call that has one makes room for the next. */
    void connected(
            HttpRequest request,
            AsyncEntityProducer entityProducer,
            AsyncExecChain.Scope scope,
            AsyncExecChain chain,
            AsyncExecCallback callback)
            throws HttpException, IOException {
        if (scope.clientContext.removeAttribute(ATTRIBUTE) instanceof Turn turn) {
            turn.leave();
        }
        chain.proceed(request, entityProducer, scope, callback);
    }

    /** Makes room where a call ended on its way to a connection: HttpClient says so only once that has timed out. */
    static void giveUp(HttpClientContext context, CallState call) {
        if (context.getAttribute(ATTRIBUTE) instanceof Turn turn && turn.call == call) {
            turn.leave();
        }
    }

    private synchronized boolean mayConnect(Turn turn) {
        Line line = lines.computeIfAbsent(turn.scope.route, route -> new Line());
        if (line.connecting.size() < MAX_CONNECTING) {
            return line.connecting.add(turn);
        }
        line.waiting.add(turn);
        return false;
    }

    private void leave(Turn turn) {
        Turn next;
        synchronized (this) {
            Line line = lines.get(turn.scope.route);
            if (line == null || !line.connecting.remove(turn)) {
                return;
            }
            next = line.waiting.poll();
            if (next != null) {
                line.connecting.add(next);
            } else if (line.connecting.isEmpty()) {
                lines.remove(turn.scope.route);
            }
        }
        if (next != null) {
            next.connectLater();
        }
    }

    /** A call on its way to a connection. */
    private final class Turn extends ExecCallback {
        private final HttpRequest request;
        private final AsyncEntityProducer entityProducer;
        private final AsyncExecChain.Scope scope;
        private final AsyncExecChain chain;
        private final CallState call;

        Turn(
                HttpRequest request,
                AsyncEntityProducer entityProducer,
                AsyncExecChain.Scope scope,
                AsyncExecChain chain,
                AsyncExecCallback callback) {
            super(callback);
            this.request = request;
            this.entityProducer = entityProducer;
            this.scope = scope;
            this.chain = chain;
            this.call = CallState.of(scope.clientContext);
        }

        private void leave() {
            ConnectGate.this.leave(this);
        }

        private void connect() throws HttpException, IOException {
            try {
                chain.proceed(request, entityProducer, scope, this);
            } catch (HttpException | IOException | RuntimeException failure) {
                leave();
                throw failure;
            }
        }

        // A stack that grew with each failed connection of a long line would overflow.
        private void connectLater() {
            timers.after(Duration.ZERO, () -> {
                try {
                    if (call.isOver()) {
                        throw new CancellationException("the call is over");
                    }
                    connect();
                } catch (HttpException | IOException | RuntimeException failure) {
                    failed(failure);
                }
            });
        }

        @Override
        public void completed() {
            leave();
            super.completed();
        }

        @Override
        public void failed(Exception cause) {
            leave();
            super.failed(cause);
        }
    }
}
