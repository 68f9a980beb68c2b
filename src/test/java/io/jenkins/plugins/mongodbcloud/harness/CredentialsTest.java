package io.jenkins.plugins.mongodbcloud.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider.FolderCredentialsProperty;
import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsParameterDefinition;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainCredentials;
import com.cloudbees.plugins.credentials.domains.HostnamePortSpecification;
import com.cloudbees.plugins.credentials.domains.HostnameSpecification;
import com.cloudbees.plugins.credentials.domains.SchemeSpecification;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Fingerprint;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.mongodbcloud.credentials.ApiKeyPairCredentials;
import io.jenkins.plugins.mongodbcloud.freestyle.MongoCloudUnassignApiKeyBuilder;
import io.jenkins.plugins.mongodbcloud.steps.ApiKeyOptions;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which key pairs a build can use, and that their use is on record. */
class CredentialsTest extends JenkinsRuleTest {

    private static final String ID = "the-key";
    private static final String CALL = JenkinsRuleFixture.call("credentialsId: '" + ID + "'");

    @AfterEach
    void close() throws Exception {
        SystemCredentialsProvider system = SystemCredentialsProvider.getInstance();
        Map<Domain, List<Credentials>> empty = new HashMap<>();
        empty.put(Domain.global(), List.of());
        system.setDomainCredentialsMap(empty);
        system.save();
    }

    private static void addToSystem(Credentials credentials) {
        SystemCredentialsProvider.getInstance().getCredentials().add(credentials);
    }

    private static void addToSystem(Domain domain, Credentials credentials) {
        SystemCredentialsProvider.getInstance().getDomainCredentialsMap().put(domain, List.of(credentials));
    }

    private static ApiKeyPairCredentials ours() {
        return JenkinsRuleFixture.keyPair(ID, SimulatorSeed.ADMIN);
    }

    /** A folder with this credential and a job in it that uses it. */
    private static WorkflowJob jobInFolderWith(Credentials credentials) throws Exception {
        Folder folder = r.createProject(Folder.class);
        folder.addProperty(new FolderCredentialsProperty(
                new DomainCredentials[] {new DomainCredentials(Domain.global(), List.of(credentials))}));
        return JenkinsRuleFixture.pipeline(folder.createProject(WorkflowJob.class, "inside"), CALL);
    }

    private void assertWorks(WorkflowRun build) throws Exception {
        r.assertBuildStatus(Result.SUCCESS, build);
        assertFalse(lab.isAssigned());
    }

    private void assertRefusedUnsent(WorkflowRun build, String... message) throws Exception {
        r.assertBuildStatus(Result.FAILURE, build);
        for (String part : message) {
            r.assertLogContains(part, build);
        }
        assertEquals(0, lab.simulator().requests(), "nothing is sent");
    }

    private static WorkflowRun run(WorkflowJob job) throws Exception {
        return r.waitForCompletion(job.scheduleBuild2(0).waitForStart());
    }

    @Test
    void aKeyPairOfTheSystemIsUsed() throws Exception {
        addToSystem(ours());
        assertWorks(JenkinsRuleFixture.run(r, CALL));
    }

    @Test
    void anOrdinaryUserNameWithPasswordIsUsed() throws Exception {
        addToSystem(new UsernamePasswordCredentialsImpl(
                CredentialsScope.GLOBAL, ID, null, SimulatorSeed.ADMIN.publicKey(), SimulatorSeed.ADMIN.privateKey()));
        assertWorks(JenkinsRuleFixture.run(r, CALL));
    }

    @Test
    void aKeyPairOfTheFolderIsUsed() throws Exception {
        assertWorks(run(jobInFolderWith(ours())));
    }

    @Test
    void aKeyPairOfTheFolderIsPreferredToOneOfTheSystem() throws Exception {
        addToSystem(JenkinsRuleFixture.keyPair(ID, SimulatorSeed.READER));
        assertWorks(run(jobInFolderWith(ours())));
    }

    @Test
    void aKeyPairOfAnotherFolderIsNotSeen() throws Exception {
        jobInFolderWith(ours());
        assertRefusedUnsent(JenkinsRuleFixture.run(r, CALL), "There is no credential \"the-key\"");
    }

