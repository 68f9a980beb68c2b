package io.jenkins.plugins.mongodbcloud.steps;

import hudson.Util;
import io.jenkins.plugins.mongodbcloud.access.KeyOperation;
import io.jenkins.plugins.mongodbcloud.access.KeySelector;
import io.jenkins.plugins.mongodbcloud.access.UnassignApiKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Which API keys to unassign, and how. */
public final class ApiKeyOptions extends AccessOptions {

    static final String STEP = "mongoCloudUnassignApiKey";
    static final KeySelectorOptions SELECTORS =
            new KeySelectorOptions("apiKeyId", "apiKeyIds", "publicKey", "apiKeyCredentialsId", "description");

    private static final long serialVersionUID = 1L;

    private String apiKeyId;
    private ArrayList<String> apiKeyIds;
    private String publicKey;
    private String apiKeyCredentialsId;
    private String description;

    /** @param projectId the project: 24 hexadecimal digits, or what a form offers for it */
    @DataBoundConstructor
    public ApiKeyOptions(String projectId) {
        super(projectId);
    }

    public String getApiKeyId() {
        return apiKeyId;
    }

    /** The ID of the key to unassign, or what a form offers for it. */
    @DataBoundSetter
    public void setApiKeyId(String apiKeyId) {
        this.apiKeyId = ComboBoxValue.keyId(apiKeyId);
    }

    /** The IDs of the keys to unassign: null if they are named otherwise, empty if there is nothing to do. */
    public List<String> getApiKeyIds() {
        return apiKeyIds == null ? null : List.copyOf(apiKeyIds);
    }

    /**
     * The IDs of the keys to unassign. A text may hold several, separated by spaces, commas or lines, as a form
     * sends them; a single blank one is that of a field which was left empty.
     */
    @DataBoundSetter
    public void setApiKeyIds(List<String> apiKeyIds) {
        this.apiKeyIds = ComboBoxValue.ids(apiKeyIds);
    }

    public String getPublicKey() {
        return publicKey;
    }

    /** The public key of the key to unassign. */
    @DataBoundSetter
    public void setPublicKey(String publicKey) {
        this.publicKey = Util.fixEmptyAndTrim(publicKey);
    }

    public String getApiKeyCredentialsId() {
        return apiKeyCredentialsId;
    }

    /** The credential whose public key is that of the key to unassign. */
    @DataBoundSetter
    public void setApiKeyCredentialsId(String apiKeyCredentialsId) {
        this.apiKeyCredentialsId = Util.fixEmptyAndTrim(apiKeyCredentialsId);
    }

    public String getDescription() {
        return description;
    }

    /** The description of the keys to unassign, in which {@code *} stands for any text. */
    @DataBoundSetter
    public void setDescription(String description) {
        this.description = Util.fixEmptyAndTrim(description);
    }

    @Override
    public String step() {
        return STEP;
    }

    @Override
    KeyOperation operation() {
        return new UnassignApiKey();
    }

    @Override
    KeySelectorOptions selectors() {
        return SELECTORS;
    }

    @Override
    String[] selectorValues() {
        String ids = idsValue(apiKeyIds, apiKeyId, publicKey, apiKeyCredentialsId, description);
        return new String[] {apiKeyId, ids, publicKey, apiKeyCredentialsId, description};
    }

    @Override
    String publicKeyCredentialsId() {
        return apiKeyCredentialsId;
    }

    @Override
    KeySelector selector(String option, String publicKeyFound) {
        return switch (option) {
            case "apiKeyId" -> new KeySelector.ByIds(List.of(apiKeyId));
            case "apiKeyIds" -> new KeySelector.ByIds(apiKeyIds);
            case "publicKey" -> new KeySelector.ByPublicKey(publicKey);
            case "apiKeyCredentialsId" -> new KeySelector.ByPublicKey(publicKeyFound);
            default -> new KeySelector.ByDescription(description);
        };
    }

    @Override
    void replaceTexts(UnaryOperator<String> replacement, UnaryOperator<String> pattern) {
        super.replaceTexts(replacement, pattern);
        setApiKeyId(replacement.apply(apiKeyId));
        setApiKeyIds(
                apiKeyIds == null ? null : apiKeyIds.stream().map(replacement).toList());
        setPublicKey(replacement.apply(publicKey));
        setDescription(pattern.apply(description));
    }
}
