package io.jenkins.plugins.mongodbcloud.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.mongodbcloud.access.BuildEffect;
import io.jenkins.plugins.mongodbcloud.freestyle.MongoCloudUnassignApiKeyBuilder;
import io.jenkins.plugins.mongodbcloud.freestyle.MongoCloudUnassignApiKeyPublisher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javaposse.jobdsl.plugin.ExecuteDslScripts;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;

/** Jobs with the build step and the clean-up, made by Job DSL by their names. */
class JobDslTest extends JenkinsRuleTest {

    @Test
    void aSeedJobMakesJobsThatUnassign() throws Exception {
        seed("""
                job('made') {
                    steps {
                        mongoCloudUnassignApiKeyBuilder {
                            options {
                                projectId('5a0a1e7e0f2912c554080adc')
                                credentialsId('mongodb-cloud')
                                apiKeyIds(['5d1d12c087d9d63e6d100001', '5d1d12c087d9d63e6d100002'])
                                ifNotAssigned('SUCCESS')
                            }
                        }
                    }
                    publishers {
                        mongoCloudUnassignApiKeyPublisher {
                            unassignments {
                                apiKeyOptions {
                                    projectId('5a0a1e7e0f2912c554080adc')
                                    credentialsId('mongodb-cloud')
                                    apiKeyId('5d1d12c087d9d63e6d682438')
                                }
                            }
                            resultOrWorse('SUCCESS')
                        }
                    }
                }
                """);
        FreeStyleProject made = r.jenkins.getItemByFullName("made", FreeStyleProject.class);
        MongoCloudUnassignApiKeyBuilder builder = made.getBuildersList().get(MongoCloudUnassignApiKeyBuilder.class);
        assertEquals(
                List.of("5d1d12c087d9d63e6d100001", "5d1d12c087d9d63e6d100002"),
                builder.getOptions().getApiKeyIds());
        assertEquals(BuildEffect.SUCCESS, builder.getOptions().getIfNotAssigned());
        MongoCloudUnassignApiKeyPublisher cleanup =
                made.getPublishersList().get(MongoCloudUnassignApiKeyPublisher.class);
        assertEquals("SUCCESS", cleanup.getResultOrWorse());

        r.buildAndAssertSuccess(made);
        assertFalse(lab.isAssigned(1));
        assertFalse(lab.isAssigned(2));
        assertFalse(lab.isAssigned());
    }

    @Test
    void theJobOfTheDocumentationUnassignsTheKeyOfItsParameter() throws Exception {
        seed(Files.readString(Path.of("docs", "examples", "freestyle-job.groovy")));

        r.buildAndAssertSuccess(r.jenkins.getItemByFullName("nightly", FreeStyleProject.class));

        assertFalse(lab.isAssigned());
    }

    @Test
    void theJobOfTheDocumentationHasAccessWhileItsBuildStepsRun() throws Exception {
        seed(Files.readString(Path.of("docs", "examples", "access-freestyle-job.groovy")));

        FreeStyleBuild build =
                r.buildAndAssertSuccess(r.jenkins.getItemByFullName("nightly-report", FreeStyleProject.class));

        r.assertLogContains("The API key nwaaaaaa has access to project 5a0a1e7e0f2912c554080adc now", build);
        assertEquals(List.of(), lab.madeKeysWithAccess());
    }

    @Test
    void aSeedJobMakesAPipelineThatUnassigns() throws Exception {
        seed("""
                pipelineJob('madePipeline') {
                    definition {
                        cps {
                            script(\"""CALL\""")
                            sandbox()
                        }
                    }
                }
                """.replace("CALL", JenkinsRuleFixture.call()));
        r.buildAndAssertSuccess(r.jenkins.getItemByFullName("madePipeline", WorkflowJob.class));
        assertFalse(lab.isAssigned());
    }

    private static void seed(String script) throws Exception {
        FreeStyleProject seed = r.createFreeStyleProject();
        ExecuteDslScripts scripts = new ExecuteDslScripts();
        scripts.setScriptText(script);
        seed.getBuildersList().add(scripts);
        r.buildAndAssertSuccess(seed);
    }
}
