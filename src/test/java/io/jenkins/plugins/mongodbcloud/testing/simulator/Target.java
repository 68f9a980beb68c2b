package io.jenkins.plugins.mongodbcloud.testing.simulator;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;

/** A request target taken apart. One that cannot be decoded has an empty path and no parameters. */
record Target(String path, Map<String, List<String>> parameters) {
    static Target of(String sent) {
        try {
            QueryStringDecoder decoder = new QueryStringDecoder(sent);
            return new Target(decoder.path(), decoder.parameters());
        } catch (IllegalArgumentException e) {
            return new Target("", Map.of());
        }
    }

    boolean wantsEnvelope() {
        return parameters.getOrDefault("envelope", List.of()).contains("true");
    }
}
