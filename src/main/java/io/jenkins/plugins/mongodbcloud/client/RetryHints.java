package io.jenkins.plugins.mongodbcloud.client;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How long a server asks to wait before the next attempt. */
final class RetryHints {

    private static final int MAX_DIGITS = 9;

    /** The three forms of a date in HTTP: RFC 9110, section 5.6.7. */
    private static final List<DateTimeFormatter> HTTP_DATES = List.of(
            DateTimeFormatter.RFC_1123_DATE_TIME,
            new DateTimeFormatterBuilder()
                    .appendPattern("EEEE, dd-MMM-")
                    .appendValueReduced(ChronoField.YEAR, 2, 2, LocalDate.of(1970, 1, 1))
                    .appendPattern(" HH:mm:ss zzz")
                    .toFormatter(Locale.ENGLISH),
            new DateTimeFormatterBuilder()
                    .appendPattern("EEE MMM ")
                    .padNext(2)
                    .appendValue(ChronoField.DAY_OF_MONTH)
                    .appendPattern(" HH:mm:ss yyyy")
                    .toFormatter(Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC));

    private RetryHints() {}

    /**
     * The wait in the header {@code Retry-After}, else the one that MongoDB puts into the second parameter of
     * {@code RATE_LIMITED_TOKEN_BUCKET}, after the path; zero if it is past.
     */
    static Optional<Duration> retryAfter(Response response, ErrorBody error) {
        return response.header("retry-after").flatMap(RetryHints::wait).or(() -> inBody(error));
    }

    private static Optional<Duration> inBody(ErrorBody error) {
        boolean tokenBucket =
                error.errorCode().filter("RATE_LIMITED_TOKEN_BUCKET"::equals).isPresent();
        return tokenBucket && error.parameters().size() > 1
                ? seconds(error.parameters().get(1).trim())
                : Optional.empty();
    }

    private static Optional<Duration> wait(String text) {
        return seconds(text.trim()).or(() -> until(text.trim()));
    }

    private static Optional<Duration> seconds(String text) {
        if (!text.matches("\\d+")) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofSeconds(text.length() > MAX_DIGITS ? Integer.MAX_VALUE : Long.parseLong(text)));
    }

    private static Optional<Duration> until(String date) {
        for (DateTimeFormatter form : HTTP_DATES) {
            try {
                Duration wait = Duration.between(Instant.now(), Instant.from(form.parse(date)));
                return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
            } catch (DateTimeException e) {
                // The next form.
                continue;
            }
        }
        return Optional.empty();
    }
}
