package io.jenkins.plugins.mongodbcloud.testing;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.model.Descriptor;
import hudson.security.ACL;
import hudson.security.Permission;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import hudson.util.Secret;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.configuration.Endpoint;
import io.jenkins.plugins.mongodbcloud.configuration.EndpointDescriptor;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudConfiguration;
import io.jenkins.plugins.mongodbcloud.credentials.ApiKeyPairCredentials;
import io.jenkins.plugins.mongodbcloud.demo.DemoCredentials;
import io.jenkins.plugins.mongodbcloud.demo.DemoJenkins;
import io.jenkins.plugins.mongodbcloud.demo.DemoJob;
import io.jenkins.plugins.mongodbcloud.freestyle.FreeProject;
import io.jenkins.plugins.mongodbcloud.steps.ApiKeyOptions;
import io.jenkins.plugins.mongodbcloud.steps.ApiKeyOptionsDescriptor;
import io.jenkins.plugins.mongodbcloud.steps.ServiceAccountOptions;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedKey;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A Jenkins with a job, an endpoint that is a simulator, and credentials for it, in which everybody may do what is said. */
public final class FormFixture implements AutoCloseable {
    public static final String ENDPOINT = "The Simulator";
    public static final String CREDENTIAL = "admin";
    public static final String SYSTEM_CREDENTIAL = "of-jenkins-alone";

    public final Simulator simulator;
    public final DemoJenkins jenkins;
    public final FreeProject job;
    public final DemoJob pipeline;
    public final DemoCredentials credentials;
    private volatile Set<Permission> allowed = Set.of();

    public FormFixture(Path home) throws IOException {
        simulator = Simulator.builder().cloud(SimulatorSeed.cloud()).start();
        jenkins = DemoJenkins.withPluginOf(ApiKeyOptions.class, home);
        jenkins.authorize(ACL.lambda2((who, permission) -> allowed.contains(permission)));
        job = new FreeProject(jenkins, "nightly");
        pipeline = new DemoJob(jenkins, "deploy");
        credentials = jenkins.register(new DemoCredentials())
                .add(keyPair(CredentialsScope.GLOBAL, CREDENTIAL, SimulatorSeed.ADMIN))
                .add(keyPair(CredentialsScope.SYSTEM, SYSTEM_CREDENTIAL, SimulatorSeed.ADMIN));
        listen(simulator.baseUrl(), null);
    }

    public static ApiKeyPairCredentials keyPair(CredentialsScope scope, String id, SimulatedKey key) {
        return new ApiKeyPairCredentials(scope, id, "", key.publicKey(), Secret.fromString(key.privateKey()));
    }

    /** Saves the one endpoint with another base URL and default credential. */
    public void listen(String baseUrl, String credentialsId) {
        Endpoint endpoint = new Endpoint(ENDPOINT, Product.CLOUD_MANAGER);
        endpoint.setBaseUrl(baseUrl);
        endpoint.setPlainHttpAllowed(true);
        endpoint.setCredentialsId(credentialsId);
        MongoDbCloudConfiguration.get().setEndpoints(List.of(endpoint));
    }

    /** From now on anybody may do exactly this. */
    public FormFixture allow(Permission... permissions) {
        allowed = Set.of(permissions);
        return this;
    }

    public ApiKeyOptionsDescriptor step() {
        return jenkins.getDescriptorByType(ApiKeyOptionsDescriptor.class);
    }

    public ServiceAccountOptions.DescriptorImpl accounts() {
        return jenkins.getDescriptorByType(ServiceAccountOptions.DescriptorImpl.class);
    }

    public EndpointDescriptor endpoint() {
        return jenkins.getDescriptorByType(Endpoint.DescriptorImpl.class);
    }

    @SuppressWarnings("rawtypes")
    public List<Descriptor> descriptors() {
        return List.copyOf(jenkins.getExtensionList(Descriptor.class));
    }

    public static List<String> values(ListBoxModel model) {
        return model.stream().map(option -> option.value).toList();
    }

    public static String text(FormValidation verdict) {
        return verdict.kind + ": " + (verdict.getMessage() == null ? "" : verdict.getMessage());
    }

    @Override
    public void close() {
        jenkins.close();
        simulator.close();
    }
}
