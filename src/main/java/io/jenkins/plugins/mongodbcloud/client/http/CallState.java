package io.jenkins.plugins.mongodbcloud.client.http;

import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.ClientLimits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * What is known of one call while it runs: the one object that the links of HttpClient's execution
 * chain share. Its events come one after another, but on different threads.
 */
final class CallState {

    private static final String ATTRIBUTE = CallState.class.getName();

    private final ClientLimits limits;
    private final String paceKey;
    private final int successBytes;
    private final BooleanSupplier stopped;
    private final long start = System.nanoTime();

    private int requests;
    private boolean requestSent;
    private boolean tunnelled;
    private int attempts;
    private boolean authenticated;
    private boolean awaitingAnswer;
    private boolean mayHaveTakenEffect;
    private boolean refreshed;
    private boolean over;
    private Runnable underWay = () -> {};
    private Duration nextWait = Duration.ZERO;
    private Integer proxyStatus;
    private List<String> refusal = List.of();
    private Runnable conclusion;

    /** @param stopped asked before every request; once true, the call is over */
    CallState(ClientLimits limits, String paceKey, int successBytes, BooleanSupplier stopped) {
        this.limits = limits;
        this.paceKey = paceKey;
        this.successBytes = successBytes;
        this.stopped = stopped;
    }

    static CallState of(HttpContext context) {
        return (CallState) context.getAttribute(ATTRIBUTE);
    }

    void attachTo(HttpContext context) {
        context.setAttribute(ATTRIBUTE, this);
    }

    ClientLimits limits() {
        return limits;
    }

    String paceKey() {
        return paceKey;
    }

    /** How many bytes of a success are read; of anything else {@link RequestGuard#ERROR_BYTES}. */
    int successBytes() {
        return successBytes;
    }

    synchronized void attemptStarts() {
        attempts++;
        refreshed = false;
        proxyStatus = null;
    }

    synchronized void requestComes() {
        requestSent = false;
    }

    /** Whether the request that came last has left for the endpoint. */
    synchronized boolean isRequestSent() {
        return requestSent;
    }

    /** Whether the request that came last is on its way through a proxy's tunnel. */
    synchronized boolean isInTunnel() {
        return requestSent && tunnelled;
    }

    /** Counts a request that is about to be sent, and notes how it is given up; false if it may not be any more. */
    synchronized boolean mayBegin(boolean withDigest, boolean throughTunnel, Runnable givingUp) {
        if (isOver()) {
            return false;
        }
        underWay = givingUp;
        requests++;
        requestSent = true;
        tunnelled = throughTunnel;
        authenticated = withDigest;
        awaitingAnswer = withDigest;
        return true;
    }

    /** A server error may have come after the fact. A success is none before its end; the rest is final. */
    synchronized void answered(int status) {
        mayHaveTakenEffect |= authenticated && status >= 500;
        awaitingAnswer &= status < 300;
    }

    synchronized void answeredToTheEnd() {
        awaitingAnswer = false;
    }

    synchronized void brokeOff() {
        mayHaveTakenEffect |= awaitingAnswer;
        awaitingAnswer = false;
    }

    synchronized void neverSent() {
        requests--;
        awaitingAnswer = false;
    }

    /** Keeps the challenges of a refused authentication, which HttpClient must not see. */
    synchronized void refusedWith(List<String> challenges) {
        refusal = challenges;
    }

    synchronized List<String> refusal() {
        return refusal;
    }

    /** Whether a refused authentication may be tried with a fresh nonce: once an attempt. */
    synchronized boolean takeRefresh() {
        boolean granted = !refreshed;
        refreshed = true;
        return granted;
    }

    /** An answer for which a proxy of a plain connection is known by its status alone. */
    synchronized void answerArrives(int status) {
        proxyStatus = status == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED ? Integer.valueOf(status) : null;
    }

    synchronized Integer proxyStatus() {
        return proxyStatus;
    }

    synchronized boolean lastWasAuthenticated() {
        return authenticated;
    }

    /** Keeps an answer until its connection is back in the pool, so that the next request finds it there. */
    synchronized void concludeWith(Runnable answered) {
        conclusion = answered;
    }

    /** The exchange is over and its connection given back. */
    void exchangeOver() {
        Runnable answered;
        synchronized (this) {
            answered = conclusion;
            conclusion = null;
        }
        if (answered != null) {
            answered.run();
        }
    }

    /** From here on nothing more is sent for this call. */
    synchronized void end() {
        over = true;
    }

    /** Gives the request under way up, and with it its connection. */
    void giveUp() {
        Runnable request;
        synchronized (this) {
            request = underWay;
        }
        request.run();
    }

    synchronized boolean isOver() {
        return over || stopped.getAsBoolean();
    }

    synchronized void waitNext(Duration wait) {
        nextWait = wait;
    }

    synchronized Duration nextWait() {
        return nextWait;
    }

    Duration remaining() {
        return limits.call().minusNanos(System.nanoTime() - start);
    }

    synchronized CallResult.Cost cost() {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        return new CallResult.Cost(requests, Math.max(1, attempts), millis, mayHaveTakenEffect || awaitingAnswer);
    }
}
