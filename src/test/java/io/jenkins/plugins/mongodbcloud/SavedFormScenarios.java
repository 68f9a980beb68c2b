package io.jenkins.plugins.mongodbcloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.thoughtworks.xstream.XStream;
import hudson.util.Secret;
import io.jenkins.plugins.mongodbcloud.SavedElements.Step;
import io.jenkins.plugins.mongodbcloud.access.BuildEffect;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.configuration.Endpoint;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudConfiguration;
import io.jenkins.plugins.mongodbcloud.credentials.ApiKeyPairCredentials;
import io.jenkins.plugins.mongodbcloud.credentials.ServiceAccountCredentials;
import io.jenkins.plugins.mongodbcloud.freestyle.AccessPublisher;
import io.jenkins.plugins.mongodbcloud.freestyle.MongoCloudApiKeyWrapper;
import io.jenkins.plugins.mongodbcloud.freestyle.MongoCloudUnassignApiKeyBuilder;
import io.jenkins.plugins.mongodbcloud.freestyle.MongoCloudUnassignApiKeyPublisher;
import io.jenkins.plugins.mongodbcloud.freestyle.MongoCloudUnassignServiceAccountBuilder;
import io.jenkins.plugins.mongodbcloud.freestyle.MongoCloudUnassignServiceAccountPublisher;
import io.jenkins.plugins.mongodbcloud.steps.AccessOptions;
import io.jenkins.plugins.mongodbcloud.steps.ApiKeyOptions;
import io.jenkins.plugins.mongodbcloud.steps.GrantOptions;
import io.jenkins.plugins.mongodbcloud.steps.ProjectOptions;
import io.jenkins.plugins.mongodbcloud.steps.ServiceAccountOptions;
import io.jenkins.plugins.mongodbcloud.testing.JenkinsFixture;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Role;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedCloud;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jenkins.tasks.SimpleBuildStep;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What Jenkins saves as XML, read without one of its elements: written by hand, generated, or by a version that did not
 * have the option yet.
 */
public interface SavedFormScenarios {

    /** What is used without a look at whether it is there. */
    List<String> NEVER_NULL = List.of("options", "unassignments", "endpoints");

    /** What reads and writes; of a global configuration, into the instance that is there. */
    XStream xstream();

    JenkinsFixture jenkins();

    /** Lets a build perform what was read; whether that was successful, or failed with a message for the user. */
    boolean perform(SimpleBuildStep read) throws Exception;

    /** A saved form of which every property has a value that is not its default, and the same without any. */
    record Form(Object full, Object usual) {}

    /** A global configuration of which nothing is saved. */
    MongoDbCloudConfiguration unsavedConfiguration() throws IOException;

    /** The saved forms. Each property is found in what {@link #usual} says of its type. */
    private List<Form> forms() throws IOException {
        return List.of(
                new Form(new MongoCloudUnassignApiKeyBuilder(apiKeys()), new MongoCloudUnassignApiKeyBuilder(null)),
                new Form(
                        new MongoCloudUnassignServiceAccountBuilder(serviceAccounts()),
                        new MongoCloudUnassignServiceAccountBuilder(null)),
                new Form(
                        limited(new MongoCloudUnassignApiKeyPublisher(List.of(apiKeys(), apiKeys()))),
                        new MongoCloudUnassignApiKeyPublisher(null)),
                new Form(
                        limited(new MongoCloudUnassignServiceAccountPublisher(List.of(serviceAccounts()))),
                        new MongoCloudUnassignServiceAccountPublisher(null)),
                new Form(new MongoCloudApiKeyWrapper(grant()), new MongoCloudApiKeyWrapper(null)),
                new Form(configuration(), unsavedConfiguration()),
                new Form(
                        new ApiKeyPairCredentials(
                                CredentialsScope.SYSTEM, "id", "made up", "adminkey", Secret.fromString("secret")),
                        new ApiKeyPairCredentials(null, "", null, null, null)),
                new Form(
                        new ServiceAccountCredentials(
                                CredentialsScope.SYSTEM, "id", "made up", "mdb_sa_id_1", Secret.fromString("secret")),
                        new ServiceAccountCredentials(null, "", null, null, null)));
    }

