package io.jenkins.plugins.mongodbcloud.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.security.ACL;
import io.jenkins.plugins.mongodbcloud.access.BuildResultPolicy;
import io.jenkins.plugins.mongodbcloud.access.Grant;
import io.jenkins.plugins.mongodbcloud.access.GrantState;
import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.access.Outcome;
import io.jenkins.plugins.mongodbcloud.demo.DemoJob;
import io.jenkins.plugins.mongodbcloud.demo.DemoRun;
import io.jenkins.plugins.mongodbcloud.testing.JenkinsFixture;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Access whose build or controller ends in another way than by the end of its block. */
@Timeout(120)
class GrantsAfterTheBuildTest extends GrantsFixture {

    @Test
    void buildThatEndsWithoutEndingItsGrantLosesItsAccess() throws Exception {
        assign();
        jenkins.run().finished();
        new GrantListeners.OfBuilds().onCompleted(jenkins.run(), jenkins.listener());
        untilSettled();
        assertEquals(List.of(), withAccess());
    }

    @Test
    void buildWhoseEndNobodyTellsLosesItsAccessWithinAMinute() throws Exception {
        assign();
        minutes(1);
        assertEquals(1, withAccess().size());
        jenkins.run().finished();
        minutes(1);
        untilSettled();
        assertEquals(List.of(), withAccess());
    }

    @Test
    void otherBuildsEndDoesNotMatter() throws Exception {
        GivenAccess given = assign();
        DemoRun other = new DemoRun(jenkins.run().getParent());
        new GrantListeners.OfBuilds().onCompleted(other, jenkins.listener());
        new GrantListeners.OfBuilds().onDeleted(other);
        minutes(1);
        assertEquals(List.of(given.grant()), Grants.get().all());
    }

    @Test
    void renamedJobKeepsItsAccess() throws Exception {
        GivenAccess given = assign();
        jenkins.jenkins().delete(jenkins.run().getParent());
        minutes(1);
        assertEquals(GrantState.HELD, Grants.get().all().get(0).state());
        assertEquals(Outcome.UNASSIGNED, end(given).outcome());
    }

    @Test
    void stepThatHandsOverIsDoneInTheBackground() throws Exception {
        Grants.get().handOver(assign().grant().holder().call(), null);
        untilSettled();
        assertEquals(List.of(), withAccess());
    }

    @Test
    void buildThatGoesOnAfterARestartKeepsItsAccess() throws Exception {
        GivenAccess given = assign();
        restart(true);
        minutes(1);
        until(() -> Grants.get().all().size() == 1);
        assertEquals(GrantState.HELD, Grants.get().all().get(0).state());
        assertEquals(1, withAccess().size());
        assertEquals(Outcome.UNASSIGNED, end(given).outcome());
        assertEquals(List.of(), files());
    }

    @Test
    void buildThatDoesNotGoOnAfterARestartLosesItsAccess() throws Exception {
        assign();
        restart(false);
        untilSettled();
        assertEquals(List.of(), withAccess());
    }

    @Test
    void creationDuringWhichTheControllerDiesIsFoundByItsTag() throws Exception {
        jenkins.simulator.faults().next(InjectedFault.lostThenSilence().on(Phase.CREATE));
        start(request(OWNER));
        until(() -> jenkins.simulator.cloud().createdKeys().size() == 1);
        restart(true);
        untilSettled();
        assertEquals(List.of(), withAccess());
        assertFalse(jenkins.simulator
                .cloud()
                .orgKeyExists(
                        SimulatorSeed.ORGANIZATION_ID,
                        jenkins.simulator.cloud().createdKeys().get(0).id()));
    }

    @Test
    void assignmentThatIsCancelledLeavesNoAccess() throws Exception {
        jenkins.simulator.faults().next(InjectedFault.lostThenSilence().on(Phase.CREATE));
        CompletableFuture<GivenAccess> given = start(request(OWNER));
        until(() -> jenkins.simulator.cloud().createdKeys().size() == 1);
        cancel.complete(null);
        assertThrows(ExecutionException.class, () -> await(given));
        untilSettled();
        assertEquals(List.of(), withAccess());
    }

