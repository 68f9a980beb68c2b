package io.jenkins.plugins.mongodbcloud.testing;

import io.jenkins.plugins.mongodbcloud.access.AccessRequest;
import io.jenkins.plugins.mongodbcloud.access.BuildResultPolicy;
import io.jenkins.plugins.mongodbcloud.access.KeySelector;
import io.jenkins.plugins.mongodbcloud.access.ResumeState;
import io.jenkins.plugins.mongodbcloud.client.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.List;

/** What a test asks for: the seed's project and administrator, and the usual options, unless it says otherwise. */
public final class AccessRequestBuilder {
    private final KeySelector selection;
    private String project = SimulatorSeed.PROJECT_ID;
    private BuildResultPolicy effects = BuildResultPolicy.DEFAULT;
    private ApiKeyPair keys = SimulatorExtension.ADMIN;
    private ResumeState earlier = ResumeState.NOTHING;
    private boolean dryRun;
    private boolean verify;
    private boolean allowSelf;
    private int maxKeys;
    private int parallelism = 1;

    private AccessRequestBuilder(KeySelector selection) {
        this.selection = selection;
    }

    public static AccessRequestBuilder ids(String... ids) {
        return ids(List.of(ids));
    }

    public static AccessRequestBuilder ids(List<String> ids) {
        return new AccessRequestBuilder(new KeySelector.ByIds(ids));
    }

    public static AccessRequestBuilder publicKey(String publicKey) {
        return new AccessRequestBuilder(new KeySelector.ByPublicKey(publicKey));
    }

    public static AccessRequestBuilder description(String description) {
        return new AccessRequestBuilder(new KeySelector.ByDescription(description));
    }

    public AccessRequestBuilder project(String id) {
        project = id;
        return this;
    }

    public AccessRequestBuilder effects(BuildResultPolicy chosen) {
        effects = chosen;
        return this;
    }

    public AccessRequestBuilder as(ApiKeyPair authenticating) {
        keys = authenticating;
        return this;
    }

    public AccessRequestBuilder earlier(ResumeState leftBehind) {
        earlier = leftBehind;
        return this;
    }

    public AccessRequestBuilder dryRun() {
        dryRun = true;
        return this;
    }

    public AccessRequestBuilder verify() {
        verify = true;
        return this;
    }

    public AccessRequestBuilder allowSelf() {
        allowSelf = true;
        return this;
    }

    public AccessRequestBuilder maxKeys(int most) {
        maxKeys = most;
        return this;
    }

    public AccessRequestBuilder parallelism(int sessions) {
        parallelism = sessions;
        return this;
    }

    public AccessRequest request() {
        return new AccessRequest(project, selection, effects, dryRun, verify, allowSelf, maxKeys, parallelism);
    }

    public ApiKeyPair keys() {
        return keys;
    }

    public ResumeState earlier() {
        return earlier;
    }
}
