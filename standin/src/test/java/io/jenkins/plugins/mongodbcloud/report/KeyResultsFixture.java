package io.jenkins.plugins.mongodbcloud.report;

import io.jenkins.plugins.mongodbcloud.access.BuildResultPolicy;
import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.access.Outcome;
import io.jenkins.plugins.mongodbcloud.access.ResumeState;
import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.demo.DemoJenkins;
import io.jenkins.plugins.mongodbcloud.freestyle.FreeBuild;
import io.jenkins.plugins.mongodbcloud.freestyle.FreeProject;
import io.jenkins.plugins.mongodbcloud.journal.BuildJournal;
import io.jenkins.plugins.mongodbcloud.journal.JournalSnapshot;
import io.jenkins.plugins.mongodbcloud.journal.SensitiveValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A build whose calls write their journals, and what its page reads of them. */
abstract class KeyResultsFixture {
    static final String PROJECT = "5a0a1e7e0f2912c554080adc";

    @AutoClose
    DemoJenkins jenkins;

    FreeBuild build;
    final List<KeyResult> told = new ArrayList<>();

    @BeforeEach
    void start(@TempDir Path home) throws IOException {
        jenkins = DemoJenkins.withPluginOf(AccessBuildAction.class, home);
        build = new FreeBuild(new FreeProject(jenkins, "nightly"));
    }

    static String id(int number) {
        return String.format(Locale.ROOT, "5d1d12c087d9d63e6d%06d", number);
    }

    static KeyResult result(int number, Outcome outcome) {
        return KeyResult.builder(PROJECT, "Cloud Manager")
                .key(new ApiKey(id(number), "zmmrboas", "Schlüssel № " + number, List.of("GROUP_OWNER")))
                .outcome(outcome, BuildResultPolicy.DEFAULT)
                .call(CallResult.success(204, "", new CallResult.Cost(2, 1, 17, false)))
                .build("API key " + number + " is done.");
    }

    BuildJournal call(String callId) {
        return new BuildJournal(build, callId, "Cloud Manager", PROJECT, SensitiveValues.NONE, told::add);
    }

    BuildJournal call() {
        return call(UUID.randomUUID().toString());
    }

    AccessBuildAction action() {
        return build.getAction(AccessBuildAction.class);
    }

    List<String> rows() {
        return action().getKeys().stream()
                .map(row -> row.getApiKeyId() + " " + row.getOutcome())
                .toList();
    }

    Path onlyJournal() throws IOException {
        try (Stream<Path> files = Files.list(build.getRootDir().toPath().resolve("mongodb-cloud"))) {
            return files.reduce((first, second) -> {
                        throw new AssertionError("several journals");
                    })
                    .orElseThrow();
        }
    }

    ResumeState resumeState(String callId) throws IOException {
        return JournalSnapshot.of(build).resumeState(callId, "Cloud Manager", PROJECT);
    }
}