    private static Map<Class<?>, Object> parts() {
        return Map.of(
                ApiKeyOptions.class, new ApiKeyOptions(null),
                ServiceAccountOptions.class, new ServiceAccountOptions(null),
                GrantOptions.class, new GrantOptions(null),
                Endpoint.class, new Endpoint(null, (String) null));
    }

    private static <T extends AccessPublisher> T limited(T cleanup) {
        cleanup.setResultOrWorse("ABORTED");
        return cleanup;
    }

    private static ApiKeyOptions apiKeys() {
        ApiKeyOptions options = full(new ApiKeyOptions(SimulatorSeed.PROJECT_ID));
        options.setApiKeyId(SimulatorSeed.API_KEY_ID);
        options.setApiKeyIds(List.of(SimulatorSeed.API_KEY_ID, SimulatorSeed.UNASSIGNED_KEY_ID));
        options.setPublicKey("zmmrboas");
        options.setApiKeyCredentialsId("the-key");
        options.setDescription("ci-*");
        return options;
    }

    private static ServiceAccountOptions serviceAccounts() {
        String account = SimulatorSeed.SERVICE_ACCOUNT.clientId();
        ServiceAccountOptions options = full(new ServiceAccountOptions(SimulatorSeed.PROJECT_ID));
        options.setClientId(account);
        options.setClientIds(List.of(account, account));
        options.setName("ci-*");
        return options;
    }

    private static GrantOptions grant() {
        GrantOptions options = withEffects(new GrantOptions(SimulatorSeed.PROJECT_ID));
        options.setEndpoint("Ops Manager");
        options.setCredentialsId(JenkinsFixture.ADMIN);
        options.setRoles(List.of("GROUP_OWNER", "GROUP_READ_ONLY"));
        options.setAccessList(List.of("192.0.2.1"));
        options.setDescription("ci");
        options.setAfterwards(GrantOptions.Afterwards.UNASSIGN);
        options.setApiKeyId(SimulatorSeed.API_KEY_ID);
        options.setPublicKey("zmmrboas");
        options.setApiKeyCredentialsId("the-key");
        options.setPublicKeyVariable("PUBLIC");
        options.setPrivateKeyVariable("PRIVATE");
        options.setProjectIdVariable("PROJECT");
        options.setBaseUrlVariable("URL");
        return options;
    }

    private static <T extends ProjectOptions> T withEffects(T options) {
        options.setIfNotAssigned(BuildEffect.SUCCESS);
        options.setIfRejected(BuildEffect.UNSTABLE);
        options.setIfUnavailable(BuildEffect.UNSTABLE);
        return options;
    }

    private static <T extends AccessOptions> T full(T options) {
        options.setEndpoint("Ops Manager");
        options.setDryRun(true);
        return valid(options);
    }

    /** All that does not keep a key from being unassigned. */
    private static <T extends AccessOptions> T valid(T options) {
        options.setCredentialsId(JenkinsFixture.ADMIN);
        options.setMaxKeys(7);
        options.setParallelism(3);
        options.setVerify(true);
        options.setAllowSelf(true);
        return withEffects(options);
    }

    private static ApiKeyOptions validKeys() {
        ApiKeyOptions options = valid(new ApiKeyOptions(SimulatorSeed.PROJECT_ID));
        options.setApiKeyIds(
                List.of(SimulatorSeed.ciKey(1).id(), SimulatorSeed.ciKey(2).id()));
        return options;
    }

    private static ServiceAccountOptions validAccounts() {
        ServiceAccountOptions options = valid(new ServiceAccountOptions(SimulatorSeed.PROJECT_ID));
        options.setClientId(SimulatorSeed.SERVICE_ACCOUNT.clientId());
        return options;
    }

    private MongoDbCloudConfiguration configuration() throws IOException {
        Endpoint endpoint = new Endpoint("Ours", Product.OPS_MANAGER);
        endpoint.setBaseUrl("http://mms.example.com");
        endpoint.setCredentialsId("admin");
        endpoint.setPlainHttpAllowed(true);
        MongoDbCloudConfiguration configuration = unsavedConfiguration();
        configuration.setEndpoints(List.of(endpoint, new Endpoint("Atlas", Product.ATLAS)));
        configuration.setConnectTimeoutSeconds(1);
        configuration.setResponseTimeoutSeconds(2);
        configuration.setCallTimeoutSeconds(3);
        return configuration;
    }

