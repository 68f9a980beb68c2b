package io.jenkins.plugins.mongodbcloud.demo;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads a {@code parameters} section: defaults, types and choices for what the user gave. */
final class DeclaredParameters {
    private final PipelineBuild build;
    private final PipelineScript script;

    DeclaredParameters(PipelineBuild build, PipelineScript script) {
        this.build = build;
        this.script = script;
    }

    /** @throws JenkinsfileError if what the user gave does not fit */
    void read(Call section) throws Throwable {
        Block block =
                Block.read("parameters", section.block(), Set.of("string", "text", "booleanParam", "choice"), script);
        Set<String> declared = new TreeSet<>();
        for (Call parameter : block.all()) {
            Call call = parameter.name().equals("choice")
                    ? parameter.taking(null, "name", "choices", "description")
                    : parameter.taking(null, "name", "defaultValue", "description", "trim");
            String name = String.valueOf(call.required("name"));
            declared.add(name);
            build.parameter(name, value(call, build.parameters().get(name)));
        }
        for (String given : build.parameters().keySet()) {
            if (!declared.contains(given)) {
                throw section.error("has no '" + given + "'; it has: " + String.join(", ", declared));
            }
        }
    }

    private static Object value(Call call, Object given) {
        return switch (call.name()) {
            case "booleanParam" ->
                Boolean.valueOf(given == null ? call.text("defaultValue", "false") : String.valueOf(given));
            case "choice" -> choice(call, given);
            default -> given == null ? call.text("defaultValue", "") : given;
        };
    }

    private static Object choice(Call call, Object given) {
        Object choices = Call.plain(call.required("choices"));
        List<?> all = choices instanceof List<?> list
                ? list
                : List.of(String.valueOf(choices).split("\n"));
        if (given == null) {
            return all.get(0);
        }
        if (!all.contains(given)) {
            throw call.error("'" + call.named().get("name") + "' is one of " + all + ", not '" + given + "'");
        }
        return given;
    }
}
