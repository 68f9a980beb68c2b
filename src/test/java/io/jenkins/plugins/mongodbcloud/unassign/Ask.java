package io.jenkins.plugins.mongodbcloud.unassign;

import io.jenkins.plugins.mongodbcloud.admin.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.simulator.SimulatedKey;
import io.jenkins.plugins.mongodbcloud.simulator.SimulatorSeed;
import java.util.List;

/** What a test asks for: the seed's project and administrator, and the usual options, unless it says otherwise. */
final class Ask {
    private final KeySelection selection;
    private String project = SimulatorSeed.PROJECT_ID;
    private Effects effects = Effects.DEFAULT;
    private ApiKeyPair keys = pair(SimulatorSeed.ADMIN);
    private Earlier earlier = Earlier.NOTHING;
    private boolean dryRun;
    private boolean verify;
    private boolean allowSelf;
    private int maxKeys;
    private int parallelism = 1;

    private Ask(KeySelection selection) {
        this.selection = selection;
    }

    static Ask ids(String... ids) {
        return ids(List.of(ids));
    }

    static Ask ids(List<String> ids) {
        return new Ask(new KeySelection.ByIds(ids));
    }

    static Ask publicKey(String publicKey) {
        return new Ask(new KeySelection.ByPublicKey(publicKey));
    }

    static Ask description(String description) {
        return new Ask(new KeySelection.ByDescription(description));
    }

    static ApiKeyPair pair(SimulatedKey key) {
        return new ApiKeyPair(key.publicKey(), key.privateKey());
    }

    Ask project(String id) {
        project = id;
        return this;
    }

    Ask effects(Effects chosen) {
        effects = chosen;
        return this;
    }

    Ask as(ApiKeyPair authenticating) {
        keys = authenticating;
        return this;
    }

    Ask earlier(Earlier leftBehind) {
        earlier = leftBehind;
        return this;
    }

    Ask dryRun() {
        dryRun = true;
        return this;
    }

    Ask verify() {
        verify = true;
        return this;
    }

    Ask allowSelf() {
        allowSelf = true;
        return this;
    }

    Ask maxKeys(int most) {
        maxKeys = most;
        return this;
    }

    Ask parallelism(int lanes) {
        parallelism = lanes;
        return this;
    }

    UnassignRequest request() {
        return new UnassignRequest(project, selection, effects, dryRun, verify, allowSelf, maxKeys, parallelism);
    }

    ApiKeyPair keys() {
        return keys;
    }

    Earlier earlier() {
        return earlier;
    }
}
