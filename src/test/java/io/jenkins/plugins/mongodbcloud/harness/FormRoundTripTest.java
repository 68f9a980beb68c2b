package io.jenkins.plugins.mongodbcloud.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.FreeStyleProject;
import hudson.util.Secret;
import io.jenkins.plugins.mongodbcloud.access.BuildEffect;
import io.jenkins.plugins.mongodbcloud.credentials.ApiKeyPairCredentials;
import io.jenkins.plugins.mongodbcloud.freestyle.MongoCloudUnassignApiKeyBuilder;
import io.jenkins.plugins.mongodbcloud.freestyle.MongoCloudUnassignApiKeyPublisher;
import io.jenkins.plugins.mongodbcloud.freestyle.MongoCloudUnassignServiceAccountBuilder;
import io.jenkins.plugins.mongodbcloud.freestyle.MongoCloudUnassignServiceAccountPublisher;
import io.jenkins.plugins.mongodbcloud.steps.ApiKeyOptions;
import io.jenkins.plugins.mongodbcloud.steps.ServiceAccountOptions;
import io.jenkins.plugins.mongodbcloud.steps.UnassignApiKeyStep;
import io.jenkins.plugins.mongodbcloud.steps.UnassignServiceAccountStep;
import java.net.URL;
import java.util.List;
import net.sf.json.JSONObject;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlSelect;
import org.htmlunit.html.HtmlTextArea;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What is entered in a form is what is there when the form is opened again. */
@WithJenkins
class FormRoundTripTest {

    private static final String PROJECT = "5a0a1e7e0f2912c554080adc";
    private static final String KEY = "5d1d12c087d9d63e6d682438";
    private static final String PRIVATE_KEY = "0b1a52e0-6f0c-4f3e-9d52-7c1e5b1a9f01";
    private static final String OTHER_KEY = "5d1d12c087d9d63e6d682439";

    private static JenkinsRule jenkins;

    @BeforeAll
    static void keepJenkins(JenkinsRule rule) {
        jenkins = rule;
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .addAll(List.of(
                        keyPair("mongodb-cloud", "adminkey", "3f9c27d4-52be-4a61-8f0e-d1c5a7b3e940"),
                        keyPair("the-key", "zmmrboas", PRIVATE_KEY)));
    }

    private static ApiKeyOptions everything() {
        ApiKeyOptions step = new ApiKeyOptions(PROJECT);
        step.setEndpoint("Ops Manager");
        step.setCredentialsId("mongodb-cloud");
        step.setApiKeyIds(List.of(KEY, OTHER_KEY));
        step.setMaxKeys(7);
        step.setParallelism(3);
        step.setDryRun(true);
        step.setVerify(true);
        step.setAllowSelf(true);
        step.setIfNotAssigned(BuildEffect.SUCCESS);
        step.setIfRejected(BuildEffect.UNSTABLE);
        step.setIfUnavailable(BuildEffect.SUCCESS);
        return step;
    }

    private static ApiKeyPairCredentials keyPair(String id, String publicKey, String privateKey) {
        return new ApiKeyPairCredentials(
                CredentialsScope.GLOBAL, id, "made up", publicKey, Secret.fromString(privateKey));
    }

    private static ApiKeyOptions plain() {
        ApiKeyOptions step = new ApiKeyOptions(PROJECT);
        step.setApiKeyId(KEY);
        return step;
    }

    private static ApiKeyOptions roundTrip(ApiKeyOptions before) throws Exception {
        return new StepConfigTester(jenkins)
                .configRoundTrip(new UnassignApiKeyStep(before))
                .getOptions();
    }

    @Test
    void stepWithNothingButTheDefaults() throws Exception {
        jenkins.assertEqualDataBoundBeans(plain(), roundTrip(plain()));
    }

    @Test
    void stepWithEveryOption() throws Exception {
        jenkins.assertEqualDataBoundBeans(everything(), roundTrip(everything()));
    }

