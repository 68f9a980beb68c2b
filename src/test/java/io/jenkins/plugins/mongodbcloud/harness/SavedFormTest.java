package io.jenkins.plugins.mongodbcloud.harness;

import com.thoughtworks.xstream.XStream;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Items;
import hudson.model.Result;
import hudson.tasks.Builder;
import hudson.tasks.Publisher;
import io.jenkins.plugins.mongodbcloud.SavedFormScenarios;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import jenkins.tasks.SimpleBuildStep;

/** With what Jenkins itself reads jobs with. */
class SavedFormTest extends JenkinsRuleTest implements SavedFormScenarios {

    @Override
    public XStream xstream() {
        return Items.XSTREAM2;
    }

    @Override
    public MongoDbCloudConfiguration unsavedConfiguration() throws IOException {
        Files.deleteIfExists(
                r.jenkins.getRootDir().toPath().resolve(MongoDbCloudConfiguration.class.getName() + ".xml"));
        return new MongoDbCloudConfiguration();
    }

    @Override
    public boolean perform(SimpleBuildStep step) throws Exception {
        FreeStyleProject project = r.createFreeStyleProject();
        if (step instanceof Builder builder) {
            project.getBuildersList().add(builder);
        } else {
            project.getPublishersList().add((Publisher) step);
        }
        FreeStyleBuild build = r.waitForCompletion(project.scheduleBuild2(0).waitForStart());
        r.assertLogNotContains("\tat ", build);
        return build.getResult() == Result.SUCCESS;
    }
}
