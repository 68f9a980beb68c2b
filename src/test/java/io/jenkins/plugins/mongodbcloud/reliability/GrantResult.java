package io.jenkins.plugins.mongodbcloud.reliability;

import java.util.List;

/**
 * What a scenario of a grant came to.
 *
 * @param ending where the access was after the background had had a first try
 * @param flaws what must never be; empty if all is well
 */
record GrantResult(GrantScenario scenario, Ending ending, List<String> flaws) {

    /** Where the access was when the build was over and the background had had a first try. */
    enum Ending {
        NOT_GIVEN("not given", "The build was refused the access, and no key has it."),
        REMOVED("removed", "The build had the access, and no key has it any more."),
        PENDING("pending", "There may be a key that has the access; the background removed it later.");

        private final String title;
        private final String story;

        Ending(String title, String story) {
            this.title = title;
            this.story = story;
        }

        String title() {
            return title;
        }

        String story() {
            return story;
        }
    }
}
