package io.jenkins.plugins.mongodbcloud.configuration;

import hudson.model.Run;
import hudson.security.ACL;
import io.jenkins.plugins.mongodbcloud.access.BuildResultPolicy;
import io.jenkins.plugins.mongodbcloud.access.OptionNames;
import io.jenkins.plugins.mongodbcloud.access.Outcome;
import io.jenkins.plugins.mongodbcloud.journal.SensitiveValues;
import io.jenkins.plugins.mongodbcloud.testing.JenkinsFixture;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Access that builds have without a step. */
public final class BuildAccess {

    private BuildAccess() {}

    /** A request for a new key, which is deleted or stays in the organization afterwards. */
    public static GrantRequest request(String credentialsId, boolean delete) {
        return new GrantRequest(
                MongoDbCloudConfiguration.DEFAULT_ENDPOINT,
                credentialsId,
                JenkinsFixture.PROJECT,
                List.of("GROUP_READ_ONLY"),
                List.of(),
                "deploy #1",
                delete,
                null,
                "call",
                OptionNames.ARGUMENTS,
                SensitiveValues.NONE);
    }

    /** Begins to give a build access with the administrator's key pair. */
    public static CompletableFuture<GivenAccess> begin(Run<?, ?> run) {
        return Grants.get()
                .assign(
                        request(JenkinsFixture.ADMIN, false),
                        run,
                        ACL.SYSTEM2,
                        line -> {},
                        () -> false,
                        new CompletableFuture<>());
    }

    /** Gives a build access with the administrator's key pair. */
    public static GivenAccess give(Run<?, ?> run) throws Exception {
        return begin(run).get(JenkinsFixture.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Tries to remove it. */
    public static Outcome end(GivenAccess given, Run<?, ?> run) throws Exception {
        return Grants.get()
                .end(given.grant().id(), BuildResultPolicy.DEFAULT, run, ACL.SYSTEM2, line -> {})
                .get(JenkinsFixture.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .outcome();
    }
}
