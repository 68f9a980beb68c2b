package io.jenkins.plugins.mongodbcloud.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.model.Run;
import hudson.tasks.Shell;
import io.jenkins.plugins.mongodbcloud.freestyle.MongoCloudApiKeyWrapper;
import io.jenkins.plugins.mongodbcloud.steps.GrantOptions;
import io.jenkins.plugins.mongodbcloud.steps.GrantScenarios;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.LoggedRequest;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedKey;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * A controller that is killed again and again, at moments that chance chooses, while a build gets, uses and loses
 * access. It takes many minutes, and is run with {@code -Dmongodbcloud.reliability=full} only. What came of
 * each kill is written to {@code target/reliability/kills.md}.
 */
@EnabledIfSystemProperty(named = "mongodbcloud.reliability", matches = "full")
@Timeout(value = 90, unit = TimeUnit.MINUTES)
class GrantKillTest {

    private static final int KILLS = 50;
    private static final long SEED = 14;
    private static final int START_TRIES = 3;
    /** A build takes about so long after its first request, with a response as slow as that. */
    private static final int LONGEST_MS = 3000;

    private static final InjectedFault SLOW = InjectedFault.slowBytes(Duration.ofMillis(5));
    /** One of them is slow during each build; a list has so many bytes that no build would come to its block. */
    private static final List<Phase> SLOWED =
            List.of(Phase.CHALLENGE, Phase.CREATE, Phase.ASSIGN, Phase.ACCESS_LIST, Phase.UNASSIGN, Phase.DELETE_KEY);

    private enum Kind {
        NEW_KEY(GrantScenarios.block("", "sleep 1")),
        EXISTING_KEY(GrantScenarios.block("apiKeyId: '" + SimulatorSeed.UNASSIGNED_KEY_ID + "'", "sleep 1")),
        PARALLEL("parallel a: {" + GrantScenarios.block("", "sleep 1") + "}, b: {"
                + GrantScenarios.block("accessList: ['203.0.113.0/24']", "sleep 1") + "}"),
        FREESTYLE(null);

        private final String script;

        Kind(String script) {
            this.script = script;
        }
    }

    /** Its own time limit, which is for a test that starts one controller, would end one of those that come after. */
    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension().withTimeout(0);

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final List<String> table = new ArrayList<>(List.of(
            "| kill | build | ms after the first request | last request before | keys with access then | requests later | result |",
            "| ---: | --- | ---: | --- | ---: | ---: | --- |"));

    private JenkinsRuleFixture lab;

    @BeforeEach
    void open() throws Exception {
        lab = JenkinsRuleFixture.start();
    }

    @AfterEach
    void close() throws IOException {
        lab.close();
        Path results = Files.createDirectories(Path.of("target", "reliability"));
        Files.write(results.resolve("kills.md"), table);
        table.forEach(System.out::println);
    }

    @Test
    void noAccessIsLeftWheneverTheControllerIsKilled() throws Throwable {
        controller.startJenkins();
        controller.runRemotely(GrantKillTest::configure, lab.simulator().baseUrl());
        for (int number = 1; number <= KILLS; number++) {
            Kind kind = Kind.values()[number % Kind.values().length];
            killDuring(number, kind);
        }
        controller.stopJenkins();
    }

    private void killDuring(int number, Kind kind) throws Throwable {
        int after = random.nextInt(LONGEST_MS);
        String job = "killed-" + number;
        lab.simulator().journal().clear();
        lab.simulator().faults().always(SLOW.on(SLOWED.get(random.nextInt(SLOWED.size()))));
        controller.runRemotely(GrantKillTest::begin, job, kind.name());
        lab.simulator().journal().awaitRequests(1, JenkinsRuleFixture.PATIENCE);
        Process process = controller.getProcess();
        assertFalse(process.waitFor(after, TimeUnit.MILLISECONDS), "the controller ended by itself");
        controller.stopJenkinsForcibly();
        process.waitFor();
        List<LoggedRequest> before = lab.simulator().journal().log();
        long access = keysWithAccess();
        assertNoSecretOnDisk();

        lab.simulator().faults().clear();
        startAgain();
        String result = controller.runRemotely(GrantKillTest::end, job);
        controller.runRemotely(GrantKillTest::settle);
        long later = lab.simulator().journal().requests() - before.size();
        table.add("| %d | %s | %d | %s | %d | %d | %s |"
                .formatted(number, kind, after, last(before), access, later, result));
        assertPromiseKept(table.get(table.size() - 1));
    }

