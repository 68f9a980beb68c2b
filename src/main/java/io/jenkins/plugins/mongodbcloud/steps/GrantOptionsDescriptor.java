package io.jenkins.plugins.mongodbcloud.steps;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.mongodbcloud.access.OptionValidator;
import io.jenkins.plugins.mongodbcloud.configuration.CredentialsListBox;
import java.util.List;
import java.util.stream.Collectors;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the form of {@link GrantOptions} offers and checks. */
@Extension
public final class GrantOptionsDescriptor extends ProjectOptionsDescriptor {

    /** What the form calls it if the key is not there yet. */
    private static final String NEW_KEY = "new";

    private static final GrantOptionsValidator VALIDATOR = new GrantOptionsValidator(OptionLabels.INSTANCE);

    public GrantOptionsDescriptor() {
        super(GrantOptions.class, GrantOptions.EXISTING);
    }

    @Override
    public String getDisplayName() {
        return Messages.Grant_DisplayName();
    }

    /** Whether the form shows the fields of a way to name the key; of a new form those of a new key. */
    @Override
    public boolean isShown(ProjectOptions options, String way) {
        boolean given = options instanceof GrantOptions grant && grant.isExisting();
        return given ? super.isShown(options, way) : way.equals(NEW_KEY);
    }

    @Override
    public String severalWays(ProjectOptions options) {
        List<String> given =
                options instanceof GrantOptions grant ? GrantOptions.EXISTING.given(grant.selectorValues()) : List.of();
        return given.size() > 1
                ? Messages.Grant_SeveralKeys(
                        given.stream().map(OptionLabels.INSTANCE::of).collect(Collectors.joining(", ")))
                : null;
    }

    /** What a choice for a new key is called. */
    public String nameOf(GrantOptions.Afterwards afterwards) {
        return switch (afterwards) {
            case DELETE -> Messages.Afterwards_Delete();
            case UNASSIGN -> Messages.Afterwards_Unassign();
        };
    }

    /** The credentials that can hold the existing key. */
    @POST
    public ListBoxModel doFillApiKeyCredentialsIdItems(
            @AncestorInPath Item item, @QueryParameter String endpoint, @QueryParameter String apiKeyCredentialsId) {
        return CredentialsListBox.of(item, baseUrl(endpoint), apiKeyCredentialsId, Messages.Form_None());
    }

    /** Says what is no name of a role. */
    @POST
    public FormValidation doCheckRoles(@AncestorInPath Item item, @QueryParameter String value) {
        boolean blank = Util.fixEmptyAndTrim(value) == null;
        return OptionChecks.text(item, value, text -> VALIDATOR.roles(blank ? null : ComboBoxValue.ids(text)));
    }

    /** Says what is no address. */
    @POST
    public FormValidation doCheckAccessList(@AncestorInPath Item item, @QueryParameter String value) {
        boolean blank = Util.fixEmptyAndTrim(value) == null;
        return OptionChecks.text(item, value, text -> VALIDATOR.accessList(blank ? null : ComboBoxValue.ids(text)));
    }

    /** Says what a text is that is no key ID. */
    @POST
    public FormValidation doCheckApiKeyId(@AncestorInPath Item item, @QueryParameter String value) {
        return OptionChecks.text(
                item, value, text -> OptionValidator.apiKeyId(ComboBoxValue.keyId(text), OptionLabels.INSTANCE));
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

    /** Says what is no name of a variable. */
    @POST
    public FormValidation doCheckPublicKeyVariable(@AncestorInPath Item item, @QueryParameter String value) {
        return OptionChecks.text(item, value, GrantOptionsValidator::variable);
    }

    /** As {@link #doCheckPublicKeyVariable}. */
    @POST
    public FormValidation doCheckPrivateKeyVariable(@AncestorInPath Item item, @QueryParameter String value) {
        return OptionChecks.text(item, value, GrantOptionsValidator::variable);
    }

    /** As {@link #doCheckPublicKeyVariable}. */
    @POST
    public FormValidation doCheckProjectIdVariable(@AncestorInPath Item item, @QueryParameter String value) {
        return OptionChecks.text(item, value, GrantOptionsValidator::variable);
    }

    /** As {@link #doCheckPublicKeyVariable}. */
    @POST
    public FormValidation doCheckBaseUrlVariable(@AncestorInPath Item item, @QueryParameter String value) {
        return OptionChecks.text(item, value, GrantOptionsValidator::variable);
    }
}
