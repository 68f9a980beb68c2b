package io.jenkins.plugins.mongodbcloud.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.access.BuildEffect;
import io.jenkins.plugins.mongodbcloud.freestyle.MongoCloudUnassignApiKeyBuilder;
import io.jenkins.plugins.mongodbcloud.freestyle.MongoCloudUnassignApiKeyPublisher;
import io.jenkins.plugins.mongodbcloud.steps.ApiKeyOptions;
import io.jenkins.plugins.mongodbcloud.steps.ServiceAccountOptions;
import io.jenkins.plugins.mongodbcloud.steps.UnassignApiKeyStep;
import io.jenkins.plugins.mongodbcloud.steps.UnassignServiceAccountStep;
import java.net.URL;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.sf.json.JSONObject;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.CoreStep;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Snippets hold what was entered and nothing else, and mean it. */
@WithJenkins
class SnippetGeneratorTest {

    private static final String PROJECT = "5a0a1e7e0f2912c554080adc";
    private static final String KEY = "5d1d12c087d9d63e6d682438";
    private static JenkinsRule jenkins;

    @BeforeAll
    static void keepJenkins(JenkinsRule rule) {
        jenkins = rule;
    }

    private static ApiKeyOptions plain() {
        ApiKeyOptions step = new ApiKeyOptions(PROJECT);
        step.setApiKeyId(KEY);
        return step;
    }

    @Test
    void defaultsAreLeftOut() throws Exception {
        new SnippetizerTester(jenkins)
                .assertRoundTrip(
                        new UnassignApiKeyStep(plain()),
                        "mongoCloudUnassignApiKey apiKeyId: '" + KEY + "', projectId: '" + PROJECT + "'");
    }

    @Test
    void everyOptionThatDiffersIsThere() throws Exception {
        ApiKeyOptions step = new ApiKeyOptions(PROJECT);
        step.setEndpoint("Ops Manager");
        step.setCredentialsId("mongodb-cloud");
        step.setApiKeyIds(List.of(KEY, PROJECT));
        step.setMaxKeys(7);
        step.setParallelism(3);
        step.setDryRun(true);
        step.setVerify(true);
        step.setAllowSelf(true);
        step.setIfNotAssigned(BuildEffect.SUCCESS);
        step.setIfRejected(BuildEffect.UNSTABLE);
        step.setIfUnavailable(BuildEffect.SUCCESS);

        new SnippetizerTester(jenkins)
                .assertRoundTrip(
                        new UnassignApiKeyStep(step),
                        "mongoCloudUnassignApiKey allowSelf: true, apiKeyIds: ['" + KEY + "', '" + PROJECT
                                + "'], credentialsId: 'mongodb-cloud', dryRun: true, endpoint: 'Ops Manager',"
                                + " ifNotAssigned: 'SUCCESS', ifRejected: 'UNSTABLE', ifUnavailable: 'SUCCESS',"
                                + " maxKeys: 7, parallelism: 3, projectId: '" + PROJECT + "', verify: true");
    }

    @Test
    void theOtherWaysToNameKeys() throws Exception {
        SnippetizerTester tester = new SnippetizerTester(jenkins);
        ApiKeyOptions byPublicKey = new ApiKeyOptions(PROJECT);
        byPublicKey.setPublicKey("zmmrboas");
        tester.assertRoundTrip(
                new UnassignApiKeyStep(byPublicKey),
                "mongoCloudUnassignApiKey projectId: '" + PROJECT + "', publicKey: 'zmmrboas'");
        ApiKeyOptions byCredential = new ApiKeyOptions(PROJECT);
        byCredential.setApiKeyCredentialsId("the-key");
        tester.assertRoundTrip(
                new UnassignApiKeyStep(byCredential),
                "mongoCloudUnassignApiKey apiKeyCredentialsId: 'the-key', projectId: '" + PROJECT + "'");
        ApiKeyOptions byDescription = new ApiKeyOptions(PROJECT);
        byDescription.setDescription("ci-42-*");
        tester.assertRoundTrip(
                new UnassignApiKeyStep(byDescription),
                "mongoCloudUnassignApiKey description: 'ci-42-*', projectId: '" + PROJECT + "'");
    }