    @TestFactory
    default Stream<DynamicTest> withoutAnElementItHasTheDefaultAndAllElseIsAsBefore() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Form form : forms()) {
            SavedElements saved = new SavedElements(xstream(), form.full());
            String name = form.full().getClass().getSimpleName();
            tests.add(DynamicTest.dynamicTest(name, () -> assertEveryPropertyIsSaved(form)));
            for (List<Step> path : saved.paths()) {
                tests.add(DynamicTest.dynamicTest(name + path, () -> check(form, saved, path)));
            }
        }
        return tests.stream();
    }

    private void assertEveryPropertyIsSaved(Form form) throws IOException {
        Map<String, Object> full = SavedElements.properties(form.full());
        SavedElements.properties(form.usual()).forEach((name, usual) -> assertNotEquals(usual, full.get(name), name));
        assertEquals(full, SavedElements.properties(read(xstream().toXML(form.full()))));
    }

    private void check(Form form, SavedElements saved, List<Step> path) throws Exception {
        Object read = read(saved.without(path));

        Map<String, Object> expected = saved.propertiesWithout(path, owner -> usual(form, owner));
        Map<String, Object> actual = SavedElements.properties(read);
        if (path.get(path.size() - 1).name().equals("id")) {
            assertNotNull(actual.get("id"));
            expected.put("id", actual.get("id"));
        }
        assertEquals(expected, actual);
        NEVER_NULL.stream().filter(actual::containsKey).forEach(name -> assertNotNull(actual.get(name), name));
    }

    @TestFactory
    default Stream<DynamicTest> withoutAnElementABuildFailsWithAMessageOrUnassignsTheKeys() {
        return Stream.of(
                        new MongoCloudUnassignApiKeyBuilder(validKeys()),
                        new MongoCloudUnassignServiceAccountBuilder(validAccounts()),
                        new MongoCloudUnassignApiKeyPublisher(List.of(validKeys(), validKeys())),
                        new MongoCloudUnassignServiceAccountPublisher(List.of(validAccounts())))
                .flatMap(step -> {
                    SavedElements saved = new SavedElements(xstream(), step);
                    return saved.paths().stream()
                            .map(path -> DynamicTest.dynamicTest(
                                    step.getClass().getSimpleName() + path,
                                    () -> check((SimpleBuildStep) read(saved.without(path)))));
                });
    }

    private void check(SimpleBuildStep step) throws Exception {
        List<String> ids = ids(step);
        SimulatedCloud cloud = jenkins().simulator().cloud();
        ids.forEach(id -> cloud.assign(SimulatorSeed.PROJECT_ID, id, Role.GROUP_AUTOMATION_ADMIN));
        if (perform(step)) {
            ids.forEach(id -> assertFalse(jenkins().simulator().isAssigned(SimulatorSeed.PROJECT_ID, id), id));
        }
    }

    private static List<String> ids(SimpleBuildStep step) {
        if (step instanceof MongoCloudUnassignApiKeyBuilder builder) {
            return builder.getOptions().ids();
        }
        if (step instanceof MongoCloudUnassignServiceAccountBuilder builder) {
            return builder.getOptions().ids();
        }
        List<? extends AccessOptions> all = step instanceof MongoCloudUnassignApiKeyPublisher keys
                ? keys.getUnassignments()
                : ((MongoCloudUnassignServiceAccountPublisher) step).getUnassignments();
        return all.stream().flatMap(options -> options.ids().stream()).toList();
    }

    private static Object usual(Form form, Class<?> owner) {
        return owner == form.full().getClass() ? form.usual() : parts().get(owner);
    }

    private Object read(String xml) throws IOException {
        return xml.contains(MongoDbCloudConfiguration.class.getName())
                ? xstream().fromXML(xml, unsavedConfiguration())
                : xstream().fromXML(xml);
    }
}
