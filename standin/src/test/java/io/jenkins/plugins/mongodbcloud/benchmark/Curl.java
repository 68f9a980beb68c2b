package io.jenkins.plugins.mongodbcloud.benchmark;

import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * curl with digest authentication, from a shell that takes the time itself, so that its own start does not count. The
 * private key goes through pipes alone, and no configuration file of the user is read.
 */
final class Curl implements Variant {
    private static final String OK = "204";
    private static final int TIME_LINES = 3;
    private static final long PROBE_SECONDS = 10;
    private static final Pattern MINUTES = Pattern.compile("(\\d+)m([0-9.]+)s");

    /** Prints start and end in seconds, then the times of the shell and of its children. */
    private static final String TAIL = """
            end=$EPOCHREALTIME
            echo "$start $end"
            times
            """;

    private static final String PER_KEY = """
            IFS= read -r user
            mapfile -t urls
            start=$EPOCHREALTIME
            for url in "${urls[@]}"; do
                printf '%s\\n' "$user" | curl -q --digest --silent --show-error --noproxy '*' \
                    --request DELETE --write-out '%{http_code}\\n' --config - "$url"
            done
            """ + TAIL;

    private static final String ALL_KEYS = """
            mapfile config
            start=$EPOCHREALTIME
            printf '%s' "${config[@]}" | curl -q --config -
            """ + TAIL;

    private final String name;
    private final String script;
    private final String head;
    private final String urlPrefix;
    private final String urlSuffix;
    private final String baseUrl;

    private Curl(String name, String script, String head, String urlPrefix, String urlSuffix, String baseUrl) {
        this.name = name;
        this.script = script;
        this.head = head;
        this.urlPrefix = urlPrefix;
        this.urlSuffix = urlSuffix;
        this.baseUrl = baseUrl;
    }

    /** A process for each key, which is what users write. */
    static Curl perKey(String name, String baseUrl) {
        return new Curl(name, PER_KEY, user() + "\n", "", "\n", baseUrl);
    }

    /** One process for all keys, which keeps its connection. */
    static Curl allKeys(String name, String baseUrl) {
        String head = """
                digest
                silent
                show-error
                noproxy = "*"
                request = "DELETE"
                write-out = "%{http_code}\\n"
                """;
        return new Curl(name, ALL_KEYS, head + user() + "\n", "url = \"", "\"\n", baseUrl);
    }

    private static String user() {
        return "user = \"" + SimulatorSeed.ADMIN.publicKey() + ":" + SimulatorSeed.ADMIN.privateKey() + "\"";
    }

    /** Whether there are a curl and a bash that can tell the time. */
    static boolean isInstalled() {
        try {
            Process probe = new ProcessBuilder("bash", "-c", "curl -q --version && [ -n \"$EPOCHREALTIME\" ]")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return probe.waitFor(PROBE_SECONDS, TimeUnit.SECONDS) && probe.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Round prepare(List<String> keys, String used) {
        StringBuilder input = new StringBuilder(head);
        keys.forEach(
                key -> input.append(urlPrefix).append(Variant.url(baseUrl, key)).append(urlSuffix));
        return () -> unassign(input.toString(), keys.size());
    }

    private Timing unassign(String input, int keys) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        Process bash = builder.start();
        try (Writer in = bash.outputWriter(StandardCharsets.UTF_8)) {
            in.write(input);
        }
        List<String> lines = bash.inputReader(StandardCharsets.UTF_8).lines().toList();
        bash.waitFor();
        if (lines.size() != keys + TIME_LINES || Collections.frequency(lines, OK) != keys) {
            List<String> others = new ArrayList<>(lines);
            others.removeIf(OK::equals);
            throw new IllegalStateException(name + ": " + others);
        }
        String[] clock = lines.get(keys).split(" ");
        BigDecimal seconds = new BigDecimal(clock[1]).subtract(new BigDecimal(clock[0]));
        return new Timing(nanos(seconds), OptionalLong.of(childrenNanos(lines.get(lines.size() - 1))));
    }

    private static long childrenNanos(String times) {
        long sum = 0;
        Matcher matcher = MINUTES.matcher(times);
        while (matcher.find()) {
            sum += TimeUnit.MINUTES.toNanos(Long.parseLong(matcher.group(1))) + nanos(new BigDecimal(matcher.group(2)));
        }
        return sum;
    }

    private static long nanos(BigDecimal seconds) {
        return seconds.movePointRight(9).longValueExact();
    }
}
