package io.jenkins.plugins.mongodbcloud.unassign;

import io.jenkins.plugins.mongodbcloud.admin.IdCheck;
import java.util.Objects;

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
public record UnassignRequest(
        String projectId,
        KeySelection selection,
        Effects effects,
        boolean dryRun,
        boolean verify,
        boolean allowSelf,
        int maxKeys,
        int parallelism) {

    /** Lanes that one request may use. */
    public static final int MAX_PARALLELISM = 8;

    /** Does not check; {@link #checked} does. */
    public UnassignRequest {
        Objects.requireNonNull(selection, "selection");
        Objects.requireNonNull(effects, "effects");
    }

    /**
     * This request, if it can be meant.
     *
     * @throws InvalidRequestException if an ID is not one, or a number is out of bounds
     */
    public UnassignRequest checked() throws InvalidRequestException {
        checkId(projectId, Messages.Id_Project());
        if (selection instanceof KeySelection.ByIds byIds) {
            if (byIds.ids().isEmpty()) {
                throw new InvalidRequestException(Messages.Invalid_Blank(Messages.Id_ApiKey()));
            }
            for (String id : byIds.ids()) {
                checkId(id, Messages.Id_ApiKey());
            }
        }
        if (maxKeys < 0) {
            throw new InvalidRequestException(Messages.Invalid_MaxKeys(maxKeys));
        }
        if (parallelism < 1 || parallelism > MAX_PARALLELISM) {
            throw new InvalidRequestException(Messages.Invalid_Parallelism(parallelism, MAX_PARALLELISM));
        }
        return this;
    }

    int effectiveMaximum() {
        return maxKeys == 0 ? selection.usualMaximum() : maxKeys;
    }

    private static void checkId(String id, String what) throws InvalidRequestException {
        switch (IdCheck.of(id)) {
            case OK -> {}
            case BLANK -> throw new InvalidRequestException(Messages.Invalid_Blank(what));
            case PUBLIC_KEY -> throw new InvalidRequestException(Messages.Invalid_PublicKey(what, id));
            // What looks like a private key is not repeated, so that a slip does not put it into the log.
            case PRIVATE_KEY -> throw new InvalidRequestException(Messages.Invalid_PrivateKey(what));
            case UPPER_CASE -> throw new InvalidRequestException(Messages.Invalid_UpperCase(what, id));
            case MALFORMED -> throw new InvalidRequestException(Messages.Invalid_Malformed(what, shorten(id)));
        }
    }

    private static String shorten(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
