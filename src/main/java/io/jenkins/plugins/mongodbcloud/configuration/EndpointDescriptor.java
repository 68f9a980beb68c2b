package io.jenkins.plugins.mongodbcloud.configuration;

import hudson.AbortException;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.Product;
import java.util.Arrays;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the form of an endpoint offers and checks, for administrators alone. */
public abstract class EndpointDescriptor extends Descriptor<Endpoint> {

    /** The name of a product. */
    public final String nameOf(Product product) {
        return switch (product) {
            case CLOUD_MANAGER -> Messages.Product_CloudManager();
            case OPS_MANAGER -> Messages.Product_OpsManager();
            case ATLAS -> Messages.Product_Atlas();
            case ATLAS_GOVERNMENT -> Messages.Product_AtlasGovernment();
        };
    }

    /** What the field for the base URL holds: nothing if it is the product's usual one, which so follows the product. */
    public final String ownBaseUrl(Endpoint endpoint) {
        return endpoint == null || isUsual(endpoint.getProduct(), endpoint.getBaseUrl()) ? "" : endpoint.getBaseUrl();
    }

    /** The usual base URL of the product. */
    @POST
    public ComboBoxModel doFillBaseUrlItems(@QueryParameter Product product) {
        ComboBoxModel usual = new ComboBoxModel();
        if (FormPermissions.mayAdminister() && product != null) {
            product.usualBaseUrl().ifPresent(usual::add);
        }
        return usual;
    }

    /** The credentials that can serve jobs at this URL. */
    @POST
    public ListBoxModel doFillCredentialsIdItems(
            @QueryParameter Product product, @QueryParameter String baseUrl, @QueryParameter String credentialsId) {
        String url = new EndpointFields("-", product, baseUrl, false).endpoint().getBaseUrl();
        return CredentialsListBox.of(null, url, credentialsId, Messages.Endpoint_NoCredential());
    }

    /** Requires a name. That no other endpoint has it is checked when all are saved. */
    @POST
    public FormValidation doCheckName(@QueryParameter String value) {
        return FormPermissions.mayAdminister() && Util.fixEmptyAndTrim(value) == null
                ? FormValidation.error(Messages.Endpoint_NoName())
                : FormValidation.ok();
    }

    /** Says what may not be sent to, and where blank leads. */
    @POST
    public FormValidation doCheckBaseUrl(
            @QueryParameter String value,
            @QueryParameter String name,
            @QueryParameter Product product,
            @QueryParameter boolean plainHttpAllowed) {
        if (!FormPermissions.mayAdminister()) {
            return FormValidation.ok();
        }
        String called = Util.fixEmptyAndTrim(name) == null ? "-" : name;
        Endpoint endpoint = new EndpointFields(called, product, value, plainHttpAllowed).endpoint();
        try {
            ApiEndpoint target = endpoint.toApiEndpoint();
            if (Util.fixEmptyAndTrim(value) == null) {
                return FormValidation.ok(Messages.Endpoint_UsualUrl(target.baseUrl()));
            }
            return usualOfAnother(endpoint)
                    .map(other -> FormValidation.warning(
                            Messages.Endpoint_OtherProduct(nameOf(other), nameOf(endpoint.getProduct()))))
                    .orElseGet(FormValidation::ok);
        } catch (InvalidEndpointException invalid) {
            return FormValidation.error(invalid.getMessage());
        }
    }

    /** Asks for the number of projects with what the form holds. Takes less than 20 s. */
    @POST
    public FormValidation doTestConnection(
            @QueryParameter String name,
            @QueryParameter Product product,
            @QueryParameter String baseUrl,
            @QueryParameter String credentialsId,
            @QueryParameter boolean plainHttpAllowed) {
        if (!FormPermissions.mayAdminister()) {
            return FormValidation.ok();
        }
        String id = Util.fixEmptyAndTrim(credentialsId);
        if (id == null) {
            return FormValidation.error(Messages.Test_NoCredential());
        }
        try {
            ApiEndpoint target = new EndpointFields(name, product, baseUrl, plainHttpAllowed)
                    .endpoint()
                    .toApiEndpoint();
            return new ConnectionTest().run(target, CredentialsLookup.find(id, Jenkins.get(), target), id);
        } catch (InvalidEndpointException | AbortException invalid) {
            return FormValidation.error(invalid.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return FormValidation.ok();
        }
    }

    private static boolean isUsual(Product product, String baseUrl) {
        return product.usualBaseUrl().filter(baseUrl::equals).isPresent();
    }

    private static Optional<Product> usualOfAnother(Endpoint endpoint) {
        return isUsual(endpoint.getProduct(), endpoint.getBaseUrl())
                ? Optional.empty()
                : Arrays.stream(Product.values())
                        .filter(product -> isUsual(product, endpoint.getBaseUrl()))
                        .findFirst();
    }

    /** What a form holds of an endpoint. */
    private record EndpointFields(String name, Product product, String baseUrl, boolean plainHttpAllowed) {
        Endpoint endpoint() {
            Endpoint endpoint = new Endpoint(name, product);
            endpoint.setBaseUrl(baseUrl);
            endpoint.setPlainHttpAllowed(plainHttpAllowed);
            return endpoint;
        }
    }
}
