package io.jenkins.plugins.mongodbcloud.reliability;

import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;

/** Where in a run a fault strikes. */
enum MatrixPhase {
    CHALLENGE(
            "The challenge",
            "One key is named by its ID. The fault meets the first request, which has no credentials yet.",
            Phase.CHALLENGE,
            1),
    TOKEN(
            "The request for an access token",
            "One key is named by its ID, and a service account authenticates. The fault meets the request for its token.",
            Phase.TOKEN,
            1),
    AUTHENTICATED(
            "The authenticated request",
            "One key is named by its ID. The fault meets the authenticated DELETE.",
            Phase.DELETE,
            1),
    LIST_PAGE(
            "A page of the list",
            "Two keys are named by a description with a wildcard, in a project with 501 keys. The first page of the list"
                    + " comes, the fault meets the request for the second.",
            Phase.LIST,
            2),
    ANSWER_LOST(
            "The answer lost after the fact",
            "One key is named by its ID. The DELETE is carried out, and the fault is all that comes back.",
            Phase.DELETE,
            1),
    RETRY_WAIT(
            "During the wait before another attempt",
            "One key is named by its ID. The first DELETE is answered 429 with Retry-After. During the wait the server"
                    + " closes the connection; the fault meets the DELETE after the wait.",
            Phase.DELETE,
            1),
    ABORT(
            "During an abort",
            "Three keys are named by their IDs. The first is unassigned. The build is aborted while the DELETE for the"
                    + " second is under way, which meets the fault; on the right, when the fault strikes for the second time,"
                    + " be it at another attempt or at the third key.",
            Phase.DELETE,
            3),
    RESTART(
            "During a restart",
            "Three keys are named by their IDs. The first is unassigned. The controller stops while the DELETE for the"
                    + " second is under way, which meets the fault. After the restart the run is taken up from its journal,"
                    + " and the fault meets its first DELETE.",
            Phase.DELETE,
            3);

    private final String title;
    private final String story;
    private final Phase phase;
    private final int keys;

    MatrixPhase(String title, String story, Phase phase, int keys) {
        this.title = title;
        this.story = story;
        this.phase = phase;
        this.keys = keys;
    }

    String title() {
        return title;
    }

    String story() {
        return story;
    }

    /** Which requests the simulator makes go wrong. */
    Phase phase() {
        return phase;
    }

    /** How many keys the run is about. */
    int keys() {
        return keys;
    }
}
