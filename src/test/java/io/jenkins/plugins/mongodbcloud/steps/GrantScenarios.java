package io.jenkins.plugins.mongodbcloud.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.access.Grant;
import io.jenkins.plugins.mongodbcloud.access.GrantState;
import io.jenkins.plugins.mongodbcloud.configuration.GrantClock;
import io.jenkins.plugins.mongodbcloud.configuration.Grants;
import io.jenkins.plugins.mongodbcloud.testing.JenkinsFixture;
import io.jenkins.plugins.mongodbcloud.testing.JenkinsFixture.Build;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedKey;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The block step in Pipelines, for every Jenkins: a key has access while its block runs, and no longer. */
public interface GrantScenarios {

    /** The Jenkins; nothing may need an agent. */
    JenkinsFixture jenkins();

    /** A call of the step with these arguments and, where they do not say otherwise, the owner's credential. */
    static String block(String arguments, String body) {
        String credential =
                arguments.contains("credentialsId:") ? "" : "credentialsId: '" + JenkinsFixture.OWNER + "', ";
        String roles = arguments.contains("roles:") ? "" : "roles: ['GROUP_READ_ONLY'], ";
        String more = arguments.isEmpty() ? "" : ", " + arguments;
        return "withMongoCloudApiKey(" + credential + roles + "projectId: '" + JenkinsFixture.PROJECT + "'" + more
                + ") {\n" + body + "\n}\n";
    }

    private Build run(String script) throws Exception {
        return jenkins().runPipeline(script);
    }

    private SimulatedKey onlyKey() {
        List<SimulatedKey> made = jenkins().simulator().cloud().createdKeys();
        assertEquals(1, made.size());
        return made.get(0);
    }

    private static void assertResult(Result expected, Build build) {
        assertEquals(expected, build.result(), build::log);
    }

    private static void assertLog(String expected, Build build) {
        assertTrue(build.log().contains(expected), () -> expected + " is not in:\n" + build.log());
    }

    /** Nothing of the block is left: no access, no key, no grant, no secret in the log. */
    private void assertNothingLeft(Build build) {
        assertEquals(List.of(), jenkins().madeKeysWithAccess(), build::log);
        assertEquals(List.of(), Grants.get().all());
        for (SimulatedKey key : jenkins().simulator().cloud().createdKeys()) {
            assertFalse(jenkins().simulator().orgKeyExists(SimulatorSeed.ORGANIZATION_ID, key.id()), build::log);
            assertFalse(build.log().contains(key.privateKey()), build::log);
        }
    }

    @Test
    default void aNewKeyHasAccessInItsBlockAndIsGoneAfterIt() throws Exception {
        Build build = run(block("", """
                echo "the key is ${env.MCLI_PUBLIC_API_KEY} of ${env.MCLI_PROJECT_ID}, ${env.MCLI_SERVICE}"
                """) + "echo \"after: ${env.MCLI_PUBLIC_API_KEY} ${env.MCLI_PRIVATE_API_KEY}\"");

        assertResult(Result.SUCCESS, build);
        SimulatedKey key = onlyKey();
        assertLog("the key is " + key.publicKey() + " of " + JenkinsFixture.PROJECT + ", cloud-manager", build);
        assertLog("after: null null", build);
        assertLog(key.id() + " (" + key.publicKey() + ") was given access to project", build);
        assertTrue(build.log().matches("(?s).*" + key.id() + ".{0,20} was unassigned from project .*"), build::log);
        assertTrue(key.description().matches("\\S+ #\\d+ jenkins-grant-[0-9a-f-]{36}"), key::description);
        assertNothingLeft(build);
    }

    @Test
    default void theBlockReturnsItsValue() throws Exception {
        assertLog("got 42", run("def n = " + block("", "return 42") + "echo \"got ${n}\""));
    }

