package io.jenkins.plugins.mongodbcloud.steps;

import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.mongodbcloud.access.UnassignApiKey;
import io.jenkins.plugins.mongodbcloud.configuration.CredentialsListBox;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the form of {@link ApiKeyOptions} offers and checks. */
@Extension
public final class ApiKeyOptionsDescriptor extends AccessOptionsDescriptor {

    private static final UnassignApiKey OPERATION = new UnassignApiKey();

    public ApiKeyOptionsDescriptor() {
        super(ApiKeyOptions.class, ApiKeyOptions.SELECTORS);
    }

    @Override
    public String getDisplayName() {
        return Messages.Step_DisplayName();
    }

    /** The credentials that can hold the key to unassign. */
    @POST
    public ListBoxModel doFillApiKeyCredentialsIdItems(
            @AncestorInPath Item item, @QueryParameter String endpoint, @QueryParameter String apiKeyCredentialsId) {
        return CredentialsListBox.of(item, baseUrl(endpoint), apiKeyCredentialsId, Messages.Form_None());
    }

    /** The API keys of the chosen project that contain a text, for who may configure the job. */
    @POST
    public ListBoxModel doFillApiKeyIdItems(
            @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String endpoint,
            @QueryParameter String credentialsId,
            @QueryParameter String projectId) {
        return suggest(item, value, endpoint, credentialsId, projectId, OPERATION);
    }

    /** Says what a text is that is no key ID, or why none are offered. */
    @POST
    public FormValidation doCheckApiKeyId(
            @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String endpoint,
            @QueryParameter String credentialsId,
            @QueryParameter String projectId) {
        return checkId(item, endpoint, credentialsId, projectId, value, OPERATION);
    }

    /** Says what a text is that is no list of key IDs. */
    @POST
    public FormValidation doCheckApiKeyIds(@AncestorInPath Item item, @QueryParameter String value) {
        return OptionChecks.ids(item, value, OPERATION);
    }

    /** Says what a text is that is no public key. */
    @POST
    public FormValidation doCheckPublicKey(@AncestorInPath Item item, @QueryParameter String value) {
        return OptionChecks.publicKey(item, value);
    }

    /** Requires a credential. */
    @POST
    public FormValidation doCheckApiKeyCredentialsId(@AncestorInPath Item item, @QueryParameter String value) {
        return OptionChecks.keyCredential(item, value);
    }

    /** Requires a description, and warns of one that every key has. */
    @POST
    public FormValidation doCheckDescription(@AncestorInPath Item item, @QueryParameter String value) {
        return OptionChecks.pattern(item, value);
    }
}
