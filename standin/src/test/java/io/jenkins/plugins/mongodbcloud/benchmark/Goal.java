package io.jenkins.plugins.mongodbcloud.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.DoublePredicate;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Something to reach, and whether it was.
 *
 * @param text what is to be reached
 * @param found what was measured
 * @param met whether that is enough
 */
record Goal(String text, String found, boolean met) {
    @Override
    public String toString() {
        return (met ? "met     " : "MISSED  ") + text + ": " + found;
    }

    /** Holds what was measured against what is to be reached. */
    static List<Goal> of(List<Measured> measured) {
        List<Goal> goals = new ArrayList<>();
        goals.add(requests(measured, "N+1 requests cold", Variant.COLD, keys -> keys + 1));
        goals.add(requests(measured, "N requests warm", Variant.WARM, keys -> keys));
        goals.add(requests(
                measured,
                "N + sessions requests with 4 sessions",
                Variant.FOUR_SESSIONS,
                keys -> keys + Math.min(keys, Variant.SESSIONS)));
        goals.add(requests(measured, "N+1 requests cold by a service account", Variant.ACCOUNT_COLD, keys -> keys + 1));
        goals.add(requests(measured, "N requests warm by a service account", Variant.ACCOUNT_WARM, keys -> keys));
        goals.add(requests(
                measured,
                "N+1 requests with 4 sessions of a service account",
                Variant.ACCOUNT_FOUR_SESSIONS,
                keys -> keys + 1));
        compare(
                goals,
                measured,
                "at 0 ms at least 10 times faster than curl per key",
                each -> each.latency() == 0,
                Variant.CURL_PER_KEY,
                (each, curl) -> 1 / each.ratioTo(curl),
                faster -> faster >= 10);
        compare(
                goals,
                measured,
                "no slower than one curl for all keys",
                each -> true,
                Variant.ONE_CURL,
                Measured::ratioTo,
                ratio -> ratio <= 1);
        // A run that is challenged needs requests more than the limit does, so it is compared by its requests.
        compare(
                goals,
                measured,
                "within 1.25 of the limit for as many requests at 20 ms and above",
                each -> each.latency() >= 20,
                Variant.BARE_LOOP,
                (each, limit) -> each.ratioTo(limit) * limit.requests() / each.requests(),
                ratio -> ratio <= 1.25);
        return goals;
    }

    private static Goal requests(List<Measured> measured, String text, String variant, IntUnaryOperator expected) {
        String wrong = measured.stream()
                .filter(each -> each.variant().equals(variant) && each.requests() != expected.applyAsInt(each.keys()))
                .map(each -> each.requests() + " for " + place(each))
                .collect(Collectors.joining(", "));
        return new Goal(text, wrong.isEmpty() ? "in every row" : wrong, wrong.isEmpty());
    }

    private static void compare(
            List<Goal> goals,
            List<Measured> measured,
            String text,
            Predicate<Measured> where,
            String other,
            BiFunction<Measured, Measured, Double> figure,
            DoublePredicate enough) {
        for (String variant : Variant.PLUGIN) {
            List<String> found = new ArrayList<>();
            boolean met = true;
            for (Measured each : measured) {
                for (Measured against : measured) {
                    if (each.variant().equals(variant)
                            && where.test(each)
                            && against.variant().equals(other)
                            && place(against).equals(place(each))) {
                        double value = figure.apply(each, against);
                        met &= enough.test(value);
                        found.add(String.format(Locale.ROOT, "%.2f for %s", value, place(each)));
                    }
                }
            }
            if (!found.isEmpty()) {
                goals.add(new Goal(text + "; " + variant, String.join(", ", found), met));
            }
        }
    }

    private static String place(Measured each) {
        return each.keys() + " at " + each.latency() + " ms";
    }
}
