package io.jenkins.plugins.mongodbcloud.steps;

import hudson.Util;
import hudson.model.Describable;
import io.jenkins.plugins.mongodbcloud.access.BuildEffect;
import io.jenkins.plugins.mongodbcloud.access.BuildResultPolicy;
import io.jenkins.plugins.mongodbcloud.access.KeyOperation;
import io.jenkins.plugins.mongodbcloud.access.KeySelector;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudConfiguration;
import java.io.Serializable;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * The options that every operation has: the one declaration of each of them. Those that name what the operation is done
 * to are in a subclass. The Pipeline step, the build step and the post-build action hold options as a whole; they name
 * credentials, and never hold what is in them.
 */
public abstract class AccessOptions implements Describable<AccessOptions>, Serializable, Cloneable {

    private static final long serialVersionUID = 1L;

    private String projectId;
    private String endpoint = MongoDbCloudConfiguration.DEFAULT_ENDPOINT;
    private String credentialsId;
    private int maxKeys;
    private int parallelism = 1;
    private boolean dryRun;
    private boolean verify;
    private boolean allowSelf;
    private boolean keepTrying;
    private BuildEffect ifNotAssigned = BuildResultPolicy.DEFAULT.ifNotAssigned();
    private BuildEffect ifRejected = BuildResultPolicy.DEFAULT.ifRejected();
    private BuildEffect ifUnavailable = BuildResultPolicy.DEFAULT.ifUnavailable();

    // Without it these options name nothing to unassign, which is refused as well.
    private transient String problem;

    /** @param projectId the project: 24 hexadecimal digits, or what a form offers for it */
    AccessOptions(String projectId) {
        this.projectId = ComboBoxValue.projectId(projectId);
    }

    /** These options, which are of no use because the arguments that were to make them are invalid. */
    AccessOptions withProblem(String reason) {
        problem = reason;
        return this;
    }

    /** Why these options are of no use; null if nothing is known against them. */
    String problem() {
        return problem;
    }

    /** The Pipeline step that takes these options. */
    public abstract String step();

    /** What is done. */
    abstract KeyOperation operation();

    /** The options that name what it is done to. */
    abstract KeySelectorOptions selectors();

    /** What those options hold, in their order; a text of any kind for a list. */
    abstract String[] selectorValues();

    /**
     * A list of IDs as one of the {@link #selectorValues}. Without IDs it names something, too: nothing. But Job DSL
     * sets such a list where a script has none, so that the others come first.
     */
    static String idsValue(List<String> ids, String... others) {
        boolean named = Stream.of(others).anyMatch(other -> Util.fixEmptyAndTrim(other) != null);
        return ids == null || ids.isEmpty() && named ? null : ids.toString();
    }

    /** The credential from which the public key of the selected key is read; null if none is. */
    String publicKeyCredentialsId() {
        return null;
    }

    /**
     * What it is done to.
     *
     * @param option which of the selector options is given
     * @param publicKey what {@link #publicKeyCredentialsId} holds
     */
    abstract KeySelector selector(String option, String publicKey);

    /** The IDs that are named; none if what is meant is to be looked up. */
    public List<String> ids() {
        return selectors().given(selectorValues()).stream()
                .map(option -> selector(option, ""))
                .filter(KeySelector.ByIds.class::isInstance)
                .flatMap(selector -> ((KeySelector.ByIds) selector).ids().stream())
                .toList();
    }

    /** How what is meant is to be looked up, in the words of a form; empty if it is named by IDs alone. */
    public String selection() {
        String[] values = selectorValues();
        return selectors().given(values).stream()
                .filter(option -> !(selector(option, "") instanceof KeySelector.ByIds))
                .map(option -> OptionLabels.INSTANCE.of(option) + " "
                        + values[selectors().names().indexOf(option)])
                .collect(Collectors.joining(", "));
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

    /** The credential that authenticates; blank stands for the endpoint's own. */
    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    /** The most that may match, 0 for the default: 1 for a text with a wildcard, else 100. */
    public int getMaxKeys() {
        return maxKeys;
    }

    @DataBoundSetter
    public void setMaxKeys(int maxKeys) {
        this.maxKeys = maxKeys;
    }

    /** How many are worked on at once, 1 to 8. */
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

    /** List what the project has afterwards, and fail if it contradicts a result. */
    @DataBoundSetter
    public void setVerify(boolean verify) {
        this.verify = verify;
    }

    public boolean isAllowSelf() {
        return allowSelf;
    }

    /** Take the access of what authenticates, too, as the last. */
    @DataBoundSetter
    public void setAllowSelf(boolean allowSelf) {
        this.allowSelf = allowSelf;
    }

    public boolean isKeepTrying() {
        return keepTrying;
    }

    /** What does not come to its end is kept and tried in the background until it does. */
    @DataBoundSetter
    public void setKeepTrying(boolean keepTrying) {
        this.keepTrying = keepTrying;
    }

    public BuildEffect getIfNotAssigned() {
        return ifNotAssigned;
    }

    /** What something that is not assigned does to the build. */
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
        AccessOptions copy = clone();
        copy.replaceTexts(
                text -> text == null ? null : replacement.apply(text),
                text -> text == null ? null : pattern.apply(text));
        return copy;
    }

    /** Replaces every text, of which any may be null; overridden where there are more. */
    void replaceTexts(UnaryOperator<String> replacement, UnaryOperator<String> pattern) {
        projectId = ComboBoxValue.projectId(replacement.apply(projectId));
        setEndpoint(replacement.apply(endpoint));
    }

    /** What was saved without an option, by hand or before there was one, has its default. */
    protected Object readResolve() {
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
