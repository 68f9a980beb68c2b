package org.jenkinsci.plugins.workflow.steps;

import edu.umd.cs.findbugs.annotations.Nullable;
import hudson.ExtensionList;
import hudson.model.Descriptor;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** Stand-in: what Pipeline knows of a step. */
public abstract class StepDescriptor extends Descriptor<Step> {
    public abstract Set<? extends Class<?>> getRequiredContext();

    public abstract String getFunctionName();

    public boolean takesImplicitBlockArgument() {
        return false;
    }

    public boolean isAdvanced() {
        return false;
    }

    public String argumentsToString(Map<String, Object> namedArgs) {
        return null;
    }

    public final void checkContextAvailability(StepContext c) throws IOException, InterruptedException {
        for (Class<?> type : getRequiredContext()) {
            if (c.get(type) == null) {
                throw new IOException(getFunctionName() + " needs a " + type.getName() + ", which is missing here");
            }
        }
    }

    public static ExtensionList<StepDescriptor> all() {
        return ExtensionList.lookup(StepDescriptor.class);
    }

    public static @Nullable StepDescriptor byFunctionName(String name) {
        return all().stream()
                .filter(d -> d.getFunctionName().equals(name))
                .findFirst()
                .orElse(null);
    }
}