    @Test
    void stepWithEachWayToNameKeys() throws Exception {
        ApiKeyOptions byPublicKey = new ApiKeyOptions(PROJECT);
        byPublicKey.setPublicKey("zmmrboas");
        ApiKeyOptions byCredential = new ApiKeyOptions(PROJECT);
        byCredential.setApiKeyCredentialsId("the-key");
        ApiKeyOptions byDescription = new ApiKeyOptions(PROJECT);
        byDescription.setDescription("ci-${BUILD_TAG}*");

        for (ApiKeyOptions before : List.of(byPublicKey, byCredential, byDescription)) {
            jenkins.assertEqualDataBoundBeans(before, roundTrip(before));
        }
    }

    @Test
    void buildStep() throws Exception {
        MongoCloudUnassignApiKeyBuilder before = new MongoCloudUnassignApiKeyBuilder(everything());

        MongoCloudUnassignApiKeyBuilder after = jenkins.configRoundtrip(before);

        jenkins.assertEqualDataBoundBeans(before.getOptions(), after.getOptions());
    }

    @Test
    void cleanUp() throws Exception {
        MongoCloudUnassignApiKeyPublisher before =
                new MongoCloudUnassignApiKeyPublisher(List.of(plain(), everything()));
        before.setResultOrWorse("FAILURE");

        MongoCloudUnassignApiKeyPublisher after = jenkins.configRoundtrip(before);

        assertEquals("FAILURE", after.getResultOrWorse());
        assertEquals(2, after.getUnassignments().size());
        jenkins.assertEqualDataBoundBeans(plain(), after.getUnassignments().get(0));
        jenkins.assertEqualDataBoundBeans(
                before.getUnassignments().get(1), after.getUnassignments().get(1));
    }

    @Test
    void serviceAccounts() throws Exception {
        ServiceAccountOptions byIds = new ServiceAccountOptions(PROJECT);
        byIds.setClientIds(List.of("mdb_sa_id_" + KEY, "mdb_sa_id_" + OTHER_KEY));
        byIds.setDryRun(true);
        ServiceAccountOptions byName = new ServiceAccountOptions(PROJECT);
        byName.setName("ci-${BUILD_TAG}*");

        for (ServiceAccountOptions before : List.of(byIds, byName)) {
            jenkins.assertEqualDataBoundBeans(
                    before,
                    new StepConfigTester(jenkins)
                            .configRoundTrip(new UnassignServiceAccountStep(before))
                            .getOptions());
            jenkins.assertEqualDataBoundBeans(
                    before,
                    jenkins.configRoundtrip(new MongoCloudUnassignServiceAccountBuilder(before))
                            .getOptions());
        }
        MongoCloudUnassignServiceAccountPublisher cleanUp =
                jenkins.configRoundtrip(new MongoCloudUnassignServiceAccountPublisher(List.of(byName, byIds)));
        jenkins.assertEqualDataBoundBeans(byIds, cleanUp.getUnassignments().get(1));
    }

    @Test
    void whatAFormOffersIsReducedToItsId() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildersList().add(new MongoCloudUnassignApiKeyBuilder(plain()));
        try (JenkinsRule.WebClient browser = jenkins.createWebClient()) {
            HtmlForm form = browser.getPage(job, "configure").getFormByName("config");
            DomNode step = step(form);
            ((HtmlInput) step.querySelector("input[name='_.projectId']")).setValue(OTHER_KEY + " (Production)");
            choose(step, "apiKeyIds");
            ((HtmlTextArea) step.querySelector("textarea[name='_.apiKeyIds']"))
                    .setText(KEY + " (zmmrboas, a, b)\n " + OTHER_KEY + "," + PROJECT);
            jenkins.submit(form);
        }

        ApiKeyOptions saved =
                job.getBuildersList().get(MongoCloudUnassignApiKeyBuilder.class).getOptions();

