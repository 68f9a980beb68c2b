package io.jenkins.plugins.mongodbcloud.configuration;

import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.InvalidBaseUrlException;
import io.jenkins.plugins.mongodbcloud.client.Product;
import java.util.Arrays;
import java.util.Optional;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** A place that key pairs may be sent to, as an administrator lists it. Jobs name it; they cannot name a URL. */
public final class Endpoint implements Describable<Endpoint> {

    private final String name;
    private final String product;
    private String baseUrl = "";
    private String credentialsId;
    private boolean plainHttpAllowed;

    /**
     * @param name what jobs call it
     * @param product the name of a {@link Product}, which decides the usual base URL and the media type; Cloud Manager
     *     if blank. A name that is not known is kept, for a later version of the plugin may have saved it, and is an
     *     error when the endpoint is used.
     */
    @DataBoundConstructor
    public Endpoint(String name, String product) {
        this.name = Util.fixNull(Util.fixEmptyAndTrim(name));
        String given = Util.fixEmptyAndTrim(product);
        this.product = given == null ? Product.CLOUD_MANAGER.name() : given;
    }

    /** As the other constructor, for a product that is known. */
    public Endpoint(String name, Product product) {
        this(name, product.name());
    }

    public String getName() {
        return name;
    }

    /** The name of a {@link Product}, or of one that this version does not know. */
    public String getProduct() {
        return product;
    }

    /** The product, empty if this version does not know it. */
    Optional<Product> product() {
        return Arrays.stream(Product.values())
                .filter(known -> known.name().equals(product))
                .findFirst();
    }

    /** Blank for the product's usual one. */
    public String getBaseUrl() {
        return baseUrl;
    }

    /** Blank stands for the product's usual base URL, and is kept, so that a later change of that is followed. */
    @DataBoundSetter
    public void setBaseUrl(String baseUrl) {
        this.baseUrl = Util.fixNull(baseUrl).trim();
    }

    /** Where requests go: the base URL or, if that is blank, the product's usual one; blank if there is neither. */
    public String effectiveBaseUrl() {
        return baseUrl.isEmpty() ? product().flatMap(Product::usualBaseUrl).orElse("") : baseUrl;
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    /** The credential that serves jobs which name none; looked up in the context of each run. */
    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    /** The credential of a job: its own or, if that is null, the one of this endpoint. */
    public String credentialsIdFor(String ofJob) {
        return ofJob == null ? credentialsId : ofJob;
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
        Product known = product()
                .orElseThrow(() -> new InvalidEndpointException(Messages.Endpoint_UnknownProduct(name, product)));
        String url = effectiveBaseUrl();
        if (url.isEmpty()) {
            throw new InvalidEndpointException(Messages.Endpoint_NoUrl(name));
        }
        ApiEndpoint endpoint;
        try {
            endpoint = ApiEndpoint.of(name, known, url);
        } catch (InvalidBaseUrlException e) {
            throw new InvalidEndpointException(
                    switch (e.problem()) {
                        case FORM -> Messages.Endpoint_BadUrl(name);
                        case HOST_NAME -> Messages.Endpoint_BadHost(name);
                        case FORBIDDEN_HOST -> Messages.Endpoint_ForbiddenHost(name);
                    },
                    e);
        }
        if (endpoint.isPlainHttp() && !plainHttpAllowed) {
            throw new InvalidEndpointException(Messages.Endpoint_PlainHttp(name));
        }
        return endpoint;
    }

    /** What was saved, with the defaults for what is not there. */
    private Object readResolve() {
        Endpoint read = new Endpoint(name, product);
        read.setBaseUrl(baseUrl);
        read.setCredentialsId(credentialsId);
        read.setPlainHttpAllowed(plainHttpAllowed);
        return read;
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
