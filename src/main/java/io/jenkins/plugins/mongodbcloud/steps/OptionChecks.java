package io.jenkins.plugins.mongodbcloud.steps;

import hudson.Util;
import hudson.model.AbstractProject;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.mongodbcloud.access.KeyOperation;
import io.jenkins.plugins.mongodbcloud.access.OptionNames;
import io.jenkins.plugins.mongodbcloud.access.OptionValidator;
import io.jenkins.plugins.mongodbcloud.configuration.FormPermissions;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The checks of form fields that look at their texts alone. */
final class OptionChecks {

    private OptionChecks() {}

    /** The verdict on a text, unless it holds a variable, which nobody knows yet. */
    static FormValidation text(Item item, String value, Function<String, Optional<String>> problem) {
        if (!FormPermissions.maySee(item)) {
            return FormValidation.ok();
        }
        return isVariable(value) ? variable(item) : verdict(problem.apply(value));
    }

    /** Requires a public key. */
    static FormValidation publicKey(Item item, String value) {
        return text(
                item,
                Util.fixEmptyAndTrim(value),
                text -> text == null
                        ? Optional.of(Messages.Form_NoPublicKey())
                        : OptionValidator.publicKey(text, OptionLabels.INSTANCE));
    }

    /** Requires a credential. */
    static FormValidation keyCredential(Item item, String value) {
        return FormPermissions.maySee(item) && Util.fixEmptyAndTrim(value) == null
                ? FormValidation.error(Messages.Form_NoKeyCredential())
                : FormValidation.ok();
    }

    /** The verdict on several IDs. */
    static FormValidation ids(Item item, String value, KeyOperation operation) {
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
    static FormValidation pattern(Item item, String value) {
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

    /** The verdict on a number. */
    static FormValidation number(Item item, String value, BiFunction<Integer, OptionNames, Optional<String>> check) {
        if (!FormPermissions.maySee(item)) {
            return FormValidation.ok();
        }
        try {
            return verdict(check.apply(Integer.valueOf(Util.fixNull(value).trim()), OptionLabels.INSTANCE));
        } catch (NumberFormatException noNumber) {
            return FormValidation.error(Messages.Form_NoNumber());
        }
    }

    /** An error if there is a problem. */
    static FormValidation verdict(Optional<String> problem) {
        return problem.map(FormValidation::error).orElseGet(FormValidation::ok);
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
}
