package io.jenkins.plugins.mongodbcloud.benchmark;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Prints what was measured, a row for each variant, as it comes in. */
final class Table {
    private static final String ROW = "%5s %8s  %-15s %8s %11s %11s %10s  ";
    private static final int RATIO = 14;

    private final PrintStream out;

    Table(PrintStream out) {
        this.out = out;
    }

    void head() {
        out.println();
        out.println(row("", "", "", "", "", "", "") + "wall time as a multiple of");
        StringBuilder head =
                new StringBuilder(row("keys", "latency", "variant", "requests", "connections", "wall", "CPU"));
        Variants.NAMES.forEach(name -> head.append(column(name.replace("plugin, ", ""))));
        out.println(head);
    }

    /** The rows of one number of keys and one latency. */
    void add(List<Measured> measured, int keys, int latency) {
        String marked = latency + " ms" + (Matrix.isSideBySide(keys, latency) ? "*" : " ");
        for (String name : Variants.NAMES) {
            Optional<Measured> known = find(measured, name);
            StringBuilder line = new StringBuilder(known.map(each -> row(
                            String.valueOf(keys),
                            marked,
                            name,
                            String.valueOf(each.requests()),
                            String.valueOf(each.connections()),
                            millis(each.nanos()),
                            millis(each.cpuNanos())))
                    .orElseGet(() -> row(String.valueOf(keys), marked, name, "-", "-", "-", "-")));
            for (String other : Variants.NAMES) {
                line.append(column(known.flatMap(each -> find(measured, other).map(each::ratioTo))
                        .map(ratio -> String.format(Locale.ROOT, ratio < 10 ? "%.2f" : "%.0f", ratio))
                        .orElse("-")));
            }
            out.println(line);
        }
        out.println();
    }

    private static Optional<Measured> find(List<Measured> measured, String name) {
        return measured.stream().filter(each -> each.variant().equals(name)).findFirst();
    }

    private static String row(Object... columns) {
        return String.format(Locale.ROOT, ROW, columns);
    }

    private static String column(String text) {
        return String.format(Locale.ROOT, "%" + RATIO + "s", text);
    }

    static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.2f ms", nanos / (double) TimeUnit.MILLISECONDS.toNanos(1));
    }
}
