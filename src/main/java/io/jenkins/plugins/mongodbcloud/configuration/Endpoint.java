package io.jenkins.plugins.mongodbcloud.configuration;

import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.ForbiddenHostException;
import io.jenkins.plugins.mongodbcloud.client.Product;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** A place that key pairs may be sent to, as an administrator lists it. Jobs name it; they cannot name a URL. */
public final class Endpoint extends AbstractDescribableImpl<Endpoint> {

    private final String name;
    private final Product product;
    private String baseUrl;
    private String credentialsId;
    private boolean plainHttpAllowed;

    /**
     * @param name what jobs call it
     * @param product decides the usual base URL and the media type; Cloud Manager if null
     */
    @DataBoundConstructor
    public Endpoint(String name, Product product) {
        this.name = Util.fixNull(Util.fixEmptyAndTrim(name));
        this.product = product == null ? Product.CLOUD_MANAGER : product;
        this.baseUrl = this.product.usualBaseUrl().orElse("");
    }

    public String getName() {
        return name;
    }

    public Product getProduct() {
        return product;
    }

    public String getBaseUrl() {
        return baseUrl;
    }

    /** Blank stands for the product's usual base URL. */
    @DataBoundSetter
    public void setBaseUrl(String baseUrl) {
        String given = Util.fixEmptyAndTrim(baseUrl);
        this.baseUrl = given == null ? product.usualBaseUrl().orElse("") : given;
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    /** The credential that serves jobs which name none; looked up in the context of each run. */
    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    public boolean isPlainHttpAllowed() {
        return plainHttpAllowed;
    }

    /** The consent to send digests and read answers unencrypted. */
    @DataBoundSetter
    public void setPlainHttpAllowed(boolean plainHttpAllowed) {
        this.plainHttpAllowed = plainHttpAllowed;
    }

    /**
     * Where to send.
     *
     * @throws InvalidEndpointException if it may not be sent to; the message is for the administrator
     */
    public ApiEndpoint toApiEndpoint() throws InvalidEndpointException {
        if (name.isEmpty()) {
            throw new InvalidEndpointException(Messages.Endpoint_NoName());
        }
        if (baseUrl.isEmpty()) {
            throw new InvalidEndpointException(Messages.Endpoint_NoUrl(name));
        }
        ApiEndpoint endpoint;
        try {
            endpoint = ApiEndpoint.of(name, product, baseUrl);
        } catch (ForbiddenHostException forbidden) {
            throw new InvalidEndpointException(Messages.Endpoint_ForbiddenHost(name), forbidden);
        } catch (IllegalArgumentException malformed) {
            throw new InvalidEndpointException(Messages.Endpoint_BadUrl(name), malformed);
        }
        if (endpoint.isPlainHttp() && !plainHttpAllowed) {
            throw new InvalidEndpointException(Messages.Endpoint_PlainHttp(name));
        }
        return endpoint;
    }

    /** Form and binding of an endpoint. */
    @Extension
    public static final class DescriptorImpl extends EndpointDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.Endpoint_DisplayName();
        }
    }
}
