package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.ApiCredential;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything that one operation on keys of a project needs to know, validated: what can be known to be wrong
 * without a request is refused when it is built.
 */
public final class AccessTask {

    /** Sessions that one task may use. */
    public static final int MAX_PARALLELISM = 8;

    private final Builder parts;

    private AccessTask(Builder parts) {
        this.parts = parts;
    }

    /** A builder without an endpoint, operation, project, selector, credential and credential ID, which it needs. */
    public static Builder builder() {
        return new Builder();
    }

    /** Where to send requests. */
    public ApiEndpoint endpoint() {
        return parts.endpoint;
    }

    /** What is done to each key. */
    public KeyOperation operation() {
        return parts.operation;
    }

    /** The ID of the project. */
    public String projectId() {
        return parts.projectId;
    }

    /** Which keys. */
    public KeySelector selector() {
        return parts.selector;
    }

    /** What the outcomes do to the build. */
    public BuildResultPolicy policy() {
        return parts.policy;
    }

    /** What authenticates. */
    public ApiCredential credential() {
        return parts.credential;
    }

    /** How the user knows that credential, for messages. */
    public String credentialsId() {
        return parts.credentialsId;
    }

    /** Where to send requests, and what authenticates them. */
    Authority authority() {
        return new Authority(endpoint(), credential(), credentialsId());
    }

    /** Whether everything is looked up and nothing is done. */
    public boolean dryRun() {
        return parts.dryRun;
    }

    /** Whether the project's keys are listed afterwards. */
    public boolean verify() {
        return parts.verify;
    }

    /** Whether the key that authenticates may lose its own access, after all others. */
    public boolean allowSelf() {
        return parts.allowSelf;
    }

    /** With more matches than this nothing is done. */
    public int maxKeys() {
        return parts.maxKeys == 0 ? parts.selector.usualMaximum() : parts.maxKeys;
    }

    /** Keys worked on at once, 1 to {@value #MAX_PARALLELISM}. */
    public int parallelism() {
        return parts.parallelism;
    }

    /** What the options are called where they are set, for messages. */
    public OptionNames names() {
        return parts.names;
    }

    /** What an earlier run of the task left behind. */
    public ResumeState resumeState() {
        return parts.resumeState;
    }

    /** Whether a key can be the one that authenticates, which loses its own access if the operation removes that. */
    boolean endangersOwnKey() {
        return operation().mayRemoveAccessOf(credential());
    }

    boolean isOwnKey(ApiKey key) {
        String identity = credential().identity();
        return identity.equalsIgnoreCase(key.publicKey()) || identity.equalsIgnoreCase(key.id());
    }

    /** Collects the parts of a task by name. */
    public static final class Builder {

        private ApiEndpoint endpoint;
        private KeyOperation operation;
        private String projectId;
        private KeySelector selector;
        private BuildResultPolicy policy = BuildResultPolicy.DEFAULT;
        private ApiCredential credential;
        private String credentialsId;
        private boolean dryRun;
        private boolean verify;
        private boolean allowSelf;
        private int maxKeys;
        private int parallelism = 1;
        private OptionNames names = OptionNames.ARGUMENTS;
        private ResumeState resumeState = ResumeState.NOTHING;

        private Builder() {}

        private Builder(Builder other) {
            endpoint = Objects.requireNonNull(other.endpoint, "endpoint");
            operation = Objects.requireNonNull(other.operation, "operation");
            projectId = Objects.requireNonNull(other.projectId, "projectId");
            selector = Objects.requireNonNull(other.selector, "selector");
            policy = Objects.requireNonNull(other.policy, "policy");
            credential = Objects.requireNonNull(other.credential, "credential");
            credentialsId = Objects.requireNonNull(other.credentialsId, "credentialsId");
            dryRun = other.dryRun;
            verify = other.verify;
            allowSelf = other.allowSelf;
            maxKeys = other.maxKeys;
            parallelism = other.parallelism;
            names = Objects.requireNonNull(other.names, "names");
            resumeState = Objects.requireNonNull(other.resumeState, "resumeState");
        }

        public Builder endpoint(ApiEndpoint where) {
            endpoint = where;
            return this;
        }

        public Builder operation(KeyOperation what) {
            operation = what;
            return this;
        }

        public Builder projectId(String id) {
            projectId = id;
            return this;
        }

        public Builder selector(KeySelector which) {
            selector = which;
            return this;
        }

        public Builder policy(BuildResultPolicy effects) {
            policy = effects;
            return this;
        }

        public Builder credential(ApiCredential authenticating) {
            credential = authenticating;
            return this;
        }

        public Builder credentialsId(String id) {
            credentialsId = id;
            return this;
        }

        public Builder dryRun(boolean only) {
            dryRun = only;
            return this;
        }

        public Builder verify(boolean afterwards) {
            verify = afterwards;
            return this;
        }

        public Builder allowSelf(boolean allowed) {
            allowSelf = allowed;
            return this;
        }

        /** @param most 0 for the selector's usual maximum */
        public Builder maxKeys(int most) {
            maxKeys = most;
            return this;
        }

        public Builder parallelism(int sessions) {
            parallelism = sessions;
            return this;
        }

        public Builder names(OptionNames called) {
            names = called;
            return this;
        }

        public Builder resumeState(ResumeState leftBehind) {
            resumeState = leftBehind;
            return this;
        }

        /**
         * Validates what the user entered. The credential need not be there yet, so that nothing is looked up for
         * options that are invalid.
         *
         * @throws InvalidOptionException if an ID has another format, or a number is out of bounds
         */
        public void validate() throws InvalidOptionException {
            require(operation.endpointProblem(endpoint));
            require(OptionValidator.projectId(projectId, names));
            if (selector instanceof KeySelector.ByIds byIds) {
                for (String id : byIds.ids()) {
                    require(operation.idProblem(id, names));
                }
            }
            if (selector instanceof KeySelector.ByPublicKey byPublicKey) {
                require(OptionValidator.publicKey(byPublicKey.publicKey(), names));
            }
            require(OptionValidator.maxKeys(maxKeys, names));
            require(OptionValidator.parallelism(parallelism, names));
        }

        /**
         * The task.
         *
         * @throws InvalidOptionException as {@link #validate}, and if the credential cannot be one of this kind
         * @throws NullPointerException if a part is missing
         */
        public AccessTask build() throws InvalidOptionException {
            validate();
            require(OptionValidator.credential(credential, credentialsId));
            return new AccessTask(new Builder(this));
        }

        private static void require(Optional<String> problem) throws InvalidOptionException {
            if (problem.isPresent()) {
                throw new InvalidOptionException(Messages.Invalid_NothingSent(problem.get()));
            }
        }
    }
}
