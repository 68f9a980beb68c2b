package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import java.util.LinkedHashSet;
import java.util.List;

/** Which API keys are meant: by their IDs, or by what the project's key list shows of them. */
public sealed interface KeySelector {

    /** The most keys that may match where the user set no number: one with a wildcard, many otherwise. */
    int usualMaximum();

    /** In the user's words, for messages. */
    String describe();

    /** The keys with these IDs; a repeated one counts once. */
    record ByIds(List<String> ids) implements KeySelector {
        public ByIds {
            ids = List.copyOf(new LinkedHashSet<>(ids));
        }

        /** IDs were counted by who wrote them. */
        @Override
        public int usualMaximum() {
            return Integer.MAX_VALUE;
        }

        @Override
        public String describe() {
            return String.join(", ", ids);
        }
    }

    /** A selection that is looked up in the project's key list. */
    sealed interface Listed extends KeySelector {
        boolean matches(ApiKey key);
    }

    /** The key with this public key. */
    record ByPublicKey(String publicKey) implements Listed {
        @Override
        public int usualMaximum() {
            return 100;
        }

        @Override
        public boolean matches(ApiKey key) {
            return key.publicKey().equals(publicKey);
        }

        @Override
        public String describe() {
            return Messages.Selection_PublicKey(publicKey);
        }
    }

    /** The service accounts with this name, in which {@code *} stands for any text and {@code \\*} for an asterisk. */
    record ByName(String name) implements Listed {
        @Override
        public int usualMaximum() {
            return new Wildcard(name).isPattern() ? 1 : 100;
        }

        @Override
        public boolean matches(ApiKey account) {
            return new Wildcard(name).matches(account.description());
        }

        @Override
        public String describe() {
            return Messages.Selection_Name(name);
        }
    }

    /** The keys with this description, in which {@code *} stands for any text and {@code \\*} for an asterisk. */
    record ByDescription(String description) implements Listed {
        /** A text in which nothing stands for any text. */
        public static String escape(String text) {
            return text.replace("\\", "\\\\").replace("*", "\\*");
        }

        @Override
        public int usualMaximum() {
            return new Wildcard(description).isPattern() ? 1 : 100;
        }

        @Override
        public boolean matches(ApiKey key) {
            return new Wildcard(description).matches(key.description());
        }

        @Override
        public String describe() {
            return Messages.Selection_Description(description);
        }
    }

    /**
     * A selection without the keys whose description matches a text, or the service accounts whose name does.
     *
     * @param excluded the text, in which {@code *} stands for any text and {@code \\*} for an asterisk
     * @param option what the option that excludes them is called where it was set
     */
    record Without(Listed selection, String excluded, String option) implements Listed {
        @Override
        public int usualMaximum() {
            return selection.usualMaximum();
        }

        @Override
        public boolean matches(ApiKey key) {
            return selection.matches(key) && !new Wildcard(excluded).matches(key.description());
        }

        /** The name of the option is in the words of the user already. */
        @Override
        public String describe() {
            return selection.describe() + " (" + option + " " + excluded + ")";
        }
    }
}