    @Test
    void aKeyPairInADomainOfTheEndpointsHostIsUsed() throws Exception {
        addToSystem(new Domain("local", null, List.of(new HostnameSpecification("127.0.0.1", null))), ours());
        assertWorks(JenkinsRuleFixture.run(r, CALL));
    }

    @Test
    void aKeyPairInADomainOfTheEndpointsHostAndPortIsUsed() throws Exception {
        String hostAndPort = "127.0.0.1:" + lab.simulator().port();
        addToSystem(new Domain("local", null, List.of(new HostnamePortSpecification(hostAndPort, null))), ours());
        assertWorks(JenkinsRuleFixture.run(r, CALL));
    }

    @Test
    void aKeyPairInADomainOfAnotherHostIsNotSeen() throws Exception {
        addToSystem(new Domain("other", null, List.of(new HostnameSpecification("cloud.mongodb.com", null))), ours());
        assertRefusedUnsent(
                JenkinsRuleFixture.run(r, CALL),
                "There is no credential \"the-key\"",
                lab.simulator().baseUrl());
    }

    @Test
    void aKeyPairInADomainOfAnotherSchemeIsNotSeen() throws Exception {
        addToSystem(new Domain("https alone", null, List.of(new SchemeSpecification("https"))), ours());
        assertRefusedUnsent(JenkinsRuleFixture.run(r, CALL), "There is no credential \"the-key\"");
    }

    @Test
    void aCredentialOfAnotherKindIsExplained() throws Exception {
        addToSystem(new StringCredentialsImpl(CredentialsScope.GLOBAL, ID, null, Secret.fromString("a text")));
        assertRefusedUnsent(
                JenkinsRuleFixture.run(r, CALL), "The credential \"the-key\" is not a user name with password");
    }

    @Test
    void aCredentialThatIsMissingIsNamedWithTheJob() throws Exception {
        WorkflowJob job = JenkinsRuleFixture.pipeline(r, CALL);
        assertRefusedUnsent(run(job), "There is no credential \"the-key\"", job.getFullName());
    }

    @Test
    void aCredentialOfTheSystemScopeIsRefused() throws Exception {
        addToSystem(new ApiKeyPairCredentials(
                CredentialsScope.SYSTEM,
                ID,
                null,
                SimulatorSeed.ADMIN.publicKey(),
                Secret.fromString(SimulatorSeed.ADMIN.privateKey())));
        assertRefusedUnsent(JenkinsRuleFixture.run(r, CALL), "There is no credential \"the-key\"");
    }

    @Test
    void theEndpointsOwnCredentialServesJobsThatNameNone() throws Exception {
        addToSystem(ours());
        JenkinsRuleFixture.pointAt(lab.simulator().baseUrl(), ID);
        assertWorks(JenkinsRuleFixture.run(r, CALL.replace("credentialsId: 'the-key', ", "")));
    }

    @Test
    void noCredentialAtAllIsExplained() throws Exception {
        assertRefusedUnsent(
                JenkinsRuleFixture.run(r, CALL.replace("credentialsId: 'the-key', ", "")),
                "No credential was specified and the endpoint");
    }

    @Test
    void theUseByAPipelineIsTracked() throws Exception {
        addToSystem(ours());
        WorkflowRun build = JenkinsRuleFixture.run(r, CALL);
        Fingerprint use = CredentialsProvider.getFingerprintOf(credentialInStore());
        assertNotNull(use, "no use is on record");
        assertTrue(use.getRangeSet(build.getParent()).includes(build.getNumber()));
    }

    @Test
    void theUseByAFreestyleBuildIsTracked() throws Exception {
        addToSystem(ours());
        ApiKeyOptions options = new ApiKeyOptions(SimulatorSeed.PROJECT_ID);
        options.setCredentialsId(ID);
        options.setApiKeyId(SimulatorSeed.API_KEY_ID);
        FreeStyleProject project = r.createFreeStyleProject();
        project.getBuildersList().add(new MongoCloudUnassignApiKeyBuilder(options));
        FreeStyleBuild build = r.buildAndAssertSuccess(project);
        Fingerprint use = CredentialsProvider.getFingerprintOf(credentialInStore());
        assertNotNull(use, "no use is on record");
        assertTrue(use.getRangeSet(build.getParent()).includes(build.getNumber()));
    }

