package io.jenkins.plugins.mongodbcloud.configuration;

import hudson.AbortException;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.mongodbcloud.client.ClientLimits;
import io.jenkins.plugins.mongodbcloud.client.Product;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** The endpoints and timeouts that administrators set, on the page and as code ({@code mongoCloud}). */
@Extension
@Symbol("mongoCloud")
public final class MongoDbCloudConfiguration extends GlobalConfiguration {

    /** The endpoint that is there from the start, and that jobs get which name none. */
    public static final String DEFAULT_ENDPOINT = "Cloud Manager";

    private static final ClientLimits DEFAULTS = ClientLimits.DEFAULT;

    // An ArrayList, which is saved as a plain list of endpoints.
    private List<Endpoint> endpoints = new ArrayList<>(List.of(new Endpoint(DEFAULT_ENDPOINT, Product.CLOUD_MANAGER)));
    private int connectTimeoutSeconds = (int) DEFAULTS.connect().toSeconds();
    private int responseTimeoutSeconds = (int) DEFAULTS.response().toSeconds();
    private int callTimeoutSeconds = (int) DEFAULTS.call().toSeconds();

    public MongoDbCloudConfiguration() {
        load();
    }

    public static MongoDbCloudConfiguration get() {
        return ExtensionList.lookupSingleton(MongoDbCloudConfiguration.class);
    }

    public List<Endpoint> getEndpoints() {
        return List.copyOf(endpoints);
    }

    /** @throws IllegalArgumentException if two endpoints have the same name, or one may not be sent to */
    @DataBoundSetter
    public void setEndpoints(List<Endpoint> endpoints) {
        this.endpoints = checked(endpoints);
        save();
    }

    private List<Endpoint> checked(List<Endpoint> given) {
        Set<String> names = new HashSet<>();
        for (Endpoint endpoint : given) {
            if (!isKeptUnknown(endpoint)) {
                try {
                    endpoint.toApiEndpoint();
                } catch (InvalidEndpointException invalid) {
                    throw new IllegalArgumentException(invalid.getMessage(), invalid);
                }
            }
            if (!names.add(endpoint.getName())) {
                throw new IllegalArgumentException(Messages.Endpoint_DuplicateName(endpoint.getName()));
            }
        }
        return new ArrayList<>(given);
    }

    /** Whether an endpoint has a product that this version does not know, and had it before: a downgrade loses nothing. */
    private boolean isKeptUnknown(Endpoint endpoint) {
        return endpoint.product().isEmpty()
                && endpoints.stream()
                        .anyMatch(known -> known.getName().equals(endpoint.getName())
                                && known.getProduct().equals(endpoint.getProduct()));
    }

    /** Seconds to open a connection. */
    public int getConnectTimeoutSeconds() {
        return connectTimeoutSeconds;
    }

    /** @throws IllegalArgumentException if not positive */
    @DataBoundSetter
    public void setConnectTimeoutSeconds(int seconds) {
        this.connectTimeoutSeconds = positive(seconds);
        save();
    }

    /** Seconds without a byte from the server. */
    public int getResponseTimeoutSeconds() {
        return responseTimeoutSeconds;
    }

    /** @throws IllegalArgumentException if not positive */
    @DataBoundSetter
    public void setResponseTimeoutSeconds(int seconds) {
        this.responseTimeoutSeconds = positive(seconds);
        save();
    }

    /** Seconds for a whole call with all its attempts. */
    public int getCallTimeoutSeconds() {
        return callTimeoutSeconds;
    }

    /** @throws IllegalArgumentException if not positive */
    @DataBoundSetter
    public void setCallTimeoutSeconds(int seconds) {
        this.callTimeoutSeconds = positive(seconds);
        save();
    }

    private static int positive(int seconds) {
        if (seconds < 1) {
            throw new IllegalArgumentException(Messages.Timeout_NotPositive(String.valueOf(seconds)));
        }
        return seconds;
    }

    /**
     * Takes the page over as a whole or, if a part of it is invalid, not at all.
     *
     * @throws FormException saying which part, and what to change
     */
    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        // A page that was opened before the plugin was installed has no section of it, which says nothing.
        if (form.isEmpty()) {
            return true;
        }
        try {
            // A list that was emptied is not in the form.
            List<Endpoint> newEndpoints = checked(request.bindJSONToList(Endpoint.class, form.opt("endpoints")));
            int newConnect = seconds(form, "connectTimeoutSeconds", connectTimeoutSeconds);
            int newResponse = seconds(form, "responseTimeoutSeconds", responseTimeoutSeconds);
            int newCall = seconds(form, "callTimeoutSeconds", callTimeoutSeconds);
            endpoints = newEndpoints;
            connectTimeoutSeconds = newConnect;
            responseTimeoutSeconds = newResponse;
            callTimeoutSeconds = newCall;
        } catch (IllegalArgumentException invalid) {
            throw new FormException(Messages.Configuration_Error(invalid.getMessage()), invalid, "endpoints");
        }
        save();
        return true;
    }

    private static int seconds(JSONObject form, String field, int current) {
        return form.has(field) ? seconds(form.optString(field)) : current;
    }

    private static int seconds(String text) {
        try {
            return positive(Integer.parseInt(text.trim()));
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException(Messages.Timeout_NotPositive(text), noNumber);
        }
    }

    /** Requires a number from 1 up. */
    @POST
    public FormValidation doCheckConnectTimeoutSeconds(@QueryParameter String value) {
        return checkSeconds(value);
    }

    /** Requires a number from 1 up. */
    @POST
    public FormValidation doCheckResponseTimeoutSeconds(@QueryParameter String value) {
        return checkSeconds(value);
    }

    /** Requires a number from 1 up. */
    @POST
    public FormValidation doCheckCallTimeoutSeconds(@QueryParameter String value) {
        return checkSeconds(value);
    }

    private static FormValidation checkSeconds(String value) {
        if (!FormPermissions.mayAdminister()) {
            return FormValidation.ok();
        }
        try {
            seconds(Util.fixNull(value));
            return FormValidation.ok();
        } catch (IllegalArgumentException invalid) {
            return FormValidation.error(invalid.getMessage());
        }
    }

    /** The timeouts as long as nobody has set others, for the form. */
    public ClientLimits defaults() {
        return DEFAULTS;
    }

    /** The timeouts as the client takes them. */
    public ClientLimits limits() {
        return DEFAULTS.withTimeouts(
                Duration.ofSeconds(connectTimeoutSeconds),
                Duration.ofSeconds(responseTimeoutSeconds),
                Duration.ofSeconds(callTimeoutSeconds));
    }

    /**
     * The endpoint of this name.
     *
     * @throws AbortException if there is none; the message names those that there are
     */
    public Endpoint endpoint(String name) throws AbortException {
        return endpoints.stream()
                .filter(endpoint -> endpoint.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AbortException(Messages.Endpoint_Unknown(
                        name, endpoints.stream().map(Endpoint::getName).collect(Collectors.joining(", ")))));
    }
}
