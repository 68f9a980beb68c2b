package io.jenkins.plugins.mongodbcloud.steps;

import hudson.Util;
import hudson.model.Describable;
import io.jenkins.plugins.mongodbcloud.access.BuildEffect;
import io.jenkins.plugins.mongodbcloud.access.BuildResultPolicy;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudConfiguration;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * What to unassign, and how: the one declaration of every option. The Pipeline step, the build step and the
 * post-build action hold one of it. It names credentials, and never holds what is in them.
 */
public final class AccessOptions implements Describable<AccessOptions>, Serializable, Cloneable {

    private static final long serialVersionUID = 1L;

    private String projectId;
    private String endpoint = MongoDbCloudConfiguration.DEFAULT_ENDPOINT;
    private String credentialsId;
    private String apiKeyId;
    private ArrayList<String> apiKeyIds;
    private String publicKey;
    private String apiKeyCredentialsId;
    private String description;
    private int maxKeys;
    private int parallelism = 1;
    private boolean dryRun;
    private boolean verify;
    private boolean allowSelf;
    private BuildEffect ifNotAssigned = BuildResultPolicy.DEFAULT.ifNotAssigned();
    private BuildEffect ifRejected = BuildResultPolicy.DEFAULT.ifRejected();
    private BuildEffect ifUnavailable = BuildResultPolicy.DEFAULT.ifUnavailable();

    /** @param projectId the project: 24 hexadecimal digits, or what a form offers for it */
    @DataBoundConstructor
    public AccessOptions(String projectId) {
        this.projectId = ComboBoxValue.id(projectId);
    }

    public String getProjectId() {
        return projectId;
    }

    public String getEndpoint() {
        return endpoint;
    }

    /** The name of an endpoint in the global configuration; blank stands for Cloud Manager. */
    @DataBoundSetter
    public void setEndpoint(String endpoint) {
        String given = Util.fixEmptyAndTrim(endpoint);
        this.endpoint = given == null ? MongoDbCloudConfiguration.DEFAULT_ENDPOINT : given;
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    /** The credential with the key pair that authenticates; blank stands for the endpoint's own. */
    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    public String getApiKeyId() {
        return apiKeyId;
    }

    /** The ID of the key to unassign, or what a form offers for it. */
    @DataBoundSetter
    public void setApiKeyId(String apiKeyId) {
        this.apiKeyId = ComboBoxValue.id(apiKeyId);
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
        this.apiKeyIds = null;
        if (apiKeyIds != null) {
            List<String> ids = apiKeyIds.stream()
                    .flatMap(text -> ComboBoxValue.ids(text).stream())
                    .toList();
            this.apiKeyIds = ids.equals(List.of("")) ? null : new ArrayList<>(ids);
        }
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

    /** The most keys that may match, 0 for the default: 1 for a description with a wildcard, else 100. */
    public int getMaxKeys() {
        return maxKeys;
    }

    @DataBoundSetter
    public void setMaxKeys(int maxKeys) {
        this.maxKeys = maxKeys;
    }

    /** Keys unassigned at once, 1 to 8. */
    public int getParallelism() {
        return parallelism;
    }

    @DataBoundSetter
    public void setParallelism(int parallelism) {
        this.parallelism = parallelism;
    }

    public boolean isDryRun() {
        return dryRun;
    }

    /** Look everything up, unassign nothing. */
    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    public boolean isVerify() {
        return verify;
    }

    /** List the project's keys afterwards and fail if one is still there. */
    @DataBoundSetter
    public void setVerify(boolean verify) {
        this.verify = verify;
    }

    public boolean isAllowSelf() {
        return allowSelf;
    }

    /** Unassign the key that authenticates too, as the last. */
    @DataBoundSetter
    public void setAllowSelf(boolean allowSelf) {
        this.allowSelf = allowSelf;
    }

    public BuildEffect getIfNotAssigned() {
        return ifNotAssigned;
    }

    /** What a key that is not assigned does to the build. */
    @DataBoundSetter
    public void setIfNotAssigned(BuildEffect ifNotAssigned) {
        this.ifNotAssigned = ifNotAssigned == null ? BuildResultPolicy.DEFAULT.ifNotAssigned() : ifNotAssigned;
    }

    public BuildEffect getIfRejected() {
        return ifRejected;
    }

    /** What a refusal does to the build. */
    @DataBoundSetter
    public void setIfRejected(BuildEffect ifRejected) {
        this.ifRejected = ifRejected == null ? BuildResultPolicy.DEFAULT.ifRejected() : ifRejected;
    }

    public BuildEffect getIfUnavailable() {
        return ifUnavailable;
    }

    /** What no answer that decides does to the build. */
    @DataBoundSetter
    public void setIfUnavailable(BuildEffect ifUnavailable) {
        this.ifUnavailable = ifUnavailable == null ? BuildResultPolicy.DEFAULT.ifUnavailable() : ifUnavailable;
    }

    /**
     * A copy with every text replaced, for jobs whose fields may hold variables. A test holds that no text is
     * left out.
     *
     * @param pattern the replacement for texts in which an asterisk stands for any text
     */
    public AccessOptions withTexts(UnaryOperator<String> replacement, UnaryOperator<String> pattern) {
        UnaryOperator<String> texts = text -> text == null ? null : replacement.apply(text);
        AccessOptions copy = clone();
        copy.projectId = ComboBoxValue.id(texts.apply(projectId));
        copy.setEndpoint(texts.apply(endpoint));
        copy.setApiKeyId(texts.apply(apiKeyId));
        copy.setApiKeyIds(
                apiKeyIds == null ? null : apiKeyIds.stream().map(texts).toList());
        copy.setPublicKey(texts.apply(publicKey));
        copy.setDescription(description == null ? null : pattern.apply(description));
        return copy;
    }

    /** What was saved without an option, by hand or before there was one, has its default. */
    private Object readResolve() {
        setEndpoint(endpoint);
        setIfNotAssigned(ifNotAssigned);
        setIfRejected(ifRejected);
        setIfUnavailable(ifUnavailable);
        parallelism = parallelism == 0 ? 1 : parallelism;
        return this;
    }

    @Override
    protected AccessOptions clone() {
        try {
            return (AccessOptions) super.clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }
}
