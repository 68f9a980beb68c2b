package io.jenkins.plugins.mongodbcloud.steps;

import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/**
 * Context and arguments of a step whose only parameter is its options: a script writes them as the arguments of the
 * step, since Pipeline passes the arguments of a step with one required parameter on to that parameter.
 */
abstract class AccessStepDescriptor extends StepDescriptor implements CustomDescribableModel {

    private static final String OPTIONS = "options";

    private final Class<? extends ProjectOptions> optionsClass;
    private final KeySelectorOptions selectors;
    private final Function<String, ProjectOptions> optionsOfProject;

    AccessStepDescriptor(
            Class<? extends ProjectOptions> optionsClass,
            KeySelectorOptions selectors,
            Function<String, ProjectOptions> optionsOfProject) {
        this.optionsClass = optionsClass;
        this.selectors = selectors;
        this.optionsOfProject = optionsOfProject;
    }

    @Override
    public Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, TaskListener.class, FlowNode.class);
    }

    /**
     * Takes the options as arguments of their own, too, as {@link #customUninstantiate} writes them. Invalid arguments
     * make a step that fails when it starts: only then is there a build whose page can say why.
     */
    @Override
    public Map<String, Object> customInstantiate(Map<String, Object> arguments) {
        Object given = optionsOf(arguments);
        if (given instanceof ProjectOptions) {
            return arguments;
        }
        if (!(given instanceof Map<?, ?> named)) {
            return refused(null, Messages.Arguments_NotNamed(getFunctionName()));
        }
        Map<String, Object> options = new LinkedHashMap<>();
        named.forEach((name, value) -> options.put(String.valueOf(name), value));
        try {
            Map<String, Object> validated = StepArguments.validated(optionsClass, selectors, options);
            requireFit(validated);
            return Map.of(OPTIONS, validated);
        } catch (InvalidArgumentException e) {
            return refused(options.get("projectId"), e.getMessage());
        }
    }

    /** @throws InvalidArgumentException if arguments that are valid each do not go together */
    void requireFit(Map<String, Object> options) {
        // Where the values alone tell, the options themselves do not go together either.
    }

    private static Object optionsOf(Map<String, Object> arguments) {
        Object given = arguments;
        for (String name : List.of(OPTIONS, UninstantiatedDescribable.ANONYMOUS_KEY)) {
            if (arguments.size() == 1 && arguments.containsKey(name)) {
                given = arguments.get(name);
            }
        }
        return given instanceof UninstantiatedDescribable nested ? nested.getArguments() : given;
    }

    private Map<String, Object> refused(Object projectId, String reason) {
        String project = projectId instanceof CharSequence text ? text.toString() : null;
        return Map.of(OPTIONS, optionsOfProject.apply(project).withProblem(reason));
    }

    /** The label of the step: which keys, and the project. */
    @Override
    public String argumentsToString(Map<String, Object> arguments) {
        Object given = arguments.getOrDefault(OPTIONS, arguments);
        if (given instanceof UninstantiatedDescribable nested) {
            given = nested.getArguments();
        }
        return given instanceof Map<?, ?> named ? selectors.label(named) : null;
    }

    /** Makes the Snippet Generator write the options as the arguments of the step. */
    @Override
    public UninstantiatedDescribable customUninstantiate(UninstantiatedDescribable step) {
        return step.getArguments().get(OPTIONS) instanceof UninstantiatedDescribable options
                ? step.withArguments(options.getArguments())
                : step;
    }
}
