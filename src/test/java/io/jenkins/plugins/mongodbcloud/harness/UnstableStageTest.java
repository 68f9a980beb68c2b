package io.jenkins.plugins.mongodbcloud.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jenkinsci.plugins.workflow.actions.ErrorAction;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.cps.nodes.StepAtomNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

/** That the stage in which a key was not unassigned is the one that the flow graph marks, and no other. */
class UnstableStageTest extends JenkinsRuleTest {

    private static final String NOT_ASSIGNED =
            JenkinsRuleFixture.call("apiKeyId: '" + SimulatorSeed.UNASSIGNED_KEY_ID + "'");

    private static List<FlowNode> warned(WorkflowRun build) {
        return new DepthFirstScanner()
                .filteredNodes(build.getExecution(), node -> node.getPersistentAction(WarningAction.class) != null);
    }

    /** The names of the stages and branches around these nodes. */
    private static Set<String> labels(List<FlowNode> nodes) {
        Set<String> labels = new TreeSet<>();
        for (FlowNode node : nodes) {
            for (FlowNode block : node.iterateEnclosingBlocks()) {
                LabelAction label = block.getPersistentAction(LabelAction.class);
                if (label != null) {
                    labels.add(label.getDisplayName());
                }
            }
        }
        return labels;
    }

    @Test
    void theStepItselfCarriesTheWarningWithItsReason() throws Exception {
        WorkflowRun build = JenkinsRuleFixture.run(r, NOT_ASSIGNED);
        List<FlowNode> warned = warned(build);
        assertEquals(1, warned.size());
        StepAtomNode node = (StepAtomNode) warned.get(0);
        assertEquals("mongoCloudUnassignApiKey", node.getDescriptor().getFunctionName());
        WarningAction warning = node.getPersistentAction(WarningAction.class);
        assertEquals(Result.UNSTABLE, warning.getResult());
        assertNotNull(warning.getMessage());
        assertTrue(warning.getMessage().contains(SimulatorSeed.UNASSIGNED_KEY_ID), warning.getMessage());
        r.assertLogContains(warning.getMessage(), build);
    }

    @Test
    void onlyTheUnstableStageOfADeclarativePipelineIsMarked() throws Exception {
        WorkflowRun build = JenkinsRuleFixture.run(
                r, """
                pipeline {
                    agent none
                    stages {
                        stage('Before') {
                            steps {
                                CALL
                            }
                        }
                        stage('Unstable') {
                            steps {
                                NOT_ASSIGNED
                            }
                        }
                        stage('After') {
                            steps {
                                echo 'after'
                            }
                        }
                    }
                }
                """.replace("NOT_ASSIGNED", NOT_ASSIGNED).replace("CALL", JenkinsRuleFixture.call()));
        r.assertBuildStatus(Result.UNSTABLE, build);
        r.assertLogContains("after", build);
        assertEquals(Set.of("Unstable"), labels(warned(build)));
    }

    @Test
    void onlyTheUnstableBranchIsMarked() throws Exception {
        WorkflowRun build = JenkinsRuleFixture.run(
                r, """
                parallel(
                    good: {
                        stage('Good stage') {
                            CALL
                        }
                    },
                    bad: {
                        stage('Bad stage') {
                            NOT_ASSIGNED
                        }
                    })
                """.replace("NOT_ASSIGNED", NOT_ASSIGNED).replace("CALL", JenkinsRuleFixture.call()));
        r.assertBuildStatus(Result.UNSTABLE, build);
        assertEquals(Set.of("Bad stage", "Branch: bad"), labels(warned(build)));
    }

    @Test
    void aFailureMarksItsStepWithAnErrorAndNoWarning() throws Exception {
        WorkflowRun build = JenkinsRuleFixture.run(
                r, JenkinsRuleFixture.call("credentialsId: '" + JenkinsRuleFixture.READER + "'"));
        r.assertBuildStatus(Result.FAILURE, build);
        assertEquals(List.of(), warned(build));
        List<FlowNode> steps =
                new DepthFirstScanner().filteredNodes(build.getExecution(), StepAtomNode.class::isInstance);
        ErrorAction error = steps.get(0).getPersistentAction(ErrorAction.class);
        assertNotNull(error);
        assertTrue(
                error.getError().getMessage().contains("HTTP 401"),
                error.getError().getMessage());
    }

    @Test
    void aSuccessLeavesNoWarning() throws Exception {
        WorkflowRun build = JenkinsRuleFixture.run(r, JenkinsRuleFixture.call());
        r.assertBuildStatus(Result.SUCCESS, build);
        assertEquals(List.of(), warned(build));
    }
}
