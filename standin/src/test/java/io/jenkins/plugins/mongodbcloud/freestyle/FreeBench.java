package io.jenkins.plugins.mongodbcloud.freestyle;

import hudson.EnvVars;
import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.steps.ApiKeyOptions;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A bench with builds of a freestyle job. */
final class FreeBench implements AutoCloseable {
    final StandInJenkins bench;
    private final FreeProject project;

    FreeBench(Path home) throws IOException {
        bench = new StandInJenkins(home);
        project = new FreeProject(bench.jenkins(), "nightly");
    }

    FreeBuild build() throws IOException {
        return new FreeBuild(project);
    }

    /** A build of a job of this name. */
    FreeBuild buildOf(String job) throws IOException {
        return new FreeBuild(new FreeProject(bench.jenkins(), job));
    }

    /** A build with this result so far; null for none yet. */
    FreeBuild build(Result result) throws IOException {
        FreeBuild build = build();
        if (result != null) {
            build.setResult(result);
        }
        return build;
    }

    void runStep(FreeBuild build, ApiKeyOptions step, String... variables) throws Exception {
        new MongoCloudUnassignApiKeyBuilder(step).perform(build, new EnvVars(variables), bench.listener());
    }

    void cleanUp(FreeBuild build, ApiKeyOptions step, Result resultOrWorse) throws Exception {
        MongoCloudUnassignApiKeyPublisher cleanup = new MongoCloudUnassignApiKeyPublisher(List.of(step));
        cleanup.setResultOrWorse(resultOrWorse.toString());
        cleanup.perform(build, new EnvVars(), bench.listener());
    }

    /** As Jenkins does before the first build step. */
    void prebuild(FreeBuild build, ApiKeyOptions... unassignments) {
        new MongoCloudUnassignApiKeyPublisher(List.of(unassignments)).prebuild(build, bench.listener()::getLogger);
    }

    @Override
    public void close() {
        bench.close();
    }
}