    /**
     * Jenkins may fail to start, which no plugin can help: a filter that finds its instance before the secret key is read
     * ends the process.
     */
    private void startAgain() throws Throwable {
        for (int tries = 1; ; tries++) {
            try {
                controller.startJenkins();
                return;
            } catch (IOException e) {
                if (tries == START_TRIES) {
                    throw e;
                }
            }
        }
    }

    private static String last(List<LoggedRequest> requests) {
        if (requests.isEmpty()) {
            return "none";
        }
        LoggedRequest last = requests.get(requests.size() - 1);
        String path =
                last.target().replaceAll("^.*/(groups|orgs)/[0-9a-f]+", "$1").replaceAll("[0-9a-f]{24}", "KEY");
        return last.method() + " " + path + (last.authenticated() ? "" : " (challenge)");
    }

    private long keysWithAccess() {
        boolean existing = lab.simulator().isAssigned(SimulatorSeed.PROJECT_ID, SimulatorSeed.UNASSIGNED_KEY_ID);
        return lab.madeKeysWithAccess().size() + (existing ? 1 : 0);
    }

    private void assertPromiseKept(String row) throws IOException {
        assertEquals(0, keysWithAccess(), row);
        for (SimulatedKey key : lab.simulator().cloud().createdKeys()) {
            assertFalse(lab.simulator().orgKeyExists(SimulatorSeed.ORGANIZATION_ID, key.id()), row);
        }
        assertTrue(
                lab.simulator().orgKeyExists(SimulatorSeed.ORGANIZATION_ID, SimulatorSeed.UNASSIGNED_KEY_ID),
                "a key that is not the plugin's was deleted: " + row);
        assertTrue(lab.isAssigned(), "access that the plugin did not give was lost: " + row);
        assertNoSecretOnDisk();
    }

    private void assertNoSecretOnDisk() throws IOException {
        List<String> secrets = Stream.concat(
                        lab.simulator().cloud().createdKeys().stream(), Stream.of(SimulatorSeed.OWNER))
                .map(SimulatedKey::privateKey)
                .toList();
        Path home = controller.getHome().toPath();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String place = home.relativize(file).toString();
                if (!place.startsWith("plugins/") && !place.startsWith("war/")) {
                    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                    assertTrue(secrets.stream().noneMatch(text::contains), () -> "a private key is in " + place);
                }
            }
        }
    }

    private static void configure(JenkinsRule r, String baseUrl) throws Throwable {
        JenkinsRuleFixture.configure(baseUrl);
    }

    private static void begin(JenkinsRule r, String job, String kind) throws Throwable {
        String script = Kind.valueOf(kind).script;
        if (script != null) {
            JenkinsRuleFixture.pipeline(r.createProject(WorkflowJob.class, job), script)
                    .scheduleBuild2(0)
                    .waitForStart();
            return;
        }
        GrantOptions options = new GrantOptions(SimulatorSeed.PROJECT_ID);
        options.setCredentialsId(JenkinsRuleFixture.OWNER);
        options.setRoles(List.of("GROUP_READ_ONLY"));
        FreeStyleProject project = r.createFreeStyleProject(job);
        project.getBuildWrappersList().add(new MongoCloudApiKeyWrapper(options));
        project.getBuildersList().add(new Shell("sleep 1"));
        project.scheduleBuild2(0).waitForStart();
    }

    /** What became of the build; Jenkins has no record of a freestyle build that died. */
    private static String end(JenkinsRule r, String job) throws Throwable {
        Run<?, ?> build = r.jenkins.getItemByFullName(job, Job.class).getBuildByNumber(1);
        if (build == null) {
            return "no record";
        }
        Future<?> completion = ForkJoinPool.commonPool().submit(() -> r.waitForCompletion(build));
        try {
            completion.get(JenkinsRuleFixture.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            ((WorkflowRun) build).doKill();
            completion.get();
            return "did not go on, killed";
        }
        return String.valueOf(build.getResult());
    }

    private static void settle(JenkinsRule r) throws Throwable {
        RealGrantTest.settle();
    }
}
