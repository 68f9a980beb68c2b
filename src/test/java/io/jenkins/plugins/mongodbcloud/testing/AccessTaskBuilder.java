package io.jenkins.plugins.mongodbcloud.testing;

import io.jenkins.plugins.mongodbcloud.access.AccessTask;
import io.jenkins.plugins.mongodbcloud.access.BuildResultPolicy;
import io.jenkins.plugins.mongodbcloud.access.KeyOperation;
import io.jenkins.plugins.mongodbcloud.access.KeySelector;
import io.jenkins.plugins.mongodbcloud.access.ResumeState;
import io.jenkins.plugins.mongodbcloud.access.UnassignApiKey;
import io.jenkins.plugins.mongodbcloud.client.ApiCredential;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.List;

/** What a test asks for: the seed's project and administrator, and the usual options, unless it says otherwise. */
public final class AccessTaskBuilder {
    private final KeySelector selection;
    private String project = SimulatorSeed.PROJECT_ID;
    private BuildResultPolicy effects = BuildResultPolicy.DEFAULT;
    private ApiCredential keys = SimulatorExtension.ADMIN;
    private KeyOperation operation = new UnassignApiKey();
    private ResumeState earlier = ResumeState.NOTHING;
    private boolean dryRun;
    private boolean verify;
    private boolean allowSelf;
    private int maxKeys;
    private int parallelism = 1;

    private AccessTaskBuilder(KeySelector selection) {
        this.selection = selection;
    }

    public static AccessTaskBuilder ids(String... ids) {
        return ids(List.of(ids));
    }

    public static AccessTaskBuilder ids(List<String> ids) {
        return new AccessTaskBuilder(new KeySelector.ByIds(ids));
    }

    public static AccessTaskBuilder publicKey(String publicKey) {
        return new AccessTaskBuilder(new KeySelector.ByPublicKey(publicKey));
    }

    public static AccessTaskBuilder description(String description) {
        return new AccessTaskBuilder(new KeySelector.ByDescription(description));
    }

    public static AccessTaskBuilder name(String name) {
        return new AccessTaskBuilder(new KeySelector.ByName(name));
    }

    /** The keys that this selects, without those of a description. */
    public AccessTaskBuilder excluding(String description) {
        return new AccessTaskBuilder(new KeySelector.Without((KeySelector.Listed) selection, description, "exclude"));
    }

    public AccessTaskBuilder project(String id) {
        project = id;
        return this;
    }

    public AccessTaskBuilder effects(BuildResultPolicy chosen) {
        effects = chosen;
        return this;
    }

    public AccessTaskBuilder operation(KeyOperation other) {
        operation = other;
        return this;
    }

    public AccessTaskBuilder as(ApiCredential authenticating) {
        keys = authenticating;
        return this;
    }

    public AccessTaskBuilder earlier(ResumeState leftBehind) {
        earlier = leftBehind;
        return this;
    }

    public AccessTaskBuilder dryRun() {
        dryRun = true;
        return this;
    }

    public AccessTaskBuilder verify() {
        verify = true;
        return this;
    }

    public AccessTaskBuilder allowSelf() {
        allowSelf = true;
        return this;
    }

    public AccessTaskBuilder maxKeys(int most) {
        maxKeys = most;
        return this;
    }

    public AccessTaskBuilder parallelism(int sessions) {
        parallelism = sessions;
        return this;
    }

    /** Everything but the endpoint. */
    public AccessTask.Builder task() {
        return AccessTask.builder()
                .operation(operation)
                .projectId(project)
                .selector(selection)
                .policy(effects)
                .credential(keys)
                .credentialsId(SimulatorExtension.CREDENTIALS)
                .dryRun(dryRun)
                .verify(verify)
                .allowSelf(allowSelf)
                .maxKeys(maxKeys)
                .parallelism(parallelism)
                .resumeState(earlier);
    }
}