    @Test
    default void aFailureOfTheBlockComesOutAndTheKeyIsGone() throws Exception {
        Build build = run(
                "try {\n" + block("", "error 'it broke'") + "} catch (e) {\necho \"caught ${e.message}\"\nthrow e\n}");

        assertResult(Result.FAILURE, build);
        assertLog("caught it broke", build);
        assertNothingLeft(build);
    }

    @Test
    default void thePrivateKeyIsMaskedInTheLogAndInFailures() throws Exception {
        Build build = run("def said = ''\n" + "try {\n"
                + block("", """
                        echo "secret ${env.MCLI_PRIVATE_API_KEY}"
                        error "failed with ${env.MCLI_PRIVATE_API_KEY}"
                        """) + "} catch (e) {\nsaid = e.message\n}\necho \"said ${said}\"");

        assertResult(Result.SUCCESS, build);
        assertLog("secret ****", build);
        assertLog("said failed with ****", build);
        assertNothingLeft(build);
    }

    @ParameterizedTest(name = "ifUnavailable: {0}")
    @CsvSource({"FAILURE, FAILURE", "UNSTABLE, UNSTABLE", "SUCCESS, SUCCESS"})
    default void accessThatCannotBeRemovedCountsAsTheOptionsSayAndIsRemovedLater(String effect, String expected)
            throws Exception {
        JenkinsFixture.giveUpSoon();
        jenkins().simulator().faults().always(InjectedFault.html(503).on(Phase.UNASSIGN));
        Build build = run(block("ifUnavailable: '" + effect + "'", "echo 'using it'"));

        assertResult(Result.fromString(expected), build);
        assertEquals(
                List.of(GrantState.PENDING),
                Grants.get().all().stream().map(Grant::state).toList());
        assertEquals(1, jenkins().madeKeysWithAccess().size());

        jenkins().simulator().faults().clear();
        new GrantClock().untilSettled();
        assertNothingLeft(build);
    }

    @Test
    default void aFailureOfTheBlockIsNotHiddenByThatOfItsEnd() throws Exception {
        JenkinsFixture.giveUpSoon();
        jenkins().simulator().faults().always(InjectedFault.html(503).on(Phase.UNASSIGN));
        Build build = run(
                "try {\n" + block("", "error 'it broke'") + "} catch (e) {\necho \"caught ${e.message}\"\nthrow e\n}");

        assertResult(Result.FAILURE, build);
        assertLog("caught it broke", build);
        assertLog("was not unassigned from project", build);
        jenkins().simulator().faults().clear();
        new GrantClock().untilSettled();
        assertNothingLeft(build);
    }

    @Test
    default void whereTheCredentialMayNotDeleteTheKeyStaysWithoutAccessAndALineSaysSo() throws Exception {
        Build build = run(block("credentialsId: '" + JenkinsFixture.ADMIN + "'", "echo 'using it'"));

        assertResult(Result.SUCCESS, build);
        assertLog("is still in its organization", build);
        assertEquals(List.of(), jenkins().madeKeysWithAccess());
        assertEquals(List.of(), Grants.get().all());
        assertTrue(jenkins()
                .simulator()
                .orgKeyExists(SimulatorSeed.ORGANIZATION_ID, onlyKey().id()));
    }

    @Test
    default void aKeyThatIsOnlyToBeUnassignedStaysInTheOrganization() throws Exception {
        Build build = run(block("afterwards: 'UNASSIGN', description: 'Nightly'", "echo 'using it'"));

        assertResult(Result.SUCCESS, build);
        assertEquals(List.of(), jenkins().madeKeysWithAccess());
        assertEquals(0, jenkins().simulator().journal().requests(Phase.DELETE_KEY));
        assertTrue(onlyKey().description().startsWith("Nightly jenkins-grant-"), onlyKey()::description);
    }