        assertEquals(OTHER_KEY, saved.getProjectId());
        assertEquals(List.of(KEY, OTHER_KEY, PROJECT), saved.getApiKeyIds());
    }

    /** The part of a job's form that is of the build step; other parts of the plugin have fields of the same names. */
    private static DomNode step(HtmlForm form) {
        return form.querySelector("div[descriptorid='" + MongoCloudUnassignApiKeyBuilder.class.getName() + "']");
    }

    private static void choose(DomNode step, String way) {
        HtmlSelect choice = step.querySelector("select.mongodb-cloud-ways__choice");
        choice.setSelectedAttribute(way, true);
    }

    @Test
    void onlyTheWayThatIsChosenIsSaved() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildersList().add(new MongoCloudUnassignApiKeyBuilder(plain()));
        try (JenkinsRule.WebClient browser = jenkins.createWebClient()) {
            HtmlForm form = browser.getPage(job, "configure").getFormByName("config");
            DomNode step = step(form);
            choose(step, "publicKey");
            ((HtmlInput) step.querySelector("input[name='_.publicKey']")).setValue("zmmrboas");
            choose(step, "apiKeyIds");
            ((HtmlTextArea) step.querySelector("textarea[name='_.apiKeyIds']")).setText(OTHER_KEY);
            choose(step, "publicKey");
            jenkins.submit(form);
        }

        ApiKeyOptions saved =
                job.getBuildersList().get(MongoCloudUnassignApiKeyBuilder.class).getOptions();

        assertEquals("zmmrboas", saved.getPublicKey());
        assertNull(saved.getApiKeyId());
        assertNull(saved.getApiKeyIds());
    }

    @Test
    void severalWaysThatWereSavedAreKeptUntilOneIsChosen() throws Exception {
        ApiKeyOptions both = plain();
        both.setPublicKey("zmmrboas");

        MongoCloudUnassignApiKeyBuilder after = jenkins.configRoundtrip(new MongoCloudUnassignApiKeyBuilder(both));

        jenkins.assertEqualDataBoundBeans(both, after.getOptions());
    }

    /** The form is a part of a page, so a browser without a script fills it in by hand. */
    @Test
    void credential() throws Exception {
        try (JenkinsRule.WebClient browser = jenkins.createWebClient()) {
            browser.getOptions().setJavaScriptEnabled(false);
            String url = "credentials/store/system/domain/_/credential/the-key/";
            HtmlForm form = browser.goTo(url + "updateDialog").getFormByName("updateCredentials");
            assertEquals("zmmrboas", form.getInputByName("_.publicKey").getValue());
            String shown = form.getInputByName("_.privateKey").getValue();
            assertFalse(form.getPage().getWebResponse().getContentAsString().contains(PRIVATE_KEY));
            assertEquals(PRIVATE_KEY, Secret.fromString(shown).getPlainText());

            JSONObject sent = new JSONObject()
                    .element("stapler-class", ApiKeyPairCredentials.class.getName())
                    .element("scope", "GLOBAL")
                    .element("id", form.getInputByName("_.id").getValue())
                    .element("description", form.getInputByName("_.description").getValue())
                    .element("publicKey", "adminkey")
                    .element("privateKey", shown);
            WebRequest save = new WebRequest(new URL(jenkins.getURL(), url + "updateSubmit"), HttpMethod.POST);
            save.setRequestParameters(List.of(new NameValuePair("json", sent.toString())));
            browser.addCrumb(save);
            browser.getPage(save);
        }

        ApiKeyPairCredentials after =
                CredentialsProvider.lookupCredentialsInItemGroup(
                                ApiKeyPairCredentials.class, jenkins.jenkins, null, List.of())
                        .stream()
                        .filter(credential -> credential.getId().equals("the-key"))
                        .findFirst()
                        .orElseThrow();
        assertEquals("adminkey", after.getPublicKey());
        assertEquals(PRIVATE_KEY, after.getPrivateKey().getPlainText());
        assertEquals("made up", after.getDescription());
    }
}
