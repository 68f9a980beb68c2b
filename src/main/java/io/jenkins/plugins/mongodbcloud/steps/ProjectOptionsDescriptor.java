package io.jenkins.plugins.mongodbcloud.steps;

import hudson.AbortException;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.mongodbcloud.access.BuildEffect;
import io.jenkins.plugins.mongodbcloud.access.OptionValidator;
import io.jenkins.plugins.mongodbcloud.configuration.CredentialsListBox;
import io.jenkins.plugins.mongodbcloud.configuration.Endpoint;
import io.jenkins.plugins.mongodbcloud.configuration.FormPermissions;
import io.jenkins.plugins.mongodbcloud.configuration.FormSuggestions;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudConfiguration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * What the form of the options of everything that is done in a project offers and checks. Checks look at texts alone; only
 * the suggestions of projects and of what they have send requests to MongoDB Cloud, and the checks of what is chosen from
 * them.
 */
public abstract class ProjectOptionsDescriptor extends Descriptor<ProjectOptions> implements CustomDescribableModel {

    private final KeySelectorOptions selectors;

    ProjectOptionsDescriptor(Class<? extends ProjectOptions> type, KeySelectorOptions selectors) {
        super(type);
        this.selectors = selectors;
    }

    /** Nothing that was entered is passed over, also where a script makes options of their own. */
    @Override
    public Map<String, Object> customInstantiate(Map<String, Object> arguments) {
        return StepArguments.validated(clazz, selectors, arguments);
    }

    /** What an effect on the build is called. */
    public String nameOf(BuildEffect effect) {
        return OptionLabels.label(effect);
    }

    /** The label of the field of an option. */
    public String labelOf(String option) {
        return OptionLabels.label(option);
    }

    /** The endpoint that a new form has: the usual one, or the first if there is no such. */
    public String defaultEndpoint() {
        List<Endpoint> endpoints = MongoDbCloudConfiguration.get().getEndpoints();
        return endpoints.isEmpty()
                        || endpoint(MongoDbCloudConfiguration.DEFAULT_ENDPOINT).isPresent()
                ? MongoDbCloudConfiguration.DEFAULT_ENDPOINT
                : endpoints.get(0).getName();
    }

    /** IDs one to a line, as their field shows them. */
    public String lines(List<String> ids) {
        return ids == null ? "" : String.join("\n", ids);
    }

    /** Whether the form shows the field of an option that names what to unassign; of a new form it is the first. */
    public boolean isShown(ProjectOptions options, String option) {
        List<String> given = given(options);
        return given.isEmpty() ? option.equals(selectors.names().get(0)) : given.contains(option);
    }

    /** Says that what to unassign is named in several ways, which no form can do; null if it is not. */
    public String severalWays(ProjectOptions options) {
        return given(options).size() > 1 ? Messages.Form_SeveralWays() : null;
    }

    private List<String> given(ProjectOptions options) {
        return options == null ? List.of() : selectors.given(options.selectorValues());
    }

    /** The endpoints of the global configuration. */
    @POST
    public ListBoxModel doFillEndpointItems(@AncestorInPath Item item, @QueryParameter String endpoint) {
        Set<String> names = new LinkedHashSet<>();
        if (FormPermissions.maySee(item)) {
            MongoDbCloudConfiguration.get().getEndpoints().forEach(known -> names.add(known.getName()));
        }
        String current = Util.fixEmptyAndTrim(endpoint);
        if (current != null) {
            names.add(current);
        }
        ListBoxModel choices = new ListBoxModel();
        names.forEach(choices::add);
        return choices;
    }

    /** The credentials that can authenticate. */
    @POST
    public ListBoxModel doFillCredentialsIdItems(
            @AncestorInPath Item item, @QueryParameter String endpoint, @QueryParameter String credentialsId) {
        return CredentialsListBox.of(item, baseUrl(endpoint), credentialsId, Messages.Form_EndpointsOwn());
    }

    /** The projects that the chosen credential sees and that contain a text, for who may configure the job. */
    @POST
    public ListBoxModel doFillProjectIdItems(
            @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String endpoint,
            @QueryParameter String credentialsId) {
        return FormPermissions.mayAsk(item)
                ? projects(choices(item, endpoint, credentialsId), true).matching(ComboBoxValue.projectId(value))
                : new ListBoxModel();
    }

    /** Says that an endpoint is not in the global configuration. */
    @POST
    public FormValidation doCheckEndpoint(@AncestorInPath Item item, @QueryParameter String value) {
        if (!FormPermissions.maySee(item) || Util.fixEmptyAndTrim(value) == null || OptionChecks.isVariable(value)) {
            return FormValidation.ok();
        }
        try {
            MongoDbCloudConfiguration.get().endpoint(value.trim());
            return FormValidation.ok();
        } catch (AbortException unknown) {
            return FormValidation.error(unknown.getMessage());
        }
    }

    /** Says that neither the form nor the endpoint names a credential. */
    @POST
    public FormValidation doCheckCredentialsId(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String endpoint) {
        boolean none = FormPermissions.maySee(item)
                && Util.fixEmptyAndTrim(value) == null
                && endpoint(endpoint)
                        .filter(known -> known.getCredentialsId() == null)
                        .isPresent();
        return none ? FormValidation.warning(Messages.Form_NoCredential(endpoint)) : FormValidation.ok();
    }

    /** Says what a text is that is no project ID, or why no projects are offered. */
    @POST
    public FormValidation doCheckProjectId(
            @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String endpoint,
            @QueryParameter String credentialsId) {
        if (!FormPermissions.maySee(item)) {
            return FormValidation.ok();
        }
        if (OptionChecks.isVariable(value)) {
            return OptionChecks.variable(item);
        }
        String id = ComboBoxValue.projectId(value);
        Optional<String> problem = OptionValidator.projectId(id, OptionLabels.INSTANCE);
        return FormPermissions.mayAsk(item)
                ? projects(choices(item, endpoint, credentialsId), false)
                        .verdict(problem, value, id, FormValidation.warning(Messages.Form_ProjectNotInList()))
                : OptionChecks.verdict(problem);
    }

    private static SuggestionList projects(FormSuggestions.Choices choices, boolean again) {
        return new SuggestionList(
                FormSuggestions.get()
                        .projects(choices, again)
                        .map(project -> SuggestionList.Suggestion.of(project.id(), project.name())),
                Messages.Form_NoProjects());
    }

    private static Optional<Endpoint> endpoint(String name) {
        return MongoDbCloudConfiguration.get().getEndpoints().stream()
                .filter(endpoint -> endpoint.getName().equals(name))
                .findFirst();
    }

    static String baseUrl(String endpoint) {
        return endpoint(endpoint).map(Endpoint::effectiveBaseUrl).orElse(null);
    }

    static FormSuggestions.Choices choices(Item item, String endpoint, String credentialsId) {
        String name = Util.fixEmptyAndTrim(endpoint);
        return new FormSuggestions.Choices(
                item, name == null ? MongoDbCloudConfiguration.DEFAULT_ENDPOINT : name, credentialsId);
    }
}
