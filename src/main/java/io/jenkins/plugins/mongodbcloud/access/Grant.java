package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Access that this plugin gave to a build, or that it is to remove, as its file says. Holds no secret.
 *
 * @param id a name that no other grant has
 * @param state what is known of the access
 * @param kind how the access came about
 * @param key the key, as far as it is known
 * @param holder the build
 * @param controller which process of Jenkins looks after it
 * @param delete whether a new key is deleted from its organization afterwards
 * @param allowSelf whether the key that authenticates may lose its own access
 * @param created when it was made, in milliseconds of the epoch
 * @param since when it came into its state
 * @param quietUntil before this time a request without a response may still act; 0 if every request had one
 * @param progress the attempts to remove the access
 */
public record Grant(
        String id,
        GrantState state,
        Kind kind,
        Key key,
        Holder holder,
        String controller,
        boolean delete,
        boolean allowSelf,
        long created,
        long since,
        long quietUntil,
        Progress progress) {

    /** A request that nobody answered acts within this time or never. */
    public static final Duration QUIET = Duration.ofMinutes(5);

    /** How the access came about. */
    public enum Kind {
        /** A key that was made for the build. */
        NEW_KEY,
        /** A key that was there before was assigned to the project. */
        EXISTING_KEY,
        /** Somebody else gave it; it is only to be removed. */
        UNASSIGNMENT
    }

    /**
     * Which key has access to what.
     *
     * @param endpoint the endpoint's name
     * @param baseUrl its base URL at that time
     * @param projectId the project
     * @param apiKeyId null until it is known
     * @param publicKey null until it is known
     * @param tag with which the description of a new key ends, and no other; null for other kinds
     * @param orgId the organization, null if it is not known
     * @param roles the roles that were given, or that the key had; empty if they are not known
     */
    public record Key(
            String endpoint,
            String baseUrl,
            String projectId,
            String apiKeyId,
            String publicKey,
            String tag,
            String orgId,
            List<String> roles) {
        public Key {
            roles = List.copyOf(roles);
        }

        /** What grants of the same key in the same project have in common, and their IDs begin with. */
        public String group() {
            String place = baseUrl + ' ' + projectId + ' ' + apiKeyId;
            return UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8))
                    .toString();
        }

        /** As a list of the project would show it, without its description. */
        public ApiKey listed() {
            return new ApiKey(apiKeyId, publicKey == null ? "" : publicKey, "", roles);
        }

        /** With what else is known of the key; null leaves what is there. */
        Key known(String id, String name, String organization) {
            return new Key(
                    endpoint,
                    baseUrl,
                    projectId,
                    id == null ? apiKeyId : id,
                    name == null ? publicKey : name,
                    tag,
                    organization == null ? orgId : organization,
                    roles);
        }
    }

    /**
     * Who has the access, and with what it is removed.
     *
     * @param job the full name of the job, in whose context the credential is looked up
     * @param build its number
     * @param call a name of the call that no other call in the build has
     * @param credentialsId the ID of the credential
     * @param sensitive what of all this is masked in the log of the build, and so wherever else it is shown
     */
    public record Holder(String job, int build, String call, String credentialsId, List<String> sensitive) {
        public Holder {
            // Of a file that lacks them.
            sensitive = sensitive == null ? List.of() : List.copyOf(sensitive);
        }

        /** After the job was renamed or moved. */
        public Holder movedTo(String fullName) {
            return new Holder(fullName, build, call, credentialsId, sensitive);
        }
    }

    /**
     * The attempts to remove the access.
     *
     * @param attempts how many there were
     * @param nextAttempt when the next one is due, in milliseconds of the epoch; {@link #NEVER} if an administrator is to
     *     decide
     * @param lastResponse what the last one came to; null before the first
     * @param needsPerson what somebody has to do; null if nothing
     * @param confirmed whether an administrator said that the access is to be removed, whatever its age and roles
     */
    public record Progress(int attempts, long nextAttempt, String lastResponse, String needsPerson, boolean confirmed) {

        /** No time at which an attempt is due. */
        public static final long NEVER = Long.MAX_VALUE;

        /** Before the first attempt. */
        public static final Progress NONE = new Progress(0, 0, null, null, false);
    }

    /**
     * Access that somebody else gave, and that could not be removed. No process looks after it yet.
     *
     * @param message what the first attempt came to
     * @param now the time
     */
    public static Grant unassignment(Key key, Holder holder, boolean allowSelf, String message, long now) {
        Grant grant = new Grant(
                key.group() + '-' + UUID.randomUUID(),
                GrantState.PENDING,
                Kind.UNASSIGNMENT,
                key,
                holder,
                UUID.randomUUID().toString(),
                false,
                allowSelf,
                now,
                now,
                0,
                Progress.NONE);
        return GrantSchedule.retry(grant, message, null, now);
    }

    /**
     * The key has access.
     *
     * @param repeated whether an earlier request for that had no response
     */
    Grant held(Key known, boolean repeated, long now) {
        return in(GrantState.HELD, known, repeated ? now + QUIET.toMillis() : 0, now);
    }

    /**
     * The access is to be removed, at once. What a request that was under way did is not known.
     *
     * @param now the time
     */
    public Grant pending(long now) {
        if (state == GrantState.PENDING) {
            return this;
        }
        return in(GrantState.PENDING, key, state == GrantState.ASSIGNING ? now + QUIET.toMillis() : quietUntil, now);
    }

    private Grant in(GrantState newState, Key newKey, long quiet, long now) {
        return new Grant(
                id, newState, kind, newKey, holder, controller, delete, allowSelf, created, now, quiet, progress);
    }

    /** The new key was found, so that the request that made it acts no more. */
    Grant found(Key known) {
        return in(state, known, 0, since);
    }

    /** With these attempts. */
    public Grant with(Progress attempts) {
        return with(holder, attempts, controller);
    }

    /** Of this build, whose job may have another name now. */
    public Grant of(Holder build) {
        return with(build, progress, controller);
    }

    /** Looked after by another process. */
    public Grant ownedBy(String process) {
        return with(holder, progress, process);
    }

    private Grant with(Holder newHolder, Progress newProgress, String newController) {
        return new Grant(
                id,
                state,
                kind,
                key,
                newHolder,
                newController,
                delete,
                allowSelf,
                created,
                since,
                quietUntil,
                newProgress);
    }

    /** Whether an attempt to remove the access is due. */
    public boolean due(long now) {
        return state == GrantState.PENDING && progress.nextAttempt() <= now;
    }
}
