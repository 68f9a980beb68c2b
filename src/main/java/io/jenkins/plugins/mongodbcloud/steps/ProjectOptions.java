package io.jenkins.plugins.mongodbcloud.steps;

import hudson.Util;
import hudson.model.Describable;
import io.jenkins.plugins.mongodbcloud.access.BuildEffect;
import io.jenkins.plugins.mongodbcloud.access.BuildResultPolicy;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudConfiguration;
import java.io.Serializable;
import java.util.function.UnaryOperator;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * The options of everything that is done in a project: where, with which credential, and what an outcome does to the
 * build. Steps, build steps, post-build actions and the build wrapper hold options as a whole; they name credentials, and
 * never hold what is in them.
 */
public abstract class ProjectOptions implements Describable<ProjectOptions>, Serializable, Cloneable {

    private static final long serialVersionUID = 1L;

    private String projectId;
    private String endpoint = MongoDbCloudConfiguration.DEFAULT_ENDPOINT;
    private String credentialsId;
    private BuildEffect ifNotAssigned = BuildResultPolicy.DEFAULT.ifNotAssigned();
    private BuildEffect ifRejected = BuildResultPolicy.DEFAULT.ifRejected();
    private BuildEffect ifUnavailable = BuildResultPolicy.DEFAULT.ifUnavailable();

    // Without it these options name nothing, which is refused as well.
    private transient String problem;

    /** @param projectId the project: 24 hexadecimal digits, or what a form offers for it */
    ProjectOptions(String projectId) {
        this.projectId = ComboBoxValue.projectId(projectId);
    }

    /** These options, which are of no use because the arguments that were to make them are invalid. */
    ProjectOptions withProblem(String reason) {
        problem = reason;
        return this;
    }

    /** Why these options are of no use; null if nothing is known against them. */
    String problem() {
        return problem;
    }

    /** The Pipeline step that takes these options. */
    public abstract String step();

    /** What the options hold that name what it is done to, in their order; a text of any kind for a list. */
    abstract String[] selectorValues();

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

    /** What the outcomes do to the build. */
    public BuildResultPolicy policy() {
        return new BuildResultPolicy(ifNotAssigned, ifRejected, ifUnavailable);
    }

    /**
     * A copy with every text replaced, for jobs whose fields may hold variables. A test holds that no text is
     * left out.
     *
     * @param pattern the replacement for texts in which an asterisk stands for any text
     */
    public ProjectOptions withTexts(UnaryOperator<String> replacement, UnaryOperator<String> pattern) {
        ProjectOptions copy = clone();
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
        return this;
    }

    @Override
    protected ProjectOptions clone() {
        try {
            return (ProjectOptions) super.clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }
}
