package io.jenkins.plugins.mongodbcloud.steps;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.mongodbcloud.access.KeyOperation;
import io.jenkins.plugins.mongodbcloud.access.KeySelector;
import io.jenkins.plugins.mongodbcloud.access.UnassignServiceAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Which service accounts to unassign, and how. */
public final class ServiceAccountOptions extends AccessOptions {

    static final String STEP = "mongoCloudUnassignServiceAccount";
    static final KeySelectorOptions SELECTORS = new KeySelectorOptions("clientId", "clientIds", "name");

    private static final long serialVersionUID = 1L;

    private String clientId;
    private ArrayList<String> clientIds;
    private String name;

    /** @param projectId the project: 24 hexadecimal digits, or what a form offers for it */
    @DataBoundConstructor
    public ServiceAccountOptions(String projectId) {
        super(projectId);
    }

    public String getClientId() {
        return clientId;
    }

    /** The client ID of the service account to unassign, or what a form offers for it. */
    @DataBoundSetter
    public void setClientId(String clientId) {
        this.clientId = ComboBoxValue.keyId(clientId);
    }

    /** The client IDs to unassign: null if they are named otherwise, empty if there is nothing to do. */
    public List<String> getClientIds() {
        return clientIds == null ? null : List.copyOf(clientIds);
    }

    /** The client IDs to unassign. A text may hold several, separated by spaces, commas or lines. */
    @DataBoundSetter
    public void setClientIds(List<String> clientIds) {
        this.clientIds = ComboBoxValue.ids(clientIds);
    }

    public String getName() {
        return name;
    }

    /** The name of the service accounts to unassign, in which {@code *} stands for any text. */
    @DataBoundSetter
    public void setName(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    @Override
    public String step() {
        return STEP;
    }

    @Override
    KeyOperation operation() {
        return new UnassignServiceAccount();
    }

    @Override
    KeySelectorOptions selectors() {
        return SELECTORS;
    }

    @Override
    String[] selectorValues() {
        return new String[] {clientId, idsValue(clientIds, clientId, name), name};
    }

    @Override
    KeySelector selector(String option, String publicKey) {
        return switch (option) {
            case "clientId" -> new KeySelector.ByIds(List.of(clientId));
            case "clientIds" -> new KeySelector.ByIds(clientIds);
            default -> new KeySelector.ByName(name);
        };
    }

    @Override
    void replaceTexts(UnaryOperator<String> replacement, UnaryOperator<String> pattern) {
        super.replaceTexts(replacement, pattern);
        setClientId(replacement.apply(clientId));
        setClientIds(
                clientIds == null ? null : clientIds.stream().map(replacement).toList());
        setName(pattern.apply(name));
    }

    /** What the form offers and checks. */
    @Extension
    public static final class DescriptorImpl extends AccessOptionsDescriptor {

        private static final UnassignServiceAccount OPERATION = new UnassignServiceAccount();

        public DescriptorImpl() {
            super(ServiceAccountOptions.class, SELECTORS);
        }

        @Override
        public String getDisplayName() {
            return Messages.ServiceAccountStep_DisplayName();
        }

        /** The service accounts of the chosen project that contain a text, for who may configure the job. */
        @POST
        public ListBoxModel doFillClientIdItems(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String endpoint,
                @QueryParameter String credentialsId,
                @QueryParameter String projectId) {
            return suggest(item, value, endpoint, credentialsId, projectId, OPERATION);
        }

        /** Says what a text is that is no client ID, or why none are offered. */
        @POST
        public FormValidation doCheckClientId(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String endpoint,
                @QueryParameter String credentialsId,
                @QueryParameter String projectId) {
            return checkId(item, endpoint, credentialsId, projectId, value, OPERATION);
        }

        /** Says what a text is that is no list of client IDs. */
        @POST
        public FormValidation doCheckClientIds(@AncestorInPath Item item, @QueryParameter String value) {
            return OptionChecks.ids(item, value, OPERATION);
        }

        /** Requires a name, and warns of one that every account has. */
        @POST
        public FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String value) {
            return OptionChecks.pattern(item, value);
        }
    }
}
