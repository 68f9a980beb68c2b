package io.jenkins.plugins.mongodbcloud.steps;

import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.mongodbcloud.access.KeyOperation;
import io.jenkins.plugins.mongodbcloud.access.OptionValidator;
import io.jenkins.plugins.mongodbcloud.client.ObjectIdFormat;
import io.jenkins.plugins.mongodbcloud.configuration.FormPermissions;
import io.jenkins.plugins.mongodbcloud.configuration.FormSuggestions;
import java.util.Optional;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the form of the options of every operation on keys that a build names offers and checks. */
public abstract class AccessOptionsDescriptor extends ProjectOptionsDescriptor {

    AccessOptionsDescriptor(Class<? extends AccessOptions> type, KeySelectorOptions selectors) {
        super(type, selectors);
    }

    /** Says that a number is none, or out of bounds; an empty field stands for the default. */
    @POST
    public FormValidation doCheckMaxKeys(@AncestorInPath Item item, @QueryParameter String value) {
        return Util.fixEmptyAndTrim(value) == null
                ? FormValidation.ok()
                : OptionChecks.number(item, value, OptionValidator::maxKeys);
    }

    /** Says that a number is none, or out of bounds. */
    @POST
    public FormValidation doCheckParallelism(@AncestorInPath Item item, @QueryParameter String value) {
        return OptionChecks.number(item, value, OptionValidator::parallelism);
    }

    /** What the chosen project has that contains a text, for who may configure the job. */
    static ListBoxModel suggest(
            Item item, String text, String endpoint, String credentialsId, String projectId, KeyOperation operation) {
        ListBoxModel model = new ListBoxModel();
        if (!FormPermissions.mayAsk(item)) {
            return model;
        }
        String project = ComboBoxValue.projectId(projectId);
        if (ObjectIdFormat.of(project) != ObjectIdFormat.OK) {
            model.add(Messages.Form_ProjectFirst(), "");
            return model;
        }
        return keys(choices(item, endpoint, credentialsId), project, operation, true)
                .matching(ComboBoxValue.keyId(text));
    }

    private static SuggestionList keys(
            FormSuggestions.Choices choices, String projectId, KeyOperation operation, boolean again) {
        return new SuggestionList(
                FormSuggestions.get()
                        .keys(choices, projectId, operation, again)
                        .map(key -> SuggestionList.Suggestion.of(key.id(), key.publicKey(), key.description())),
                Messages.Form_NoKeys());
    }

    /** The verdict on an ID, with what people know it by, or why that is not known. */
    static FormValidation checkId(
            Item item, String endpoint, String credentialsId, String projectId, String value, KeyOperation operation) {
        if (!FormPermissions.maySee(item)) {
            return FormValidation.ok();
        }
        String id = ComboBoxValue.keyId(value);
        if (OptionChecks.isVariable(id)) {
            return OptionChecks.variable(item);
        }
        Optional<String> problem = operation.idProblem(id, OptionLabels.INSTANCE);
        String project = ComboBoxValue.projectId(projectId);
        return FormPermissions.mayAsk(item) && ObjectIdFormat.of(project) == ObjectIdFormat.OK
                ? keys(choices(item, endpoint, credentialsId), project, operation, false)
                        .verdict(problem, value, id, FormValidation.ok(Messages.Form_NotInList()))
                : OptionChecks.verdict(problem);
    }
}
