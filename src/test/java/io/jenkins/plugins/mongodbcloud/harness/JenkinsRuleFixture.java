package io.jenkins.plugins.mongodbcloud.harness;

import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.model.Descriptor.FormException;
import hudson.model.ParameterDefinition;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import io.jenkins.plugins.mongodbcloud.credentials.ApiKeyPairCredentials;
import io.jenkins.plugins.mongodbcloud.testing.JenkinsFixture;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** The fixture on the Jenkins of a {@link JenkinsRule}. */
final class JenkinsRuleFixture extends JenkinsFixture {

    private final JenkinsRule rule;

    private JenkinsRuleFixture(JenkinsRule rule) throws IOException {
        super(SimulatorSeed.cloud());
        this.rule = rule;
    }

    /** A fresh cloud, without a Jenkins that knows of it. */
    static JenkinsRuleFixture start() {
        try {
            return new JenkinsRuleFixture(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A fresh cloud, to which the running Jenkins is pointed. */
    static JenkinsRuleFixture startFor(JenkinsRule rule) throws IOException {
        JenkinsRuleFixture fixture = new JenkinsRuleFixture(rule);
        configure(fixture.simulator.baseUrl());
        return fixture;
    }

    /** Points the running Jenkins there, with key pairs in its system credentials and the default time-outs. */
    static void configure(String baseUrl) throws IOException {
        pointAt(baseUrl);
        timeouts(10, 30, 120);
        SystemCredentialsProvider system = SystemCredentialsProvider.getInstance();
        system.getCredentials().removeIf(ApiKeyPairCredentials.class::isInstance);
        system.getCredentials().addAll(keyPairs());
        system.save();
    }

    /** A sandboxed Pipeline job with a generated name. */
    static WorkflowJob pipeline(JenkinsRule jenkins, String script) throws IOException, FormException {
        return pipeline(jenkins.createProject(WorkflowJob.class), script);
    }

    /** Gives the job this sandboxed script. */
    static WorkflowJob pipeline(WorkflowJob job, String script) throws FormException {
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    /** Runs a sandboxed script to its end, whatever its result. */
    static WorkflowRun run(JenkinsRule jenkins, String script) throws Exception {
        return jenkins.waitForCompletion(
                pipeline(jenkins, script).scheduleBuild2(0).waitForStart());
    }

    @Override
    public Build runPipeline(String script, Map<String, String> parameters) throws Exception {
        List<ParameterDefinition> definitions = new ArrayList<>();
        List<ParameterValue> values = new ArrayList<>();
        parameters.forEach((name, value) -> {
            definitions.add(new StringParameterDefinition(name, ""));
            values.add(new StringParameterValue(name, value));
        });
        WorkflowJob job = pipeline(rule, script);
        job.addProperty(new ParametersDefinitionProperty(definitions));
        WorkflowRun build = rule.waitForCompletion(
                job.scheduleBuild2(0, new ParametersAction(values)).waitForStart());
        return Build.of(build, JenkinsRule.getLog(build));
    }

    @Override
    public void addCredentials(StandardUsernamePasswordCredentials... credentials) throws IOException {
        SystemCredentialsProvider system = SystemCredentialsProvider.getInstance();
        system.getCredentials().addAll(List.of(credentials));
        system.save();
    }
}
