package io.jenkins.plugins.mongodbcloud;

import com.thoughtworks.xstream.XStream;
import com.thoughtworks.xstream.converters.basic.AbstractSingleValueConverter;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.util.Secret;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudConfiguration;
import io.jenkins.plugins.mongodbcloud.freestyle.FreeBuild;
import io.jenkins.plugins.mongodbcloud.freestyle.FreeProject;
import io.jenkins.plugins.mongodbcloud.testing.JenkinsFixture;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import java.io.IOException;
import java.nio.file.Path;
import jenkins.tasks.SimpleBuildStep;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** With XStream as it is; Jenkins' own has been told more. */
class SavedFormTest implements SavedFormScenarios {

    private final XStream xstream = new XStream();

    @AutoClose
    private StandInJenkins jenkins;

    private FreeProject project;

    @BeforeEach
    void start(@TempDir Path home) throws IOException {
        xstream.allowTypesByWildcard(new String[] {"io.jenkins.plugins.mongodbcloud.**", "com.cloudbees.**"});
        xstream.registerConverter(new SecretConverter());
        jenkins = new StandInJenkins(home);
        project = new FreeProject(jenkins.jenkins(), "nightly");
    }

    private static final class SecretConverter extends AbstractSingleValueConverter {
        @Override
        @SuppressWarnings("rawtypes") // as the method that it implements
        public boolean canConvert(Class type) {
            return type == Secret.class;
        }

        @Override
        public String toString(Object secret) {
            return ((Secret) secret).getEncryptedValue();
        }

        @Override
        public Object fromString(String text) {
            return Secret.decrypt(text);
        }
    }

    @Override
    public XStream xstream() {
        return xstream;
    }

    @Override
    public MongoDbCloudConfiguration unsavedConfiguration() {
        return new MongoDbCloudConfiguration();
    }

    @Override
    public JenkinsFixture jenkins() {
        return jenkins;
    }

    @Override
    public boolean perform(SimpleBuildStep step) throws Exception {
        FreeBuild build = new FreeBuild(project);
        step.prebuild(build, jenkins.listener()::getLogger);
        try {
            step.perform(build, new EnvVars(), jenkins.listener());
            return true;
        } catch (AbortException forTheUser) {
            return false;
        }
    }
}
