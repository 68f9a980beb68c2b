package io.jenkins.plugins.mongodbcloud.access;

import java.util.Objects;
import java.util.Optional;

/**
 * What is to be done, checked: everything that can be known to be wrong without asking MongoDB Cloud has
 * been refused.
 *
 * @param projectId 24 hexadecimal digits
 * @param selection which keys
 * @param effects what the outcomes do to the build
 * @param dryRun look everything up, unassign nothing
 * @param verify list the project's keys afterwards
 * @param allowSelf unassign the authenticating key too, after all others
 * @param maxKeys more matches than this and nothing is unassigned; 0 for the selection's usual maximum
 * @param parallelism keys unassigned at once, 1 to {@value #MAX_PARALLELISM}
 */
public record AccessRequest(
        String projectId,
        KeySelector selection,
        BuildResultPolicy effects,
        boolean dryRun,
        boolean verify,
        boolean allowSelf,
        int maxKeys,
        int parallelism) {

    /** Sessions that one request may use. */
    public static final int MAX_PARALLELISM = 8;

    /** Does not check; {@link #checked} does. */
    public AccessRequest {
        Objects.requireNonNull(selection, "selection");
        Objects.requireNonNull(effects, "effects");
    }

    /**
     * This request, if it can be meant.
     *
     * @throws InvalidOptionException if an ID is not one, or a number is out of bounds
     */
    public AccessRequest checked() throws InvalidOptionException {
        require(OptionValidator.projectId(projectId));
        if (selection instanceof KeySelector.ByIds byIds) {
            if (byIds.ids().isEmpty()) {
                require(OptionValidator.apiKeyId(null));
            }
            for (String id : byIds.ids()) {
                require(OptionValidator.apiKeyId(id));
            }
        }
        if (selection instanceof KeySelector.ByPublicKey byPublicKey) {
            require(OptionValidator.publicKey(byPublicKey.publicKey()));
        }
        require(OptionValidator.maxKeys(maxKeys));
        require(OptionValidator.parallelism(parallelism));
        return this;
    }

    int effectiveMaximum() {
        return maxKeys == 0 ? selection.usualMaximum() : maxKeys;
    }

    private static void require(Optional<String> problem) throws InvalidOptionException {
        if (problem.isPresent()) {
            throw new InvalidOptionException(problem.get());
        }
    }
}
