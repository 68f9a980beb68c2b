package io.jenkins.plugins.mongodbcloud.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Descriptor.FormException;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.demo.DemoJenkins;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.sf.json.JSONObject;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kohsuke.stapler.StaplerRequest2;

/** The global page is saved as a whole or not at all. */
class ConfigurationPageTest {

    @TempDir
    private Path home;

    @AutoClose
    private DemoJenkins jenkins;

    private MongoDbCloudConfiguration configuration;

    @BeforeEach
    void start() {
        jenkins = DemoJenkins.with(home, MongoDbCloudConfiguration.class);
        configuration = MongoDbCloudConfiguration.get();
    }

    private void save(JSONObject form, Endpoint... endpoints) throws FormException {
        StaplerRequest2 request = new StaplerRequest2() {
            @Override
            public <T> List<T> bindJSONToList(Class<T> type, Object sent) {
                return sent == null
                        ? List.of()
                        : Stream.of(endpoints).map(type::cast).toList();
            }
        };
        assertTrue(configuration.configure(request, form));
    }

    private static JSONObject form() {
        return new JSONObject().element("endpoints", "bound by the request");
    }

    private static Endpoint at(String name, String baseUrl) {
        Endpoint endpoint = new Endpoint(name, Product.OPS_MANAGER);
        endpoint.setBaseUrl(baseUrl);
        return endpoint;
    }

    /** Puts an endpoint into the configuration as Jenkins does that reads it from disk: without asking. */
    private void load(Endpoint endpoint) throws ReflectiveOperationException {
        Field endpoints = MongoDbCloudConfiguration.class.getDeclaredField("endpoints");
        endpoints.setAccessible(true);
        endpoints.set(configuration, List.of(endpoint));
    }

    private List<String> names() {
        return configuration.getEndpoints().stream().map(Endpoint::getName).toList();
    }

    @Test
    void whatIsEnteredIsSaved() throws Exception {
        save(
                form().element("connectTimeoutSeconds", "3")
                        .element("responseTimeoutSeconds", " 4 ")
                        .element("callTimeoutSeconds", "5"),
                at("a", "https://a.example.com"),
                at("b", "https://b.example.com"));

        assertEquals(List.of("a", "b"), names());
        assertEquals(3, configuration.limits().connect().toSeconds());
        assertEquals(4, configuration.limits().response().toSeconds());
        assertEquals(5, configuration.limits().call().toSeconds());
    }

    @Test
    void anEmptiedListIsEmpty() throws Exception {
        save(new JSONObject().element("connectTimeoutSeconds", "10"));

        assertEquals(List.of(), names());
    }

    /** So Jenkins saves a page that was opened before the plugin was installed. */
    @Test
    void aPageWithoutTheSectionChangesNothing() throws Exception {
        save(form(), at("Ours", "https://a.example.com"));

        save(new JSONObject());

        assertEquals(List.of("Ours"), names());
    }

    @Test
    void aBlankBaseUrlIsTheUsualOneOfTheProductAndStaysBlank() throws Exception {
        Endpoint atlas = new Endpoint("Atlas", Product.ATLAS);
        atlas.setBaseUrl(" ");

        save(form(), atlas);

        Endpoint saved = configuration.endpoint("Atlas");
        assertEquals("", saved.getBaseUrl());
        assertEquals(
                "https://cloud.mongodb.com/api/atlas/v2",
                saved.toApiEndpoint().baseUrl().toString());
    }

    @Test
    void aProductOfALaterVersionIsKeptAndReported() throws Exception {
        Endpoint later = new Endpoint("Later", "CLOUD_MANAGER_2");
        later.setBaseUrl("https://later.example.com");
        load(later);

        save(form(), later, at("Ours", "https://a.example.com"));

        assertEquals(List.of("Later", "Ours"), names());
        assertEquals("CLOUD_MANAGER_2", configuration.endpoint("Later").getProduct());
        String message = assertThrows(InvalidEndpointException.class, later::toApiEndpoint)
                .getMessage();
        assertTrue(message.contains("\"Later\"") && message.contains("CLOUD_MANAGER_2"), message);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65536, 99999})
    void aPortThatDoesNotExistIsRefused(int port) {
        FormException refused = assertThrows(
                FormException.class, () -> save(form(), at("Ours", "https://mms.example.com:" + port + "/api")));

        assertTrue(refused.getMessage().contains("port"), refused::getMessage);
        assertEquals(List.of("Cloud Manager"), names());
        assertThrows(
                IllegalArgumentException.class,
                () -> configuration.setEndpoints(List.of(at("Ours", "https://mms.example.com:" + port))));
    }

    @Test
    void twoOfOneNameAreRefusedAndNothingChanges() {
        FormException refused = assertThrows(
                FormException.class,
                () -> save(
                        form().element("connectTimeoutSeconds", "3"),
                        at("Ours", "https://a.example.com"),
                        at(" Ours ", "https://b.example.com")));

        assertTrue(
                refused.getMessage().startsWith("MongoDB Cloud: Two endpoints have the name \"Ours\""),
                refused::getMessage);
        assertEquals("endpoints", refused.getFormField());
        assertEquals(List.of("Cloud Manager"), names());
        assertEquals(10, configuration.getConnectTimeoutSeconds());
    }

    @Test
    void aUrlThatMayNotBeSentToIsRefusedWithoutRepeatingIt() {
        FormException refused = assertThrows(
                FormException.class, () -> save(form(), at("Ours", "https://user:s3cret@mms.example.com")));

        assertFalse(refused.getMessage().contains("s3cret"), refused::getMessage);
        assertEquals(List.of("Cloud Manager"), names());
    }

    @Test
    void aTimeOutIsAPositiveNumber() {
        for (String text : List.of("0", "-1", "", "soon", "99999999999")) {
            FormException refused = assertThrows(
                    FormException.class,
                    () -> save(form().element("callTimeoutSeconds", text), at("a", "https://a.example.com")));

            assertTrue(refused.getMessage().contains("Enter 1 or more"), refused::getMessage);
        }
        assertEquals(List.of("Cloud Manager"), names());
        assertEquals(120, configuration.getCallTimeoutSeconds());
    }
}
