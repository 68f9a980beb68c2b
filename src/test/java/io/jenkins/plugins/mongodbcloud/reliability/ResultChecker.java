package io.jenkins.plugins.mongodbcloud.reliability;

import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.Page;
import io.jenkins.plugins.mongodbcloud.client.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What every answer of the client must be, whatever the server sent. */
final class ResultChecker {
    private static final int LONGEST_TEXT = 501;
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_]{1,100}");
    private static final Pattern ID = Pattern.compile("[a-f0-9]{24}");
    // Control and format characters could forge lines in a log, or hide what is in one.
    private static final Pattern FORGING = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]");

    private ResultChecker() {}

    /**
     * What is wrong with an answer; empty if nothing.
     *
     * @param secret what must not be in any text; empty if nothing is known
     */
    static List<String> flaws(CallResult<?> answer, String secret) {
        List<String> flaws = new ArrayList<>();
        int parts = Stream.of(answer.value(), answer.category(), answer.failure())
                .mapToInt(part -> part.isPresent() ? 1 : 0)
                .sum();
        if (parts != 1 || answer.failure().isPresent() == answer.status().isPresent()) {
            flaws.add("neither or both: " + answer.value() + answer.category() + answer.failure() + answer.status());
        }
        if (answer.status().filter(status -> status < 200 || status > 599).isPresent()) {
            flaws.add("no such status: " + answer.status());
        }
        if (answer.error()
                .errorCode()
                .filter(code -> !CODE.matcher(code).matches())
                .isPresent()) {
            flaws.add("no such code: " + answer.error().errorCode());
        }
        Stream.concat(said(answer), stored(answer))
                .filter(text ->
                        text.length() > LONGEST_TEXT || FORGING.matcher(text).find())
                .forEach(text -> flaws.add("not fit for a log: " + text));
        // What is stored of a key is not what was just sent, and is compared with what users ask for, so it stays as it
        // is.
        said(answer)
                .filter(text -> !secret.isEmpty() && text.contains(secret))
                .forEach(text -> flaws.add("a secret: " + text));
        answer.value().ifPresent(value -> checkIds(value, flaws));
        return flaws;
    }

    private static Stream<String> said(CallResult<?> answer) {
        List<String> texts = new ArrayList<>(answer.error().parameters());
        texts.add(answer.error().detail());
        answer.error().errorCode().ifPresent(texts::add);
        answer.error().addressSeen().ifPresent(texts::add);
        answer.failure().ifPresent(fault -> texts.add(fault.detail()));
        return texts.stream();
    }

    private static Stream<String> stored(CallResult<?> answer) {
        List<String> texts = new ArrayList<>();
        if (answer.value().orElse(null) instanceof Page<?> page) {
            for (Object item : page.items()) {
                if (item instanceof ApiKey key) {
                    texts.addAll(List.of(key.id(), key.publicKey(), key.description()));
                    texts.addAll(key.roles());
                } else if (item instanceof Project project) {
                    texts.addAll(List.of(project.id(), project.name()));
                }
            }
        }
        return texts.stream();
    }

    private static void checkIds(Object value, List<String> flaws) {
        if (value instanceof Page<?> page) {
            page.items().stream()
                    .map(item -> item instanceof ApiKey key ? key.id() : ((Project) item).id())
                    .filter(id -> !ID.matcher(id).matches())
                    .forEach(id -> flaws.add("no ID: " + id));
            if (page.totalCount().orElse(0) < 0) {
                flaws.add("less than nothing in all");
            }
        }
    }
}
