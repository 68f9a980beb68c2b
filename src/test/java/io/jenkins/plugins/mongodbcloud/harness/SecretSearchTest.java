package io.jenkins.plugins.mongodbcloud.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.freestyle.MongoCloudUnassignApiKeyBuilder;
import io.jenkins.plugins.mongodbcloud.freestyle.MongoCloudUnassignApiKeyPublisher;
import io.jenkins.plugins.mongodbcloud.steps.ApiKeyOptions;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That private keys and digest responses are in no file below Jenkins' home, and in no log at any level. */
@Timeout(300)
class SecretSearchTest extends JenkinsRuleTest {

    private SecretSearch search;

    @BeforeEach
    void open() throws Exception {
        search = new SecretSearch();
    }

    @AfterEach
    void close() {
        search.close();
    }

    private void assertNothingFound() throws Exception {
        Path home = r.jenkins.getRootDir().toPath();
        assertTrue(Files.exists(home.resolve("credentials.xml")), "the credentials are stored there");
        search.lookInto(home);
        assertEquals(List.of(), search.found());
    }

    /** What a Pipeline does, and how it ends. */
    enum Scene {
        UNASSIGNED(Result.SUCCESS),
        UNASSIGNED_BY_DESCRIPTION(Result.SUCCESS, "description: 'ci-0*'", "maxKeys: 100", "verify: true"),
        NOT_ASSIGNED(Result.UNSTABLE, "apiKeyId: '" + SimulatorSeed.UNASSIGNED_KEY_ID + "'"),
        WRONG_KEYS(Result.FAILURE, "credentialsId: '" + JenkinsRuleFixture.WRONG + "'"),
        MISSING_ROLE(Result.FAILURE, "credentialsId: '" + JenkinsRuleFixture.READER + "'"),
        WOULD_UNASSIGN(Result.SUCCESS, "dryRun: true"),
        KEY_FROM_CREDENTIAL(
                Result.SUCCESS, "apiKeyCredentialsId: '" + JenkinsRuleFixture.WRONG + "'", "allowSelf: true"),
        INVALID(Result.FAILURE, "apiKeyId: 'zmmrboas'"),
        UNKNOWN_ENDPOINT(Result.FAILURE, "endpoint: 'Nowhere'"),
        SERVER_ERROR(Result.FAILURE),
        RESET(Result.FAILURE),
        SILENCE(Result.FAILURE),
        HTML(Result.FAILURE),
        GARBAGE(Result.FAILURE),
        TOO_LARGE(Result.FAILURE),
        REDIRECT(Result.FAILURE),
        STALE_NONCE(Result.SUCCESS),
        BASIC_OFFERED(Result.FAILURE);

        private final Result result;
        private final String[] arguments;

        Scene(Result result, String... arguments) {
            this.result = result;
            this.arguments = arguments;
        }

        void set(JenkinsRuleFixture lab) {
            switch (this) {
                case SERVER_ERROR -> always(lab, InjectedFault.error(500, "UNEXPECTED_ERROR", "Unexpected error."));
                case RESET -> always(lab, InjectedFault.reset());
                case SILENCE -> always(lab, InjectedFault.silence());
                case HTML -> always(lab, InjectedFault.html(403));
                case GARBAGE -> always(lab, InjectedFault.notHttp());
                case TOO_LARGE -> always(lab, InjectedFault.oversizedBody(400, 1 << 20));
                case REDIRECT ->
                    always(lab, InjectedFault.redirect(307, lab.simulator().origin() + "/elsewhere"));
                case STALE_NONCE ->
                    lab.simulator().faults().next(InjectedFault.staleChallenge().on(Phase.AUTHENTICATED));
                case BASIC_OFFERED ->
                    lab.simulator().faults().always(InjectedFault.challengeHeaders("Basic realm=\"MMS Public API\""));
                default -> {}
            }
        }

        private static void always(JenkinsRuleFixture lab, InjectedFault fault) {
            JenkinsRuleFixture.giveUpSoon();
            lab.simulator().faults().always(fault.on(Phase.AUTHENTICATED));
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsFoundAfterAPipeline(Scene scene) throws Exception {
        scene.set(lab);
        WorkflowRun build = JenkinsRuleFixture.run(r, JenkinsRuleFixture.call(scene.arguments));
        r.assertBuildStatus(scene.result, build);
        assertNothingFound();
    }

    @Test
    void nothingIsFoundWhileThePipelineWaitsAndAfterItsAbort() throws Exception {
        lab.simulator().faults().always(InjectedFault.silence().on(Phase.DELETE));
        WorkflowRun build = JenkinsRuleFixture.pipeline(r, JenkinsRuleFixture.call())
                .scheduleBuild2(0)
                .waitForStart();
        lab.simulator().journal().awaitRequests(Phase.DELETE, 1, JenkinsRuleFixture.PATIENCE);
        assertNothingFound();
        build.getExecutor().interrupt();
        r.assertBuildStatus(Result.ABORTED, r.waitForCompletion(build));
        assertNothingFound();
    }

    @Test
    void nothingIsFoundAfterAFreestyleBuildThatIsRefused() throws Exception {
        ApiKeyOptions options = new ApiKeyOptions(SimulatorSeed.PROJECT_ID);
        options.setCredentialsId(JenkinsRuleFixture.WRONG);
        options.setApiKeyId(SimulatorSeed.API_KEY_ID);
        FreeStyleProject project = r.createFreeStyleProject();
        project.getBuildersList().add(new MongoCloudUnassignApiKeyBuilder(options));
        project.getPublishersList().add(new MongoCloudUnassignApiKeyPublisher(List.of(options)));
        r.buildAndAssertStatus(Result.FAILURE, project);
        assertNothingFound();
    }

    @Test
    void whatIsThereWouldBeFound(@TempDir Path folder) throws Exception {
        Logger.getLogger("org.example").finest("the key is " + SimulatorSeed.ADMIN.privateKey());
        Logger.getLogger("org.example").finest("Authorization: Digest username=\"adminkey\"");
        Files.writeString(folder.resolve("file"), "response=\"0123456789abcdef0123456789abcdef\"");
        search.lookInto(folder);
        assertEquals(3, search.found().size(), () -> search.found().toString());
    }
}
