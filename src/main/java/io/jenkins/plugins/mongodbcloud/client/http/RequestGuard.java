package io.jenkins.plugins.mongodbcloud.client.http;

import io.jenkins.plugins.mongodbcloud.client.auth.Challenge;
import io.jenkins.plugins.mongodbcloud.client.auth.DigestSession;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.EndpointInfo;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecChainHandler;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.RequestNotExecutedException;
import org.apache.hc.core5.http.nio.AsyncDataConsumer;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;

/**
 * The last link before the wire, which sees every single request: counts it, bounds its answer in time
 * and bytes, and lets an authenticated one that is challenged again be authenticated afresh once.
 */
final class RequestGuard implements AsyncExecChainHandler {

    /** Bytes read of an answer that is not a success. */
    static final int ERROR_BYTES = 64 * 1024;

    private final Scheduler timers;

    RequestGuard(Scheduler timers) {
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
        requireTls(scope);
        CallState call = CallState.of(scope.clientContext);
        DigestSession session = DigestSession.of(scope.clientContext);
        Header authorization = request.getFirstHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null) {
            session.used(authorization.getValue());
        }
        Exchange exchange = new Exchange(call, session, authorization != null, callback);
        exchange.timer = timers.after(call.limits().response(), exchange::timeOut);
        if (!call.mayBegin(authorization != null, scope.route.isTunnelled(), exchange::giveUp)) {
            exchange.timer.cancel(false);
            throw new InterruptedIOException("the call is over");
        }
        chain.proceed(request, entityProducer, scope, exchange);
    }

    /** An https connection ought to be encrypted by now; if it is not for whatever reason, nothing is sent. */
    private static void requireTls(AsyncExecChain.Scope scope) throws IOException {
        EndpointInfo connection = scope.execRuntime.getEndpointInfo();
        if (connection == null) {
            throw new ConnectionClosedException();
        }
        if (scope.route.isSecure() && connection.getSslSession() == null) {
            throw new SSLException("the connection is not encrypted");
        }
    }

    /** One request and its answer. */
    private static final class Exchange extends ExecCallback {
        private final CallState call;
        private final DigestSession session;
        private final boolean authenticated;
        private final AtomicBoolean answered = new AtomicBoolean();
        private final AtomicBoolean ended = new AtomicBoolean();
        private volatile Future<?> timer;

        Exchange(CallState call, DigestSession session, boolean authenticated, AsyncExecCallback callback) {
            super(callback);
            this.call = call;
            this.session = session;
            this.authenticated = authenticated;
        }

        @Override
        public AsyncDataConsumer handleResponse(HttpResponse response, EntityDetails details)
                throws HttpException, IOException {
            timer.cancel(false);
            if (!answered.compareAndSet(false, true)) {
                throw new SocketTimeoutException("the answer came when it was not waited for any more");
            }
            int code = response.getCode();
            call.answered(code);
            // HttpClient would break off at a character set that it does not know; what is read is read as JSON.
            response.removeHeaders(HttpHeaders.CONTENT_TYPE);
            if (code == 401) {
                settleChallenge(response);
            }
            AsyncDataConsumer consumer = super.handleResponse(response, details);
            int limit = code < 300 ? call.successBytes() : ERROR_BYTES;
            return details == null ? consumer : new SizeLimitingConsumer(consumer, code, limit);
        }

        private void settleChallenge(HttpResponse response) {
            Optional<Challenge> challenge = Challenge.in(response);
            if (!authenticated && challenge.isPresent()) {
                session.challenged(challenge.get());
            } else if (challenge.isPresent() && session.isFresh(challenge.get()) && call.takeRefresh()) {
                session.challenged(challenge.get());
                response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge.get().asStale());
            } else {
                // Without a challenge HttpClient takes the 401 for the answer, as it is now.
                call.refusedWith(Stream.of(response.getHeaders(HttpHeaders.WWW_AUTHENTICATE))
                        .map(Header::getValue)
                        .toList());
                response.removeHeaders(HttpHeaders.WWW_AUTHENTICATE);
            }
        }

        @Override
        public void completed() {
            if (ended.compareAndSet(false, true)) {
                timer.cancel(false);
                call.answeredToTheEnd();
                super.completed();
            }
        }

        @Override
        public void failed(Exception cause) {
            if (ended.compareAndSet(false, true)) {
                timer.cancel(false);
                if (cause instanceof RequestNotExecutedException) {
                    call.neverSent();
                } else {
                    call.brokeOff();
                }
                super.failed(cause);
            }
        }

        // HttpClient does not take back a request on a connection that was open before.
        private void giveUp() {
            failed(new InterruptedIOException("the call is over"));
        }

        // HttpClient bounds the wait for a response on HTTP/1.1 only.
        private void timeOut() {
            if (answered.compareAndSet(false, true)) {
                failed(new SocketTimeoutException(
                        "no answer within " + call.limits().response().toMillis() + " ms"));
            }
        }
    }
}
