package io.jenkins.plugins.mongodbcloud.configuration;

import hudson.AbortException;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.mongodbcloud.client.ApiCredential;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.Product;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
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

    /** The products, and the one that was saved if it is not among them. */
    @POST
    public ListBoxModel doFillProductItems(@QueryParameter String product) {
        ListBoxModel choices = new ListBoxModel();
        if (FormPermissions.mayAdminister()) {
            Endpoint current = new Endpoint("", product);
            Stream.of(Product.values()).forEach(known -> choices.add(nameOf(known), known.name()));
            if (current.product().isEmpty()) {
                choices.add(Messages.Product_Unknown(current.getProduct()), current.getProduct());
            }
        }
        return choices;
    }

    /** Says that a product is not known. */
    @POST
    public FormValidation doCheckProduct(@QueryParameter String value, @QueryParameter String name) {
        return FormPermissions.mayAdminister()
                        && new Endpoint(name, value).product().isEmpty()
                ? FormValidation.error(Messages.Endpoint_UnknownProduct(name, value))
                : FormValidation.ok();
    }

    /** The credentials that can serve jobs at this URL. */
    @POST
    public ListBoxModel doFillCredentialsIdItems(
            @QueryParameter String product, @QueryParameter String baseUrl, @QueryParameter String credentialsId) {
        String url = endpoint("", product, baseUrl, false).effectiveBaseUrl();
        return CredentialsListBox.of(null, url, credentialsId, Messages.Endpoint_NoCredential());
    }

    /**
     * Requires a name that no other endpoint of the form has.
     *
     * @param otherNames one a line
     */
    @POST
    public FormValidation doCheckName(@QueryParameter String value, @QueryParameter String otherNames) {
        String name = Util.fixEmptyAndTrim(value);
        if (!FormPermissions.mayAdminister()) {
            return FormValidation.ok();
        }
        if (name == null) {
            return FormValidation.error(Messages.Endpoint_NoName());
        }
        return Util.fixNull(otherNames).lines().map(String::trim).anyMatch(name::equals)
                ? FormValidation.error(Messages.Endpoint_DuplicateName(name))
                : FormValidation.ok();
    }

    /** Says what may not be sent to, and where blank leads. */
    @POST
    public FormValidation doCheckBaseUrl(
            @QueryParameter String value,
            @QueryParameter String name,
            @QueryParameter String product,
            @QueryParameter boolean plainHttpAllowed) {
        if (!FormPermissions.mayAdminister()) {
            return FormValidation.ok();
        }
        String called = Util.fixEmptyAndTrim(name) == null ? "-" : name;
        Endpoint endpoint = endpoint(called, product, value, plainHttpAllowed);
        if (endpoint.product().isEmpty()) {
            return FormValidation.ok();
        }
        try {
            ApiEndpoint target = endpoint.toApiEndpoint();
            if (Util.fixEmptyAndTrim(value) == null) {
                return FormValidation.ok(Messages.Endpoint_UsualUrl(target.baseUrl()));
            }
            return usualOfAnother(target.product(), endpoint.getBaseUrl())
                    .map(other -> FormValidation.warning(
                            Messages.Endpoint_OtherProduct(nameOf(other), nameOf(target.product()))))
                    .orElseGet(FormValidation::ok);
        } catch (InvalidEndpointException invalid) {
            return FormValidation.error(invalid.getMessage());
        }
    }

    /** Asks for projects and roles with what the form holds. Takes less than 20 s. */
    @POST
    public FormValidation doTestConnection(
            @QueryParameter String name,
            @QueryParameter String product,
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
            ApiEndpoint target =
                    endpoint(name, product, baseUrl, plainHttpAllowed).toApiEndpoint();
            ApiCredential keys = CredentialsLookup.get().find(id, Jenkins.get(), target, ConnectionTest.LOOKUP);
            return new ConnectionTest().run(target, keys, id);
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

    private static Optional<Product> usualOfAnother(Product product, String baseUrl) {
        return isUsual(product, baseUrl)
                ? Optional.empty()
                : Arrays.stream(Product.values())
                        .filter(other -> isUsual(other, baseUrl))
                        .findFirst();
    }

    /** What a form holds of an endpoint. */
    private static Endpoint endpoint(String name, String product, String baseUrl, boolean plainHttpAllowed) {
        Endpoint endpoint = new Endpoint(name, product);
        endpoint.setBaseUrl(baseUrl);
        endpoint.setPlainHttpAllowed(plainHttpAllowed);
        return endpoint;
    }
}
