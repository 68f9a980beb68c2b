package io.jenkins.plugins.mongodbcloud.steps;

import hudson.AbortException;
import hudson.Util;
import hudson.model.AbstractProject;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.mongodbcloud.access.BuildEffect;
import io.jenkins.plugins.mongodbcloud.access.KeyOperation;
import io.jenkins.plugins.mongodbcloud.access.OptionNames;
import io.jenkins.plugins.mongodbcloud.access.OptionValidator;
import io.jenkins.plugins.mongodbcloud.client.ObjectIdFormat;
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
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * What the form of the options that every operation has offers and checks. Checks look at texts alone; only the
 * drop-downs of projects and of what they have send requests to MongoDB Cloud.
 */
public abstract class AccessOptionsDescriptor extends Descriptor<AccessOptions> implements CustomDescribableModel {

    private final KeySelectorOptions selectors;

    AccessOptionsDescriptor(Class<? extends AccessOptions> type, KeySelectorOptions selectors) {
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
    public boolean isShown(AccessOptions options, String option) {
        List<String> given = given(options);
        return given.isEmpty() ? option.equals(selectors.names().get(0)) : given.contains(option);
    }

    /** Says that what to unassign is named in several ways, which no form can do; null if it is not. */
    public String severalWays(AccessOptions options) {
        return given(options).size() > 1 ? Messages.Form_SeveralWays() : null;
    }

    private List<String> given(AccessOptions options) {
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

    /** The projects that the chosen credential sees, for who may configure the job. */
    @POST
    public ComboBoxModel doFillProjectIdItems(
            @AncestorInPath Item item, @QueryParameter String endpoint, @QueryParameter String credentialsId) {
        return FormPermissions.mayAsk(item)
                ? FormSuggestions.get().projects(choices(item, endpoint, credentialsId)).stream()
                        .map(project -> ComboBoxValue.of(project.id(), project.name()))
                        .collect(Collectors.toCollection(ComboBoxModel::new))
                : new ComboBoxModel();
    }

    /** Says that an endpoint is not in the global configuration. */
    @POST
    public FormValidation doCheckEndpoint(@AncestorInPath Item item, @QueryParameter String value) {
        if (!FormPermissions.maySee(item) || Util.fixEmptyAndTrim(value) == null || isVariable(value)) {
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
        if (isVariable(value)) {
            return variable(item);
        }
        Optional<String> note = FormPermissions.mayAsk(item)
                ? FormSuggestions.get().noteOnProjects(choices(item, endpoint, credentialsId))
                : Optional.empty();
        return verdict(OptionValidator.projectId(ComboBoxValue.id(value), OptionLabels.INSTANCE), note);
    }

    /** Says that a number is none, or out of bounds. */
    @POST
    public FormValidation doCheckMaxKeys(@AncestorInPath Item item, @QueryParameter String value) {
        return number(item, value, OptionValidator::maxKeys);
    }

    /** Says that a number is none, or out of bounds. */
    @POST
    public FormValidation doCheckParallelism(@AncestorInPath Item item, @QueryParameter String value) {
        return number(item, value, OptionValidator::parallelism);
    }

    /** What the chosen project has, for who may configure the job. */
    static ComboBoxModel offer(
            Item item, String endpoint, String credentialsId, String projectId, KeyOperation operation) {
        String project = ComboBoxValue.id(projectId);
        return FormPermissions.mayAsk(item) && ObjectIdFormat.of(project) == ObjectIdFormat.OK
                ? FormSuggestions.get().keys(choices(item, endpoint, credentialsId), project, operation).stream()
                        .map(key -> ComboBoxValue.of(key.id(), key.publicKey(), key.description()))
                        .collect(Collectors.toCollection(ComboBoxModel::new))
                : new ComboBoxModel();
    }

    /** The verdict on an ID, with why none are offered. */
    static FormValidation checkId(
            Item item, String endpoint, String credentialsId, String projectId, String value, KeyOperation operation) {
        if (!FormPermissions.maySee(item)) {
            return FormValidation.ok();
        }
        String id = ComboBoxValue.id(value);
        if (isVariable(id)) {
            return variable(item);
        }
        Optional<String> note = FormPermissions.mayAsk(item)
                ? FormSuggestions.get().noteOnKeys(choices(item, endpoint, credentialsId), ComboBoxValue.id(projectId))
                : Optional.empty();
        return verdict(operation.idProblem(id, OptionLabels.INSTANCE), note);
    }

    /** The verdict on several IDs. */
    static FormValidation checkIds(Item item, String value, KeyOperation operation) {
        if (!FormPermissions.maySee(item)) {
            return FormValidation.ok();
        }
        if (Util.fixEmptyAndTrim(value) == null) {
            return FormValidation.error(Messages.Form_NoIds());
        }
        for (String id : ComboBoxValue.ids(value)) {
            Optional<String> problem =
                    isVariable(id) ? Optional.empty() : operation.idProblem(id, OptionLabels.INSTANCE);
            if (problem.isPresent()) {
                return FormValidation.error(problem.get());
            }
        }
        return isVariable(value) ? variable(item) : FormValidation.ok();
    }

    /** Requires a text, and warns of one that everything matches. */
    static FormValidation checkPattern(Item item, String value) {
        if (!FormPermissions.maySee(item)) {
            return FormValidation.ok();
        }
        if (Util.fixEmptyAndTrim(value) == null) {
            return FormValidation.error(Messages.Form_NoPattern());
        }
        if (isVariable(value)) {
            return variable(item);
        }
        return value.trim().matches("\\*+")
                ? FormValidation.warning(Messages.Form_AnyDescription())
                : FormValidation.ok();
    }

    private static FormValidation number(
            Item item, String value, BiFunction<Integer, OptionNames, Optional<String>> check) {
        if (!FormPermissions.maySee(item)) {
            return FormValidation.ok();
        }
        try {
            return check.apply(Integer.valueOf(Util.fixNull(value).trim()), OptionLabels.INSTANCE)
                    .map(FormValidation::error)
                    .orElseGet(FormValidation::ok);
        } catch (NumberFormatException noNumber) {
            return FormValidation.error(Messages.Form_NoNumber());
        }
    }

    private static FormValidation verdict(Optional<String> problem, Optional<String> note) {
        String text = Stream.of(problem, note).flatMap(Optional::stream).collect(Collectors.joining(" "));
        if (problem.isPresent()) {
            return FormValidation.error(text);
        }
        return note.isPresent() ? FormValidation.warning(text) : FormValidation.ok();
    }

    static boolean isVariable(String value) {
        return value != null && value.indexOf('$') >= 0;
    }

    /** In a Pipeline nobody fills variables in but Groovy. */
    static FormValidation variable(Item item) {
        return item instanceof AbstractProject
                ? FormValidation.ok()
                : FormValidation.warning(Messages.Form_VariableInPipeline());
    }

    private static Optional<Endpoint> endpoint(String name) {
        return MongoDbCloudConfiguration.get().getEndpoints().stream()
                .filter(endpoint -> endpoint.getName().equals(name))
                .findFirst();
    }

    static String baseUrl(String endpoint) {
        return endpoint(endpoint).map(Endpoint::effectiveBaseUrl).orElse(null);
    }

    private static FormSuggestions.Choices choices(Item item, String endpoint, String credentialsId) {
        String name = Util.fixEmptyAndTrim(endpoint);
        return new FormSuggestions.Choices(
                item, name == null ? MongoDbCloudConfiguration.DEFAULT_ENDPOINT : name, credentialsId);
    }
}
