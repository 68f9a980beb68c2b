package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedKey;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.List;

/** What a test asks for: the seed's project and administrator, and the usual options, unless it says otherwise. */
final class Ask {
    private final KeySelector selection;
    private String project = SimulatorSeed.PROJECT_ID;
    private BuildResultPolicy effects = BuildResultPolicy.DEFAULT;
    private ApiKeyPair keys = pair(SimulatorSeed.ADMIN);
    private ResumeState earlier = ResumeState.NOTHING;
    private boolean dryRun;
    private boolean verify;
    private boolean allowSelf;
    private int maxKeys;
    private int parallelism = 1;

    private Ask(KeySelector selection) {
        this.selection = selection;
    }

    static Ask ids(String... ids) {
        return ids(List.of(ids));
    }

    static Ask ids(List<String> ids) {
        return new Ask(new KeySelector.ByIds(ids));
    }

    static Ask publicKey(String publicKey) {
        return new Ask(new KeySelector.ByPublicKey(publicKey));
    }

    static Ask description(String description) {
        return new Ask(new KeySelector.ByDescription(description));
    }

    static ApiKeyPair pair(SimulatedKey key) {
        return new ApiKeyPair(key.publicKey(), key.privateKey());
    }

    Ask project(String id) {
        project = id;
        return this;
    }

    Ask effects(BuildResultPolicy chosen) {
        effects = chosen;
        return this;
    }

    Ask as(ApiKeyPair authenticating) {
        keys = authenticating;
        return this;
    }

    Ask earlier(ResumeState leftBehind) {
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

    Ask parallelism(int sessions) {
        parallelism = sessions;
        return this;
    }

    AccessRequest request() {
        return new AccessRequest(project, selection, effects, dryRun, verify, allowSelf, maxKeys, parallelism);
    }

    ApiKeyPair keys() {
        return keys;
    }

    ResumeState earlier() {
        return earlier;
    }
}
