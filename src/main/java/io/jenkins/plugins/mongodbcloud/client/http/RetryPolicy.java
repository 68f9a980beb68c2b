package io.jenkins.plugins.mongodbcloud.client.http;

import io.jenkins.plugins.mongodbcloud.client.TransportFailure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.hc.client5.http.HttpRequestRetryStrategy;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;

/**
 * Tries again after faults that pass by: connections, time-outs, 429 and the 5xx that say so. Waits grow
 * exponentially with full jitter, a {@code Retry-After} counts up to its limit, and no wait is begun that
 * the whole call's time could not bear.
 */
final class RetryPolicy implements HttpRequestRetryStrategy {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int MOST_DIGITS = 9;
    private static final Set<Integer> PASSING = Set.of(TOO_MANY_REQUESTS, 500, 502, 503, 504);
    private static final Set<TransportFailure.Kind> PASSING_FAULTS =
            Set.of(TransportFailure.Kind.NAME, TransportFailure.Kind.CONNECTION, TransportFailure.Kind.TIMEOUT);

    private final ProjectRateLimiter pace;

    RetryPolicy(ProjectRateLimiter pace) {
        this.pace = pace;
    }

    @Override
    public boolean retryRequest(HttpRequest request, IOException cause, int attempt, HttpContext context) {
        boolean passing;
        if (cause instanceof ResponseTooLargeException tooLarge) {
            passing = PASSING.contains(tooLarge.status());
        } else if (cause instanceof ProxyRefusedException refused) {
            passing = PASSING.contains(refused.status());
        } else {
            passing = PASSING_FAULTS.contains(FailureClassifier.of(cause).kind());
        }
        CallState call = CallState.of(context);
        return passing && plan(call, attempt, backoff(call, attempt));
    }

    @Override
    public boolean retryRequest(HttpResponse response, int attempt, HttpContext context) {
        CallState call = CallState.of(context);
        int status = response.getCode();
        Duration wait = retryAfter(response)
                .map(asked -> asked.compareTo(call.limits().retryAfter()) > 0
                        ? call.limits().retryAfter()
                        : asked)
                .orElseGet(() -> backoff(call, attempt));
        if (status == TOO_MANY_REQUESTS || isAtItsLimit(response)) {
            pace.hold(call.paceKey(), wait);
        }
        return PASSING.contains(status) && plan(call, attempt, wait);
    }

    @Override
    public TimeValue getRetryInterval(HttpRequest request, IOException cause, int attempt, HttpContext context) {
        return planned(context);
    }

    @Override
    public TimeValue getRetryInterval(HttpResponse response, int attempt, HttpContext context) {
        return planned(context);
    }

    private static TimeValue planned(HttpContext context) {
        return TimeValue.ofMilliseconds(CallState.of(context).nextWait().toMillis());
    }

    private static boolean plan(CallState call, int attempt, Duration wait) {
        call.waitNext(wait);
        return !call.isOver() && attempt < call.limits().attempts() && wait.compareTo(call.remaining()) < 0;
    }

    private static Duration backoff(CallState call, int attempt) {
        long longest = call.limits().backoff().toMillis() << Math.min(attempt - 1, 10);
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest + 1));
    }

    // Atlas announces the last request of a window, and would answer the next one 429.
    private static boolean isAtItsLimit(HttpResponse response) {
        Header remaining = response.getFirstHeader("RateLimit-Remaining");
        return remaining != null && "0".equals(remaining.getValue().trim());
    }

    private static Optional<Duration> retryAfter(HttpResponse response) {
        Header header = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
        if (header == null) {
            return Optional.empty();
        }
        String text = header.getValue().trim();
        if (text.matches("\\d+")) {
            boolean absurd = text.length() > MOST_DIGITS;
            return Optional.of(Duration.ofSeconds(absurd ? Integer.MAX_VALUE : Long.parseLong(text)));
        }
        Instant date = DateUtils.parseStandardDate(text);
        if (date == null) {
            return Optional.empty();
        }
        Duration until = Duration.between(Instant.now(), date);
        return Optional.of(until.isNegative() ? Duration.ZERO : until);
    }
}
