package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.access.GrantRemoval.Removed;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Has on disk what an attempt to remove access came to, and when there is another one. */
final class RemovalRecord {

    private static final Logger LOGGER = Logger.getLogger(RemovalRecord.class.getName());

    private final GrantRemoval removal;
    private volatile Grant grant;
    // Whether no request that gives access can act any longer.
    private volatile boolean quiet;

    RemovalRecord(GrantRemoval removal) {
        this.removal = removal;
        this.grant = removal.grant();
        this.quiet = removal.now() >= grant.quietUntil();
    }

    /** As it is known now. */
    Grant grant() {
        return grant;
    }

    /** The key was found by its tag, so that the one request that could make a key with this tag has. */
    void found(Grant.Key key) throws IOException {
        grant = grant.found(key);
        quiet = true;
        removal.services().recorder().save(grant);
    }

    /**
     * Forgets the grant, unless a request that gives access may still act.
     *
     * @param warning what is left in the organization; null if nothing is
     */
    Removed settle(KeyResult result, String warning) {
        if (quiet) {
            try {
                removal.services().recorder().settled(grant, result);
            } catch (IOException | RuntimeException e) {
                LOGGER.log(Level.WARNING, e, () -> "Cannot remove the file of the grant " + grant.id());
                tryAgain(result.message(), null);
            }
        } else {
            keep(GrantSchedule.at(grant, grant.quietUntil(), result.message()));
        }
        return new Removed(result, warning);
    }

    /** The access is gone, and something is left in the organization. */
    Removed leave(KeyResult result, String warning) {
        tryAgain(warning, null);
        return new Removed(result, warning);
    }

    /** There will be another attempt by itself. */
    Removed retry(KeyResult result) {
        tryAgain(result.message(), null);
        return pending(result, Outcome.PENDING);
    }

    /** Somebody has to do something, or the next attempt ends in the same way. */
    Removed refuse(KeyResult result) {
        tryAgain(result.message(), result.message());
        return pending(result, result.outcome());
    }

    private Removed pending(KeyResult result, Outcome outcome) {
        String message = result.message() + " " + Messages.Grant_Pending();
        return new Removed(result.with(outcome, removal.policy(), message), null);
    }

    /** An administrator is to decide. */
    Removed ask(String question) {
        keep(GrantSchedule.ask(grant, question));
        return new Removed(removal.result(Outcome.PENDING).build(question), null);
    }

    private void tryAgain(String response, String needsPerson) {
        keep(GrantSchedule.retry(grant, response, needsPerson, removal.now()));
    }

    /** What is on disk is enough to remove the access, if this cannot be written. */
    void keep(Grant changed) {
        grant = changed;
        try {
            removal.services().recorder().save(changed);
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot write the grant " + changed.id());
        }
    }
}
