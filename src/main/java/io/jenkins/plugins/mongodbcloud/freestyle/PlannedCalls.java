package io.jenkins.plugins.mongodbcloud.freestyle;

import hudson.EnvVars;
import hudson.model.Run;
import io.jenkins.plugins.mongodbcloud.client.ObjectIdFormat;
import io.jenkins.plugins.mongodbcloud.client.ServiceAccount;
import io.jenkins.plugins.mongodbcloud.journal.KeptCall;
import io.jenkins.plugins.mongodbcloud.journal.PlannedCall;
import io.jenkins.plugins.mongodbcloud.journal.SensitiveValues;
import io.jenkins.plugins.mongodbcloud.steps.AccessOptions;
import io.jenkins.plugins.mongodbcloud.steps.AccessTaskRunner;
import java.util.ArrayList;
import java.util.List;

/** What a build is to unassign, as far as its options say so before anything is looked up. */
final class PlannedCalls {

    private static final String MASKED = "****";

    private final Run<?, ?> run;
    private final EnvVars environment;
    private final SensitiveValues sensitive;

    /** @param environment the variables of the build that are known so far */
    PlannedCalls(Run<?, ?> run, EnvVars environment, SensitiveValues sensitive) {
        this.run = run;
        this.environment = environment;
        this.sensitive = sensitive;
    }

    /**
     * The calls that these options are for. A dry run is none, and neither are options that name no keys.
     *
     * @param calls the names of the calls in the journal; null if they are not known yet
     */
    List<PlannedCall> of(List<? extends AccessOptions> unassignments, List<String> calls) {
        List<PlannedCall> planned = new ArrayList<>();
        for (int i = 0; i < unassignments.size(); i++) {
            AccessOptions options = unassignments.get(i);
            if (!options.isDryRun()
                    && !(ids(options).isEmpty() && selection(options).isEmpty())) {
                planned.add(of(options, calls == null ? null : calls.get(i)));
            }
        }
        return planned;
    }

    private PlannedCall of(AccessOptions configured, String call) {
        AccessOptions options = (AccessOptions) VariableExpander.expand(configured, environment::get);
        List<String> ids = ids(options);
        return new PlannedCall(
                String.join(
                        " ",
                        configured.getEndpoint(),
                        show(configured.getProjectId()),
                        ids(configured).toString(),
                        selection(configured)),
                call,
                options.getEndpoint(),
                show(options.getProjectId()),
                ids,
                ids.isEmpty() ? selection(options) : null,
                kept(options, call));
    }

    /** Null for what is not to be kept, or cannot be: an ID is none, or masked, for which the file has no room. */
    private KeptCall kept(AccessOptions options, String call) {
        boolean usable = options.ids().stream()
                        .allMatch(id -> ObjectIdFormat.of(id) == ObjectIdFormat.OK || ServiceAccount.isClientId(id))
                && sensitive
                        .in(options.getProjectId() + options.getEndpoint() + options.ids())
                        .isEmpty();
        String name = call == null ? FreestyleRunner.newCall() : call;
        return usable ? AccessTaskRunner.kept(run, options, name).orElse(null) : null;
    }

    private List<String> ids(AccessOptions options) {
        return options.ids().stream().map(this::show).toList();
    }

    private String selection(AccessOptions options) {
        return show(options.selection());
    }

    /** Somebody may have entered a secret. */
    private String show(String text) {
        ObjectIdFormat format = ObjectIdFormat.of(text);
        boolean secret = format == ObjectIdFormat.PRIVATE_KEY || format == ObjectIdFormat.CLIENT_SECRET;
        return secret ? MASKED : sensitive.mask(text);
    }
}
