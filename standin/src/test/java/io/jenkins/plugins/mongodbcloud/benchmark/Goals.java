package io.jenkins.plugins.mongodbcloud.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.DoublePredicate;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Holds what was measured against what is to be reached. */
final class Goals {
    private static final double TIMES_FASTER = 10;
    private static final double NO_SLOWER = 1;
    private static final double OF_THE_LIMIT = 1.25;
    private static final int LIMIT_FROM_MILLIS = 20;

    private final List<Measured> measured;
    private final List<Goal> goals = new ArrayList<>();

    private Goals(List<Measured> measured) {
        this.measured = measured;
    }

    static List<Goal> of(List<Measured> measured) {
        Goals goals = new Goals(measured);
        goals.requests("N+1 requests cold", Variants.COLD, keys -> keys + 1);
        goals.requests("N requests warm", Variants.WARM, keys -> keys);
        goals.requests(
                "N + sessions requests with 4 sessions",
                Variants.FOUR_SESSIONS,
                k -> k + Math.min(k, Variants.SESSIONS));
        Variants.PLUGIN.forEach(goals::fasterThanCurl);
        Variants.PLUGIN.forEach(goals::noSlowerThanOneCurl);
        Variants.PLUGIN.forEach(goals::nearTheLimit);
        return goals.goals;
    }

    private void requests(String text, String variant, IntUnaryOperator expected) {
        List<Measured> wrong = measured.stream()
                .filter(each -> each.variant().equals(variant))
                .filter(each -> each.requests() != expected.applyAsInt(each.keys()))
                .toList();
        String found = wrong.isEmpty()
                ? "in every row"
                : wrong.stream()
                        .map(each -> each.requests() + " for " + place(each))
                        .collect(Collectors.joining(", "));
        goals.add(new Goal(text, found, wrong.isEmpty()));
    }

    private void fasterThanCurl(String plugin) {
        compare(
                "at 0 ms at least 10 times faster than curl per key; " + plugin,
                plugin,
                each -> each.latency() == 0,
                (each, curl) -> 1 / each.ratioTo(curl),
                Variants.CURL_PER_KEY,
                faster -> faster >= TIMES_FASTER);
    }

    private void noSlowerThanOneCurl(String plugin) {
        compare(
                "no slower than one curl for all keys; " + plugin,
                plugin,
                each -> true,
                Measured::ratioTo,
                Variants.ONE_CURL,
                ratio -> ratio <= NO_SLOWER);
    }

    /** A run that is challenged needs requests more than the limit does, so it is compared by its requests. */
    private void nearTheLimit(String plugin) {
        compare(
                "within 1.25 of the limit for as many requests at 20 ms and above; " + plugin,
                plugin,
                each -> each.latency() >= LIMIT_FROM_MILLIS,
                (each, limit) -> each.ratioTo(limit) * limit.requests() / each.requests(),
                Variants.BARE_LOOP,
                ratio -> ratio <= OF_THE_LIMIT);
    }

    private void compare(
            String text,
            String plugin,
            Predicate<Measured> where,
            BiFunction<Measured, Measured, Double> figure,
            String other,
            DoublePredicate enough) {
        List<String> found = new ArrayList<>();
        boolean met = true;
        for (Measured each : measured) {
            Optional<Measured> against =
                    each.variant().equals(plugin) && where.test(each) ? find(other, each) : Optional.empty();
            if (against.isPresent()) {
                double value = figure.apply(each, against.get());
                met &= enough.test(value);
                found.add(String.format(Locale.ROOT, "%.2f for %s", value, place(each)));
            }
        }
        if (!found.isEmpty()) {
            goals.add(new Goal(text, String.join(", ", found), met));
        }
    }

    private Optional<Measured> find(String variant, Measured beside) {
        return measured.stream()
                .filter(each -> each.variant().equals(variant)
                        && each.keys() == beside.keys()
                        && each.latency() == beside.latency())
                .findFirst();
    }

    private static String place(Measured each) {
        return each.keys() + " at " + each.latency() + " ms";
    }
}