    @Test
    void deletedJobsAccessIsRemovedWithTheCredentialOfTheEndpoint() throws Exception {
        GivenAccess given = assign();
        jenkins.simulator.faults().always(InjectedFault.downForLong().on(Phase.UNASSIGN));
        end(given);
        jenkins.simulator.faults().clear();
        jenkins.run().finished();
        jenkins.jenkins().delete(jenkins.run().getParent());
        minutes(2);
        until(() -> Grants.get().all().get(0).progress().needsPerson() != null);
        String question = Grants.get().all().get(0).progress().needsPerson();
        assertTrue(question.contains("no default credential"), question);
        JenkinsFixture.pointAt(jenkins.simulator.baseUrl(), OWNER);
        minutes(90);
        untilSettled();
        assertEquals(List.of(), withAccess());
    }

    @Test
    void lateLookupOfACredentialIsTracked() throws Exception {
        Grants.get().handOver(assign().grant().holder().call(), null);
        untilSettled();
        assertEquals(List.of(OWNER, OWNER), jenkins.credentials().tracked());
    }

    @Test
    void grantFromABackupWaitsForAnAdministrator() throws Exception {
        assign();
        now.addAndGet(Duration.ofDays(8).toMillis());
        restart(false);
        until(() -> Grants.get().all().size() == 1);
        Grant grant = Grants.get().all().get(0);
        assertEquals(GrantState.PENDING, grant.state());
        assertTrue(grant.progress().needsPerson().contains("7 days"), grant::toString);
        minutes(120);
        assertEquals(1, withAccess().size());
        Grants.get().tryNow(grant.id());
        untilSettled();
        assertEquals(List.of(), withAccess());
    }

    @Test
    void unassignmentThatIsGivenUpIsForgotten() throws Exception {
        GivenAccess given = assign();
        Grants.get().giveUp(given.grant().id());
        minutes(1);
        assertEquals(1, Grants.get().all().size(), "a running build needs it");
        jenkins.simulator.faults().always(InjectedFault.downForLong().on(Phase.UNASSIGN));
        end(given);
        Grants.get().giveUp(given.grant().id());
        untilSettled();
        assertEquals(List.of(), files());
        assertEquals(1, withAccess().size());
    }

    @Test
    void unassignmentThatIsGivenUpDuringAnAttemptStaysForgotten() throws Exception {
        GivenAccess given = assign();
        jenkins.simulator.faults().always(InjectedFault.silence().on(Phase.UNASSIGN));
        CompletableFuture<KeyResult> end =
                Grants.get().end(given.grant().id(), BuildResultPolicy.DEFAULT, jenkins.run(), ACL.SYSTEM2, log::add);
        jenkins.simulator.journal().awaitRequests(Phase.UNASSIGN, 1, JenkinsFixture.PATIENCE);
        Grants.get().giveUp(given.grant().id());
        untilSettled();
        assertEquals(Outcome.PENDING, await(end).outcome());
        assertEquals(List.of(), Grants.get().all());
        assertEquals(List.of(), files());
    }

    @Test
    void tryNowDoesNotWaitForTheNextAttempt() throws Exception {
        GivenAccess given = assign();
        jenkins.simulator
                .faults()
                .always(InjectedFault.error(401, "USER_UNAUTHORIZED", "No.").on(Phase.UNASSIGN));
        assertEquals(Outcome.REJECTED, end(given).outcome());
        jenkins.simulator.faults().clear();
        Grants.get().tryNow(given.grant().id());
        untilSettled();
        assertEquals(List.of(), withAccess());
    }

    @Test
    void manyPendingAreWorkedOffAFewAtATime() throws Exception {
        List<GivenAccess> given = new ArrayList<>();
        for (int build = 0; build < 30; build++) {
            DemoRun run = new DemoRun(new DemoJob(jenkins.jenkins(), "job" + build));
            given.add(await(Grants.get()
                    .assign(request(OWNER), run, ACL.SYSTEM2, log::add, () -> false, new CompletableFuture<>())));
            run.finished();
        }
        minutes(1);
        untilSettled();
        assertEquals(List.of(), withAccess());
    }
}