    @Test
    void serviceAccountsHaveAStepOfTheirOwn() throws Exception {
        SnippetizerTester tester = new SnippetizerTester(jenkins);
        ServiceAccountOptions byIds = new ServiceAccountOptions(PROJECT);
        byIds.setClientIds(List.of("mdb_sa_id_" + KEY, "mdb_sa_id_" + PROJECT));
        tester.assertRoundTrip(
                new UnassignServiceAccountStep(byIds),
                "mongoCloudUnassignServiceAccount clientIds: ['mdb_sa_id_" + KEY + "', 'mdb_sa_id_" + PROJECT
                        + "'], projectId: '" + PROJECT + "'");
        ServiceAccountOptions byName = new ServiceAccountOptions(PROJECT);
        byName.setName("ci-*");
        byName.setVerify(true);
        tester.assertRoundTrip(
                new UnassignServiceAccountStep(byName),
                "mongoCloudUnassignServiceAccount name: 'ci-*', projectId: '" + PROJECT + "', verify: true");
    }

    @Test
    void whatTheFormSendsUntouchedLeavesNothingButTheIds() throws Exception {
        JSONObject options = new JSONObject()
                .element("stapler-class", ApiKeyOptions.class.getName())
                .element("$class", ApiKeyOptions.class.getName())
                .element("endpoint", "Cloud Manager")
                .element("credentialsId", "")
                .element("projectId", PROJECT + " (Production)")
                .element("apiKeyId", KEY + " (zmmrboas, Deployment (web shop))")
                .element("apiKeyIds", "")
                .element("publicKey", "")
                .element("apiKeyCredentialsId", "")
                .element("description", "")
                .element("ifNotAssigned", "UNSTABLE")
                .element("ifRejected", "FAILURE")
                .element("ifUnavailable", "FAILURE")
                .element("maxKeys", "0")
                .element("parallelism", "1")
                .element("dryRun", false)
                .element("verify", false)
                .element("allowSelf", false);
        JSONObject form = new JSONObject()
                .element("stapler-class", UnassignApiKeyStep.class.getName())
                .element("$class", UnassignApiKeyStep.class.getName())
                .element("options", options);

        new SnippetizerTester(jenkins)
                .assertGenerateSnippet(
                        form.toString(),
                        "mongoCloudUnassignApiKey apiKeyId: '" + KEY + "', projectId: '" + PROJECT + "'",
                        null);
    }

    @Test
    void oneStepIsOfferedForEachOperation() throws Exception {
        try (JenkinsRule.WebClient browser = jenkins.createWebClient()) {
            String page = browser.goTo("pipeline-syntax/").getWebResponse().getContentAsString();
            Matcher offered =
                    Pattern.compile("<option[^>]*>\\s*(mongoCloud\\w*)").matcher(page);
            assertEquals(
                    List.of("mongoCloudUnassignApiKey", "mongoCloudUnassignServiceAccount"),
                    offered.results().map(match -> match.group(1)).toList());
        }
    }

    @Test
    void whatIsNotForAPipelineNamesTheStep() throws Exception {
        for (Step step : List.of(
                new CoreStep(new MongoCloudUnassignApiKeyBuilder(plain())),
                new CoreStep(new MongoCloudUnassignApiKeyPublisher(List.of(plain()))))) {
            WorkflowJob job = jenkins.createProject(WorkflowJob.class);
            job.setDefinition(new CpsFlowDefinition("node { " + Snippetizer.object2Groovy(step) + " }", true));
            WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, job);
            jenkins.assertLogContains("In a Pipeline, use the step mongoCloudUnassignApiKey", build);
        }
    }

    @Test
    void theReferenceCanBeGenerated() throws Exception {
        SnippetizerTester.assertDocGeneration(UnassignApiKeyStep.class);
        SnippetizerTester.assertDocGeneration(UnassignServiceAccountStep.class);
    }

    /** The generator of directives has no steps in it, so what can be shown is that a snippet fits into what it makes. */
    @Test
    void aSnippetFitsIntoDeclarativePipeline() throws Exception {
        String pipeline = """
                pipeline {
                  agent none
                  stages {
                    stage('Deploy') {
                      steps {
                        echo 'deployed'
                      }
                    }
                  }
                  post {
                    always {
                      mongoCloudUnassignApiKey apiKeyId: 'KEY', projectId: 'PROJECT'
                    }
                  }
                }
                """.replace("KEY", KEY).replace("PROJECT", PROJECT);
        try (JenkinsRule.WebClient browser = jenkins.createWebClient()) {
            WebRequest request = new WebRequest(
                    new URL(jenkins.getURL(), "pipeline-model-converter/validateJenkinsfile"), HttpMethod.POST);
            request.setRequestParameters(List.of(new NameValuePair("jenkinsfile", pipeline)));
            browser.addCrumb(request);
            String answer = browser.getPage(request).getWebResponse().getContentAsString();

            JSONObject verdict = JSONObject.fromObject(answer).getJSONObject("data");
            assertEquals("success", verdict.getString("result"), answer);
            assertTrue(verdict.optJSONArray("errors") == null, answer);
        }
    }
}
