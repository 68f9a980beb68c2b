package io.jenkins.plugins.mongodbcloud.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.report.KeyResultView;
import io.jenkins.plugins.mongodbcloud.testing.JenkinsFixture;
import io.jenkins.plugins.mongodbcloud.testing.JenkinsFixture.Build;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A block that is given no access, for every Jenkins: the page of its build says why. */
public interface RefusedBlockScenarios {

    /** The Jenkins; nothing may need an agent. */
    JenkinsFixture jenkins();

    private KeyResultView onlyRow(String arguments) throws Exception {
        Build build = jenkins().runPipeline(GrantScenarios.block(arguments, "echo 'never'"));
        assertEquals(Result.FAILURE, build.result(), build::log);
        assertEquals(1, build.rows().size(), build::log);
        KeyResultView row = build.rows().get(0);
        assertEquals("FAILURE", row.getEffect());
        assertTrue(build.log().contains(row.getMessage()), () -> row.getMessage() + " is not in:\n" + build.log());
        return row;
    }

    @Test
    default void thePageSaysThatTheKeyHasAccessWhichNoBlockGave() throws Exception {
        KeyResultView row = onlyRow("apiKeyId: '" + JenkinsFixture.KEY + "'");
        assertEquals("REFUSED", row.getOutcome());
        assertEquals(JenkinsFixture.PROJECT, row.getProjectId());
        assertTrue(row.getMessage().contains(JenkinsFixture.KEY), row::getMessage);
        assertTrue(row.getMessage().contains("GROUP_AUTOMATION_ADMIN"), row::getMessage);
        assertTrue(jenkins().isAssigned());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "roles: ['ORG_OWNER'] | \"ORG_OWNER\" is not the name of a project role",
                "role: 'GROUP_OWNER' | There is no argument role",
                "roles: ['GROUP_OWNER\ufeff'] | The role \"GROUP_OWNER\" contains the invisible character U+FEFF",
                "accessList: ['192.0.2.1\u200b'] | The address \"192.0.2.1\" contains the invisible character U+200B",
                "publicKeyVariable: 'K\u00ad' | The variable name \"K\" contains the invisible character U+00AD",
                "publicKeyVariable: 'key', privateKeyVariable: 'KEY' | variable KEY",
                "projectIdVariable: 'MCLI_PUBLIC_API_KEY' | variable MCLI_PUBLIC_API_KEY",
                "publicKeyVariable: 'MCLI_SERVICE' | variable MCLI_SERVICE",
                "apiKeyId: '5d1d12c087d9d63e6d682439', afterwards: 'DELETE' | is for a new API key",
                "endpoint: 'Nowhere' | There is no MongoDB Cloud endpoint \"Nowhere\"",
                "credentialsId: 'nowhere' | There is no credential \"nowhere\""
            })
    default void thePageSaysWhichArgumentIsInvalid(String arguments, String expected) throws Exception {
        KeyResultView row = onlyRow(arguments);
        assertEquals("REJECTED", row.getOutcome());
        assertTrue(row.getMessage().contains(expected), row::getMessage);
        assertEquals(0, jenkins().simulator().requests());
    }

    @Test
    default void thePageSaysWhyMongoDbCloudGaveNoAccess() throws Exception {
        KeyResultView row = onlyRow("credentialsId: '" + JenkinsFixture.READER + "'");
        assertEquals("REJECTED", row.getOutcome());
        assertTrue(row.getMessage().contains("NOT_GROUP_USER_ADMIN"), row::getMessage);
    }

    @Test
    default void thePageSaysThatMongoDbCloudCouldNotBeReached() throws Exception {
        JenkinsFixture.giveUpSoon();
        jenkins().simulator().faults().always(InjectedFault.html(503).on(Phase.ANY));
        assertEquals("UNAVAILABLE", onlyRow("").getOutcome());
    }

    @Test
    default void thePageRepeatsNoSecretThatWasEnteredInTheWrongPlace() throws Exception {
        String secret = "c0ffee00-1111-4222-8333-feedfacecafe";
        for (String argument : List.of("roles: ['%s']", "apiKeyId: '%s'", "publicKey: '%s'")) {
            KeyResultView row = onlyRow(argument.formatted(secret));
            assertFalse(row.getMessage().contains(secret), row::getMessage);
        }
    }
}
