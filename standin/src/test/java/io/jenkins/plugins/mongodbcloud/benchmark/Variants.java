package io.jenkins.plugins.mongodbcloud.benchmark;

import java.util.ArrayList;
import java.util.List;

/** The variants in the order of the table. */
final class Variants {
    static final String COLD = "plugin, cold";
    static final String WARM = "plugin, warm";
    static final String FOUR_SESSIONS = "plugin, 4 sessions";
    static final String CURL_PER_KEY = "curl per key";
    static final String ONE_CURL = "one curl";
    static final String BARE_LOOP = "bare loop";

    static final List<String> NAMES = List.of(COLD, WARM, FOUR_SESSIONS, CURL_PER_KEY, ONE_CURL, BARE_LOOP);
    static final List<String> PLUGIN = List.of(COLD, WARM, FOUR_SESSIONS);
    static final int SESSIONS = 4;

    private Variants() {}

    /** Those that this machine can run: all, or all but curl's. */
    static List<Variant> of(Controller controller, SimulatorProcess simulator) {
        String baseUrl = simulator.baseUrl();
        List<Variant> variants = new ArrayList<>();
        variants.add(new PluginVariant(COLD, false, 1, controller, simulator.endpoint()));
        variants.add(new PluginVariant(WARM, true, 1, controller, simulator.endpoint()));
        variants.add(new PluginVariant(FOUR_SESSIONS, false, SESSIONS, controller, simulator.endpoint()));
        if (CurlVariant.isInstalled()) {
            variants.add(CurlVariant.perKey(CURL_PER_KEY, baseUrl));
            variants.add(CurlVariant.allKeys(ONE_CURL, baseUrl));
        }
        variants.add(new BareVariant(BARE_LOOP, baseUrl));
        return variants;
    }
}
