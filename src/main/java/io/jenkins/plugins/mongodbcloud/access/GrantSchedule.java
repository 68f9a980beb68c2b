package io.jenkins.plugins.mongodbcloud.access;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** When the access of a grant that is pending is tried to be removed again. */
public final class GrantSchedule {

    private static final long FIRST = Duration.ofMinutes(1).toMillis();
    private static final long LONGEST = Duration.ofHours(1).toMillis();
    private static final int MAX_DOUBLINGS = 6;

    /** A grant that is older than this when Jenkins starts may come from a backup. */
    private static final long MAX_AGE = Duration.ofDays(7).toMillis();

    private GrantSchedule() {}

    /**
     * After an attempt that did not remove it: in a minute, then twice as long each time up to an hour, a quarter more or
     * less; in an hour if a person has to do something.
     *
     * @param needsPerson what somebody has to do; null if nothing
     */
    static Grant retry(Grant grant, String response, String needsPerson, long now) {
        int attempts = grant.progress().attempts() + 1;
        long wait = needsPerson != null ? LONGEST : Math.min(LONGEST, FIRST << Math.min(MAX_DOUBLINGS, attempts - 1));
        long jittered = wait * ThreadLocalRandom.current().nextInt(75, 126) / 100;
        return grant.with(new Grant.Progress(
                attempts,
                now + jittered,
                response,
                needsPerson,
                grant.progress().confirmed()));
    }

    /** After an attempt for which nothing could be sent until somebody does something. */
    public static Grant refused(Grant grant, String reason, long now) {
        return retry(grant, reason, reason, now);
    }

    /** At a certain time, since a request may act until then. */
    static Grant at(Grant grant, long time, String response) {
        return grant.with(new Grant.Progress(
                grant.progress().attempts() + 1,
                time,
                response,
                null,
                grant.progress().confirmed()));
    }

    /** Not before an administrator says so. */
    static Grant ask(Grant grant, String question) {
        return grant.with(
                new Grant.Progress(grant.progress().attempts(), Grant.Progress.NEVER, question, question, false));
    }

    /** At once, as an administrator says. */
    public static Grant confirm(Grant grant) {
        return grant.with(new Grant.Progress(
                grant.progress().attempts(), 0, grant.progress().lastResponse(), null, true));
    }

    /**
     * What becomes of a grant when Jenkins starts: one that may come from a backup waits for an administrator.
     *
     * @param grant pending
     */
    public static Grant atStart(Grant grant, long now) {
        if (now - grant.created() <= MAX_AGE || grant.progress().confirmed()) {
            return grant;
        }
        return ask(grant, Messages.Grant_Old(MAX_AGE / Duration.ofDays(1).toMillis()));
    }
}
