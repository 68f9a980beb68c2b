package io.jenkins.plugins.mongodbcloud.steps;

import hudson.Util;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.mongodbcloud.configuration.FormList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a text field offers to choose from. In the model of its list, an entry without a value is a note. */
final class SuggestionList {

    /** Entries that a list shows at once. */
    static final int MAX_SHOWN = 100;

    private final FormList<Suggestion> list;
    private final String whyEmpty;

    /**
     * An ID, and what people know it by.
     *
     * @param names may be empty
     */
    record Suggestion(String id, String names) {
        static Suggestion of(String id, String... known) {
            return new Suggestion(id, ComboBoxValue.names(known));
        }

        String text() {
            return ComboBoxValue.of(id, names);
        }

        boolean contains(String part) {
            return text().toLowerCase(Locale.ROOT).contains(part);
        }
    }

    /** @param whyEmpty what a complete list without an entry means */
    SuggestionList(FormList<Suggestion> list, String whyEmpty) {
        this.list = list;
        this.whyEmpty = whyEmpty;
    }

    /** Why not all can be offered. */
    Optional<String> note() {
        return list.problem()
                .map(problem -> list.items().isEmpty()
                        ? Messages.Form_NothingOffered(problem)
                        : Messages.Form_NotAllOffered(problem))
                .or(() -> list.isComplete() && list.items().isEmpty() ? Optional.of(whyEmpty) : Optional.empty());
    }

    /**
     * What to say of an ID: what people know it by, or why that is not known.
     *
     * @param problem what is wrong with it as such
     * @param text what was entered, perhaps a URL with the ID in it
     * @param unlisted what to say if the list does not have it
     */
    FormValidation verdict(Optional<String> problem, String text, String id, FormValidation unlisted) {
        if (problem.isPresent()) {
            return FormValidation.error(
                    Stream.of(problem, note()).flatMap(Optional::stream).collect(Collectors.joining(" ")));
        }
        Optional<Suggestion> known =
                list.items().stream().filter(item -> item.id().equals(id)).findFirst();
        if (known.isPresent()) {
            String names = known.get().names();
            String url = ComboBoxValue.isFromUrl(text, id) ? Messages.Form_FromUrl(id) + " " : "";
            return (url + names).isEmpty() ? FormValidation.ok() : FormValidation.ok(url + names);
        }
        if (list.problem().isPresent()) {
            return FormValidation.warning(note().orElseThrow());
        }
        return list.isComplete() ? unlisted : FormValidation.ok();
    }

    /** Entries whose ID or names contain every word of a text, and notes on those that are not among them. */
    ListBoxModel matching(String text) {
        String typed = Util.fixNull(ComboBoxValue.id(text)).toLowerCase(Locale.ROOT);
        List<String> parts = Arrays.asList(typed.split("\\s+"));
        List<Suggestion> matches = list.items().stream()
                .filter(item -> parts.stream().allMatch(item::contains))
                .toList();
        ListBoxModel model = new ListBoxModel();
        matches.stream().limit(MAX_SHOWN).forEach(item -> model.add(item.text(), item.id()));
        note().ifPresent(note -> model.add(note, ""));
        if (matches.isEmpty() && !list.items().isEmpty()) {
            model.add(Messages.Form_NoMatch(list.items().size()), "");
        } else if (matches.size() > MAX_SHOWN) {
            model.add(Messages.Form_Shown(MAX_SHOWN, matches.size()), "");
        }
        return model;
    }
}
