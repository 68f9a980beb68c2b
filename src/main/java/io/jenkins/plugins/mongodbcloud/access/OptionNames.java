package io.jenkins.plugins.mongodbcloud.access;

/** What the options are called where they are set, for messages that say what to change. */
public interface OptionNames {

    /** In a script: the names of the arguments. */
    OptionNames ARGUMENTS = new OptionNames() {
        @Override
        public String of(String option) {
            return option;
        }

        @Override
        public String set(String option, Object value) {
            return Messages.Option_Set(option, value);
        }
    };

    /** The name of an option. */
    String of(String option);

    /** The instruction to give an option another value, as a part of a sentence. */
    String set(String option, Object value);
}
