package io.jenkins.plugins.mongodbcloud.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Descriptor;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.util.Secret;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.configuration.Endpoint;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudConfiguration;
import io.jenkins.plugins.mongodbcloud.credentials.ApiKeyPairCredentials;
import io.jenkins.plugins.mongodbcloud.steps.ApiKeyOptions;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.lang.reflect.Method;
import java.net.URL;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.util.NameValuePair;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Every form method, asked over HTTP by an administrator, who configures the job, who may only read it, and anybody. */
@WithJenkins
class FormPermissionTest {

    private static final String ROOM = "io.jenkins.plugins.mongodbcloud.";
    private static final String ANYBODY = "";
    private static final Map<String, JenkinsRule.WebClient> BROWSERS = new HashMap<>();
    private static final String NOTHING = "<div/>";
    private static final String SECRET = SimulatorSeed.ADMIN.privateKey();

    private static JenkinsRule jenkins;
    private static Simulator simulator;

    /** What fills every form wrongly, so that each check has something to say. */
    private static final Map<String, String> WRONG = Map.ofEntries(
            Map.entry("value", ""),
            Map.entry("endpoint", "The Simulator"),
            Map.entry("credentialsId", "admin"),
            Map.entry("apiKeyCredentialsId", "admin"),
            Map.entry("projectId", SimulatorSeed.PROJECT_ID),
            Map.entry("apiKeyIds", ""),
            Map.entry("publicKey", ""),
            Map.entry("description", ""),
            Map.entry("name", "The Simulator"),
            Map.entry("product", "CLOUD_MANAGER"),
            Map.entry("plainHttpAllowed", "true"));

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        simulator = Simulator.builder().cloud(SimulatorSeed.cloud()).start();
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new ApiKeyPairCredentials(
                        CredentialsScope.GLOBAL,
                        "admin",
                        "the simulator's",
                        SimulatorSeed.ADMIN.publicKey(),
                        Secret.fromString(SECRET)));
        Endpoint endpoint = new Endpoint("The Simulator", Product.CLOUD_MANAGER);
        endpoint.setBaseUrl(simulator.baseUrl());
        endpoint.setPlainHttpAllowed(true);
        MongoDbCloudConfiguration.get().setEndpoints(List.of(endpoint));
        FreeStyleProject job = jenkins.createFreeStyleProject("job");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("administrator")
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ, Item.CONFIGURE)
                .onItems(job)
                .to("configurer")
                .grant(Item.READ)
                .onItems(job)
                .to("reader"));
    }

    @AfterAll
    static void stop() {
        BROWSERS.values().forEach(JenkinsRule.WebClient::close);
        BROWSERS.clear();
        simulator.close();
    }

    /** Descriptors and their form methods, as {@code class name/web name}. */
    static List<String> formMethods() {
        List<String> found = new ArrayList<>();
        for (Descriptor<?> descriptor : jenkins.jenkins.getExtensionList(Descriptor.class)) {
            if (descriptor.getClass().getName().startsWith(ROOM)) {
                Stream.of(descriptor.getClass().getMethods())
                        .filter(method -> method.getName().matches("do[A-Z].*")
                                && method.getDeclaringClass().getName().startsWith(ROOM))
                        .map(method -> descriptor.getId() + "/" + webName(method))
                        .forEach(found::add);
            }
        }
        return found;
    }

    private static String webName(Method method) {
        String name = method.getName().substring("do".length());
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static JenkinsRule.WebClient browser(String user) {
        return BROWSERS.computeIfAbsent(user, name -> {
            JenkinsRule.WebClient browser = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
            try {
                return name.equals(ANYBODY) ? browser : browser.login(name);
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        });
    }

    private static WebResponse post(String user, String place, String method, Map<String, String> values)
            throws Exception {
        WebRequest request =
                new WebRequest(new URL(jenkins.getURL(), place + "descriptorByName/" + method), HttpMethod.POST);
        Map<String, String> all = new LinkedHashMap<>(WRONG);
        all.put("baseUrl", simulator.baseUrl());
        all.putAll(values);
        request.setRequestParameters(all.entrySet().stream()
                .map(value -> new NameValuePair(value.getKey(), value.getValue()))
                .toList());
        browser(user).addCrumb(request);
        return browser(user).getPage(request).getWebResponse();
    }

    private static void assertNothing(WebResponse answer, String method) {
        assertEquals(200, answer.getStatusCode(), method);
        String text = answer.getContentAsString().strip();
        if (method.matches(".*/fill\\w+Items")) {
            String current = method.contains("fillEndpointItems") ? "The Simulator" : "admin";
            // The value that was sent along, or none: nothing that was not known before.
            String values = text.replaceAll("\"(name|class|_class)\":\"[^\"]*\"", "")
                    .replace("\"value\":\"" + current + "\"", "")
                    .replace("\"value\":\"\"", "");
            assertFalse(values.contains("\"value\":\""), () -> method + ": " + text);
            assertFalse(text.contains(SimulatorSeed.ADMIN.publicKey()), () -> method + ": " + text);
            assertFalse(text.contains("Production"), () -> method + ": " + text);
        } else {
            assertEquals(NOTHING, text, method);
        }
    }

    @ParameterizedTest
    @MethodSource("formMethods")
    void whoMayOnlyReadTheJobLearnsNothing(String method) throws Exception {
        long before = simulator.requests();

        assertNothing(post("reader", "job/job/", method, Map.of()), method);
        assertNothing(post("reader", "", method, Map.of()), method);

        assertEquals(before, simulator.requests());
    }

    @ParameterizedTest
    @MethodSource("formMethods")
    void anybodyLearnsNothing(String method) throws Exception {
        long before = simulator.requests();

        assertNothing(post(ANYBODY, "", method, Map.of()), method);
        assertEquals(404, post(ANYBODY, "job/job/", method, Map.of()).getStatusCode());

        assertEquals(before, simulator.requests());
    }

    @ParameterizedTest
    @MethodSource("formMethods")
    void whoConfiguresTheJobLearnsNothingOfTheGlobalConfiguration(String method) throws Exception {
        if (method.contains(".config.")) {
            assertNothing(post("configurer", "job/job/", method, Map.of()), method);
        }
        assertNothing(post("configurer", "", method, Map.of()), method);
    }

    @ParameterizedTest
    @MethodSource("formMethods")
    void noMethodAnswersToGet(String method) throws Exception {
        WebResponse answer = browser("administrator")
                .goTo("job/job/descriptorByName/" + method + "?value=", null)
                .getWebResponse();

        assertEquals(404, answer.getStatusCode());
    }

    @ParameterizedTest
    @MethodSource("formMethods")
    void noMethodShowsThePrivateKey(String method) throws Exception {
        assertFalse(post("administrator", "job/job/", method, Map.of())
                .getContentAsString()
                .contains(SECRET));
    }

    @Test
    void whoConfiguresTheJobIsOfferedWhatItsCredentialSees() throws Exception {
        String form = ApiKeyOptions.class.getName();

        for (String user : List.of("configurer", "administrator")) {
            assertTrue(answer(user, form + "/fillEndpointItems").contains("The Simulator"));
            assertTrue(answer(user, form + "/fillCredentialsIdItems").contains("adminkey (the simulator's)"));
            assertTrue(answer(user, form + "/fillProjectIdItems").contains(SimulatorSeed.PROJECT_ID + " (Production)"));
            assertTrue(answer(user, form + "/fillApiKeyIdItems")
                    .contains(SimulatorSeed.API_KEY_ID + " (zmmrboas, Deployment of the web shop)"));
            assertTrue(answer(user, form + "/checkProjectId").contains("24 hexadecimal digits"));
        }
    }

    private static String answer(String user, String method) throws Exception {
        WebResponse answer = post(user, "job/job/", method, Map.of());
        assertEquals(200, answer.getStatusCode(), answer::getContentAsString);
        return answer.getContentAsString();
    }

    @Test
    void theAdministratorTestsTheConnection() throws Exception {
        String method = Endpoint.class.getName() + "/testConnection";

        String accepted = post("administrator", "", method, Map.of()).getContentAsString();
        String refused = post("administrator", "", method, Map.of("plainHttpAllowed", "false"))
                .getContentAsString();

        assertTrue(accepted.contains("adminkey, which sees one project"), accepted);
        assertTrue(refused.contains("plain HTTP"), refused);
    }
}
