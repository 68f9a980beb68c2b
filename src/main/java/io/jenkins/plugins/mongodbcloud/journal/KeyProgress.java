package io.jenkins.plugins.mongodbcloud.journal;

import io.jenkins.plugins.mongodbcloud.access.ApiKeyFormat;
import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.access.Outcome;
import io.jenkins.plugins.mongodbcloud.client.ApiKey;

/**
 * How far a build came with a key.
 *
 * @param endpoint the endpoint's name
 * @param projectId the project
 * @param key what is known of the key; null if a call did not come to keys
 * @param result how it ended; null if there is no result since the last request, or none at all
 * @param sent whether a request was sent of which it is not known what it did
 * @param done whether the build unassigned the key once
 * @param late whether the build had ended before the result came
 * @param assignedAt when the build was given the key's access, in milliseconds of the epoch; 0 if it was not
 * @param endedAt when that access ended, or could not be removed yet; 0 if it has not come to an end
 * @param sensitive what must be masked where any of this is shown
 */
public record KeyProgress(
        String endpoint,
        String projectId,
        ApiKey key,
        KeyResult result,
        boolean sent,
        boolean done,
        boolean late,
        long assignedAt,
        long endedAt,
        SensitiveValues sensitive) {

    static KeyProgress assigned(JournalLine line) {
        return new KeyProgress(
                line.endpoint(),
                line.projectId(),
                line.assigned(),
                null,
                false,
                false,
                false,
                line.at(),
                0,
                sensitive(line, null));
    }

    static KeyProgress selected(JournalLine line, ApiKey key) {
        return new KeyProgress(
                line.endpoint(), line.projectId(), key, null, false, false, false, 0, 0, sensitive(line, null));
    }

    static KeyProgress sent(JournalLine line, KeyProgress before) {
        ApiKey key = before == null ? ApiKeyFormat.unlisted(line.sending()) : before.key();
        return new KeyProgress(
                line.endpoint(),
                line.projectId(),
                key,
                null,
                true,
                before != null && before.done(),
                false,
                0,
                0,
                sensitive(line, before));
    }

    static KeyProgress finished(JournalLine line, KeyProgress before) {
        KeyResult result = line.finished();
        boolean done = before != null && before.done() || result.outcome() == Outcome.UNASSIGNED;
        boolean sent = before != null && before.sent() && !isConclusive(result);
        return new KeyProgress(
                line.endpoint(),
                line.projectId(),
                keyOf(result),
                result,
                sent,
                done,
                line.late(),
                before == null ? 0 : before.assignedAt(),
                line.at(),
                sensitive(line, before));
    }

    private static SensitiveValues sensitive(JournalLine line, KeyProgress before) {
        SensitiveValues known = before == null ? SensitiveValues.NONE : before.sensitive();
        return line.sensitive() == null ? known : known.and(line.sensitive());
    }

    /** Whether the API decided on the key; neither an interruption nor a dry run does. */
    private static boolean isConclusive(KeyResult result) {
        return switch (result.outcome()) {
            case UNASSIGNED -> true;
            case NOT_ASSIGNED, REJECTED -> result.requests() > 0;
            default -> false;
        };
    }

    private static ApiKey keyOf(KeyResult result) {
        return result.apiKeyId() == null
                ? null
                : new ApiKey(
                        result.apiKeyId(),
                        result.publicKey() == null ? "" : result.publicKey(),
                        result.description() == null ? "" : result.description(),
                        result.roles());
    }

    /** Whether a request of this build may have unassigned the key. */
    public boolean mayHaveActed() {
        return sent || done;
    }
}
