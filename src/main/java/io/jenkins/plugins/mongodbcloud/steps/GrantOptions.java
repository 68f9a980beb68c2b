package io.jenkins.plugins.mongodbcloud.steps;

import hudson.Util;
import io.jenkins.plugins.mongodbcloud.access.OptionNames;
import io.jenkins.plugins.mongodbcloud.configuration.GrantRequest;
import io.jenkins.plugins.mongodbcloud.configuration.GrantRequest.ExistingKey;
import io.jenkins.plugins.mongodbcloud.journal.SensitiveValues;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Which access a block or a build is given, to which key, and by which variables it learns of the key. */
public final class GrantOptions extends ProjectOptions {

    static final String STEP = "withMongoCloudApiKey";

    /** The options that name a key which is there already, of which one at most is to be used. */
    static final KeySelectorOptions EXISTING = new KeySelectorOptions("apiKeyId", "publicKey", "apiKeyCredentialsId");

    private static final long serialVersionUID = 1L;

    /** What becomes of a new key after it was unassigned. */
    public enum Afterwards {
        /** It is deleted from its organization. */
        DELETE,
        /** It stays there, without access. */
        UNASSIGN
    }

    private ArrayList<String> roles;
    private ArrayList<String> accessList;
    private String description;
    private Afterwards afterwards = Afterwards.DELETE;
    private String apiKeyId;
    private String publicKey;
    private String apiKeyCredentialsId;
    private String publicKeyVariable;
    private String privateKeyVariable;
    private String projectIdVariable;
    private String baseUrlVariable;

    /** @param projectId the project: 24 hexadecimal digits, or what a form offers for it */
    @DataBoundConstructor
    public GrantOptions(String projectId) {
        super(projectId);
    }

    public List<String> getRoles() {
        return roles == null ? null : List.copyOf(roles);
    }

    /** Names of roles in the project. A text may hold several, separated by spaces, commas or lines. */
    @DataBoundSetter
    public void setRoles(List<String> roles) {
        this.roles = ComboBoxValue.ids(roles);
    }

    public List<String> getAccessList() {
        return accessList == null ? null : List.copyOf(accessList);
    }

    /** IP addresses, or ranges in CIDR notation, from which a new key can be used; written as roles are. */
    @DataBoundSetter
    public void setAccessList(List<String> accessList) {
        this.accessList = ComboBoxValue.ids(accessList);
    }

    public String getDescription() {
        return description;
    }

    /** How the description of a new key begins; blank stands for job and build. */
    @DataBoundSetter
    public void setDescription(String description) {
        this.description = Util.fixEmptyAndTrim(description);
    }

    public Afterwards getAfterwards() {
        return afterwards;
    }

    /** What becomes of a new key. */
    @DataBoundSetter
    public void setAfterwards(Afterwards afterwards) {
        this.afterwards = afterwards == null ? Afterwards.DELETE : afterwards;
    }

    public String getApiKeyId() {
        return apiKeyId;
    }

    /** The ID of a key that is there already. */
    @DataBoundSetter
    public void setApiKeyId(String apiKeyId) {
        this.apiKeyId = ComboBoxValue.keyId(apiKeyId);
    }

    public String getPublicKey() {
        return publicKey;
    }

    /** The public key of a key that is there already. */
    @DataBoundSetter
    public void setPublicKey(String publicKey) {
        this.publicKey = Util.fixEmptyAndTrim(publicKey);
    }

    public String getApiKeyCredentialsId() {
        return apiKeyCredentialsId;
    }

    /** The credential that has both halves of a key which is there already. */
    @DataBoundSetter
    public void setApiKeyCredentialsId(String apiKeyCredentialsId) {
        this.apiKeyCredentialsId = Util.fixEmptyAndTrim(apiKeyCredentialsId);
    }

    public String getPublicKeyVariable() {
        return publicKeyVariable;
    }

    /** The name of the variable with the public key; blank stands for the one that the product's tools read. */
    @DataBoundSetter
    public void setPublicKeyVariable(String publicKeyVariable) {
        this.publicKeyVariable = Util.fixEmptyAndTrim(publicKeyVariable);
    }

    public String getPrivateKeyVariable() {
        return privateKeyVariable;
    }

    /** As {@link #setPublicKeyVariable}, for the private key. */
    @DataBoundSetter
    public void setPrivateKeyVariable(String privateKeyVariable) {
        this.privateKeyVariable = Util.fixEmptyAndTrim(privateKeyVariable);
    }

    public String getProjectIdVariable() {
        return projectIdVariable;
    }

    /** As {@link #setPublicKeyVariable}, for the ID of the project. */
    @DataBoundSetter
    public void setProjectIdVariable(String projectIdVariable) {
        this.projectIdVariable = Util.fixEmptyAndTrim(projectIdVariable);
    }

    public String getBaseUrlVariable() {
        return baseUrlVariable;
    }

    /**
     * As {@link #setPublicKeyVariable}, for the base URL; if it is blank, the base URL that the product's tools expect is
     * not in a variable.
     */
    @DataBoundSetter
    public void setBaseUrlVariable(String baseUrlVariable) {
        this.baseUrlVariable = Util.fixEmptyAndTrim(baseUrlVariable);
    }

    @Override
    public String step() {
        return STEP;
    }

    @Override
    String[] selectorValues() {
        return new String[] {apiKeyId, publicKey, apiKeyCredentialsId};
    }

    /** Whether the key is there already. */
    boolean isExisting() {
        return !EXISTING.given(selectorValues()).isEmpty();
    }

    /**
     * What they ask for. Valid only after {@link GrantOptionsValidator}.
     *
     * @param build how the description of a new key begins unless the options say it
     * @param call a name of the call that no other call in the build has
     * @param names what the options are called where they were set
     * @param sensitive what the log of the build masks
     */
    GrantRequest request(String build, String call, OptionNames names, SensitiveValues sensitive) {
        return new GrantRequest(
                getEndpoint(),
                getCredentialsId(),
                getProjectId(),
                roles,
                accessList == null ? List.of() : accessList,
                description == null ? build : description,
                afterwards == Afterwards.DELETE,
                isExisting() ? new ExistingKey(apiKeyId, publicKey, apiKeyCredentialsId) : null,
                call,
                names,
                sensitive);
    }

    @Override
    public GrantOptions withTexts(UnaryOperator<String> replacement, UnaryOperator<String> pattern) {
        return (GrantOptions) super.withTexts(replacement, pattern);
    }

    @Override
    void replaceTexts(UnaryOperator<String> replacement, UnaryOperator<String> pattern) {
        super.replaceTexts(replacement, pattern);
        setRoles(roles == null ? null : roles.stream().map(replacement).toList());
        setAccessList(
                accessList == null ? null : accessList.stream().map(replacement).toList());
        setDescription(replacement.apply(description));
        setApiKeyId(replacement.apply(apiKeyId));
        setPublicKey(replacement.apply(publicKey));
        setPublicKeyVariable(replacement.apply(publicKeyVariable));
        setPrivateKeyVariable(replacement.apply(privateKeyVariable));
        setProjectIdVariable(replacement.apply(projectIdVariable));
        setBaseUrlVariable(replacement.apply(baseUrlVariable));
    }

    @Override
    protected Object readResolve() {
        setAfterwards(afterwards);
        return super.readResolve();
    }
}