    @Test
    void theUseOfACredentialThatNamesTheKeyIsTrackedToo() throws Exception {
        addToSystem(JenkinsRuleFixture.keyPair(ID, SimulatorSeed.API_KEY));
        WorkflowRun build = JenkinsRuleFixture.run(r, JenkinsRuleFixture.call("apiKeyCredentialsId: '" + ID + "'"));
        assertWorks(build);
        Fingerprint use = CredentialsProvider.getFingerprintOf(credentialInStore());
        assertNotNull(use, "no use is on record");
        assertTrue(use.getRangeSet(build.getParent()).includes(build.getNumber()));
    }

    private static Credentials credentialInStore() {
        return SystemCredentialsProvider.getInstance().getCredentials().stream()
                .filter(ApiKeyPairCredentials.class::isInstance)
                .map(ApiKeyPairCredentials.class::cast)
                .filter(pair -> pair.getId().equals(ID))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void withCredentialsBindsAKeyPairAndMasksThePrivateKey() throws Exception {
        addToSystem(ours());
        WorkflowRun build = JenkinsRuleFixture.run(r, """
                withCredentials([usernamePassword(
                        credentialsId: 'the-key', usernameVariable: 'PUBLIC', passwordVariable: 'PRIVATE')]) {
                    echo "public ${PUBLIC.length()} letters, private ${PRIVATE}"
                }
                """);
        r.assertBuildStatus(Result.SUCCESS, build);
        r.assertLogContains("public 8 letters, private ****", build);
        r.assertLogNotContains(SimulatorSeed.ADMIN.privateKey(), build);
    }

    @Test
    void aKeyIdFromASecretTextIsMaskedOnThePageAndInTheBuildDirectory() throws Exception {
        addToSystem(ours());
        String key = SimulatorSeed.UNASSIGNED_KEY_ID;
        addToSystem(new StringCredentialsImpl(CredentialsScope.GLOBAL, "key-id", null, Secret.fromString(key)));
        WorkflowRun build = JenkinsRuleFixture.run(
                r,
                "withCredentials([string(credentialsId: 'key-id', variable: 'KEY')]) {"
                        + JenkinsRuleFixture.call("credentialsId: '" + ID + "'", "apiKeyId: KEY") + "}");

        r.assertBuildStatus(Result.UNSTABLE, build);
        r.assertLogContains("API key **** is not assigned", build);
        String page = r.createWebClient().getPage(build).asXml();
        assertTrue(page.contains("API key **** is not assigned"), page);
        assertFalse(page.contains(key), page);
        String api = r.getJSON(build.getUrl() + "mongodb-cloud/api/json").getContentAsString();
        assertTrue(api.contains("\"apiKeyId\":\"****\""), api);
        assertFalse(api.contains(key), api);
        try (Stream<Path> files =
                Files.walk(build.getRootDir().toPath().resolve("mongodb-cloud")).filter(Files::isRegularFile)) {
            for (Path file : files.toList()) {
                assertFalse(Files.readString(file).contains(key), file::toString);
            }
        }
    }

    @Test
    void aFreestyleJobUsesTheCredentialThatWasChosenForItsParameter() throws Exception {
        addToSystem(ours());
        ApiKeyOptions options = new ApiKeyOptions(SimulatorSeed.PROJECT_ID);
        options.setCredentialsId("${CHOSEN}");
        options.setApiKeyId(SimulatorSeed.API_KEY_ID);
        FreeStyleProject project = r.createFreeStyleProject();
        project.addProperty(new ParametersDefinitionProperty(
                new CredentialsParameterDefinition("CHOSEN", null, ID, ApiKeyPairCredentials.class.getName(), false)));
        project.getBuildersList().add(new MongoCloudUnassignApiKeyBuilder(options));
        r.buildAndAssertSuccess(project);
        assertFalse(lab.isAssigned());
    }
}