    @Test
    default void variablesHaveTheNamesThatTheOptionsSayAndAddressesAreOnTheAccessList() throws Exception {
        Build build = run(block("""
                publicKeyVariable: 'NAME', privateKeyVariable: 'SECRET', projectIdVariable: 'PROJECT',
                baseUrlVariable: 'URL', accessList: ['203.0.113.0/24', '2001:db8::1']
                """, """
                echo "it is ${env.NAME} ${env.PROJECT} ${env.URL} ${env.SECRET} ${env.MCLI_PUBLIC_API_KEY}"
                """));

        assertResult(Result.SUCCESS, build);
        String site = jenkins().simulator().origin() + "/";
        assertLog("it is " + onlyKey().publicKey() + " " + JenkinsFixture.PROJECT + " " + site + " **** null", build);
        assertEquals(1, jenkins().simulator().journal().requests(Phase.ACCESS_LIST));
        assertNothingLeft(build);
    }

    @Test
    default void blocksInEachOtherHaveKeysOfTheirOwn() throws Exception {
        Build build = run(block(
                "",
                "def outer = env.MCLI_PUBLIC_API_KEY\n"
                        + block("publicKeyVariable: 'INNER', privateKeyVariable: 'INNER_SECRET'", """
                                echo "different: ${outer != env.INNER && outer == env.MCLI_PUBLIC_API_KEY}"
                                echo "secrets ${env.MCLI_PRIVATE_API_KEY} ${env.INNER_SECRET}"
                                """)));

        assertResult(Result.SUCCESS, build);
        assertLog("different: true", build);
        assertLog("secrets **** ****", build);
        assertEquals(2, jenkins().simulator().cloud().createdKeys().size());
        assertNothingLeft(build);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "roles: []",
                "roles: ['ORG_OWNER']",
                "roles: ['group_read_only']",
                "accessList: ['everywhere']",
                "accessList: ['203.0.113.0/33']",
                "accessList: ['256.0.0.1']",
                "publicKeyVariable: 'A-B'",
                "publicKeyVariable: 'X', privateKeyVariable: 'X'",
                "apiKeyId: '5d1d12c087d9d63e6d682439', publicKey: 'orphaned'",
                "apiKeyId: '5d1d12c087d9d63e6d682439', description: 'x'",
                "apiKeyId: '5d1d12c087d9d63e6d682439', afterwards: 'DELETE'",
                "apiKeyId: '5d1d12c087d9d63e6d682439', privateKeyVariable: 'X'",
                "apiKeyId: 'orphaned'",
                "afterwards: 'KEEP'",
                "role: 'GROUP_OWNER'",
                "credentialsId: null",
                "credentialsId: ''",
                "accessList: []",
                "accessList: ''",
                "apiKeyId: null",
                "publicKey: ''",
                "endpoint: 'Nowhere'"
            })
    default void invalidOptionsSendNothing(String arguments) throws Exception {
        Build build = run(block(arguments, "echo 'never'"));

        assertResult(Result.FAILURE, build);
        assertFalse(build.log().lines().anyMatch("never"::equals), build::log);
        assertEquals(0, jenkins().simulator().requests(), build::log);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "roles: ['%s']",
                "accessList: ['%s']",
                "publicKeyVariable: '%s'",
                "apiKeyId: '%s'",
                "publicKey: '%s'"
            })
    default void aSecretThatIsEnteredInTheWrongPlaceIsNotRepeated(String arguments) throws Exception {
        for (String secret :
                List.of("c0ffee00-1111-4222-8333-feedfacecafe", "mdb_sa_sk_AbCdEf-0123456789_AbCdEf0123456789abcdef")) {
            Build build = run(block(arguments.formatted(secret), "echo 'never'"));

            assertResult(Result.FAILURE, build);
            assertFalse(build.log().contains(secret), build::log);
            assertEquals(0, jenkins().simulator().requests(), build::log);
        }
    }

    @Test
    default void accessThatIsRefusedFailsTheStepAndTheBlockDoesNotRun() throws Exception {
        Build build = run(block("credentialsId: '" + JenkinsFixture.READER + "'", "echo 'never'"));

        assertResult(Result.FAILURE, build);
        assertLog("NOT_GROUP_USER_ADMIN", build);
        assertFalse(build.log().lines().anyMatch("never"::equals), build::log);
        assertEquals(List.of(), jenkins().simulator().cloud().createdKeys());
        assertEquals(List.of(), Grants.get().all());
    }

    @Test
    default void declarativePipelinesTakeTheBlock() throws Exception {
        Build build = run("""
                pipeline {
                    agent none
                    stages {
                        stage('Use') {
                            steps {
                                BLOCK
                            }
                        }
                    }
                }
                """.replace("BLOCK", block("", "echo \"with ${env.MCLI_PUBLIC_API_KEY}\"")));

        assertResult(Result.SUCCESS, build);
        assertLog("with " + onlyKey().publicKey(), build);
        assertNothingLeft(build);
    }

    @ParameterizedTest
    @ValueSource(strings = {"apiKeyId: '5d1d12c087d9d63e6d682439'", "publicKey: 'orphaned'"})
    default void anExistingKeyIsAssignedForTheBlockAndStaysInTheOrganization(String which) throws Exception {
        Build build = run(block(which, "echo \"with ${env.MCLI_PROJECT_ID}, ${env.MCLI_PRIVATE_API_KEY}\""));

        assertResult(Result.SUCCESS, build);
        assertLog("with " + JenkinsFixture.PROJECT + ", null", build);
        assertEquals(1, jenkins().simulator().journal().requests(Phase.ASSIGN));
        assertFalse(jenkins().simulator().isAssigned(JenkinsFixture.PROJECT, SimulatorSeed.UNASSIGNED_KEY_ID));
        assertTrue(jenkins().simulator().orgKeyExists(SimulatorSeed.ORGANIZATION_ID, SimulatorSeed.UNASSIGNED_KEY_ID));
        assertEquals(List.of(), Grants.get().all());
    }

    @Test
    default void anExistingKeyInACredentialHasBothHalvesInVariablesAndTheSecretOneIsMasked() throws Exception {
        jenkins().addCredentials(JenkinsFixture.keyPair("orphan", SimulatorSeed.UNASSIGNED_KEY));
        Build build = run(block(
                "apiKeyCredentialsId: 'orphan'",
                "echo \"with ${env.MCLI_PUBLIC_API_KEY}, ${env.MCLI_PRIVATE_API_KEY}\""));

        assertResult(Result.SUCCESS, build);
        assertLog("with orphaned, ****", build);
        assertFalse(build.log().contains(SimulatorSeed.UNASSIGNED_KEY.privateKey()), build::log);
        assertFalse(jenkins().simulator().isAssigned(JenkinsFixture.PROJECT, SimulatorSeed.UNASSIGNED_KEY_ID));
    }

    @Test
    default void aKeyThatHasAccessWhichNoBlockGaveIsRefusedAndNothingIsChanged() throws Exception {
        Build build = run(block("apiKeyId: '" + JenkinsFixture.KEY + "'", "echo 'never'"));

        assertResult(Result.FAILURE, build);
        assertLog("GROUP_AUTOMATION_ADMIN", build);
        assertFalse(build.log().lines().anyMatch("never"::equals), build::log);
        assertEquals(0, jenkins().simulator().journal().requests(Phase.ASSIGN));
        assertTrue(jenkins().isAssigned());
    }

    @Test
    default void blocksInEachOtherShareTheAccessOfAnExistingKeyAndTheLastUnassignsIt() throws Exception {
        String key = "apiKeyId: '" + SimulatorSeed.UNASSIGNED_KEY_ID + "'";
        Build build = run(block(key, block(key, "echo 'both'")));

        assertResult(Result.SUCCESS, build);
        assertEquals(1, jenkins().simulator().journal().requests(Phase.ASSIGN));
        assertEquals(1, jenkins().simulator().journal().requests(Phase.UNASSIGN));
        assertFalse(jenkins().simulator().isAssigned(JenkinsFixture.PROJECT, SimulatorSeed.UNASSIGNED_KEY_ID));
        assertEquals(List.of(), Grants.get().all());
    }
}
