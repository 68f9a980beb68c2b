package io.jenkins.plugins.mongodbcloud.admin;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * What is known of one call while it runs: the one object that the links of HttpClient's execution
 * chain share. Its events come one after another, but on different threads.
 */
final class CallState {

    private static final String ATTRIBUTE = CallState.class.getName();

    private final Limits limits;
    private final String paceKey;
    private final int successBytes;
    private final long start = System.nanoTime();

    private int requests;
    private int requestsOfAttempt;
    private int attempts;
    private boolean authenticated;
    private boolean awaitingAnswer;
    private boolean actedUnanswered;
    private boolean refreshed;
    private boolean over;
    private Duration nextWait = Duration.ZERO;
    private Integer proxyStatus;
    private Runnable conclusion;

    CallState(Limits limits, String paceKey, int successBytes) {
        this.limits = limits;
        this.paceKey = paceKey;
        this.successBytes = successBytes;
    }

    static CallState of(HttpContext context) {
        return (CallState) context.getAttribute(ATTRIBUTE);
    }

    void attachTo(HttpContext context) {
        context.setAttribute(ATTRIBUTE, this);
    }

    Limits limits() {
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
        requestsOfAttempt = 0;
        refreshed = false;
        proxyStatus = null;
    }

    synchronized void requestSent(boolean withDigest) {
        requests++;
        requestsOfAttempt++;
        authenticated = withDigest;
        awaitingAnswer = withDigest;
    }

    /** A server error may have come after the fact; any other answer is one about this request. */
    synchronized void answered(int status) {
        if (awaitingAnswer && status >= 500) {
            actedUnanswered = true;
        }
        awaitingAnswer = false;
    }

    /** An answer broke off. Only a success or a server error leaves open what was done. */
    synchronized void brokeOff(Integer status) {
        if (authenticated && (status == null ? awaitingAnswer : status < 300 || status >= 500)) {
            actedUnanswered = true;
        }
        awaitingAnswer = false;
    }

    synchronized void neverSent() {
        awaitingAnswer = false;
    }

    /** Whether a refused authentication may be tried with a fresh nonce: once an attempt. */
    synchronized boolean takeRefresh() {
        boolean granted = !refreshed;
        refreshed = true;
        return granted;
    }

    /** An answer that came although nothing was sent to the endpoint is the proxy's. */
    synchronized void answerArrives(int status) {
        proxyStatus = requestsOfAttempt == 0 || status == 407 ? Integer.valueOf(status) : null;
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

    synchronized boolean isOver() {
        return over;
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

    synchronized Answer.Cost cost() {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        return new Answer.Cost(requests, Math.max(1, attempts), millis, actedUnanswered || awaitingAnswer);
    }
}
