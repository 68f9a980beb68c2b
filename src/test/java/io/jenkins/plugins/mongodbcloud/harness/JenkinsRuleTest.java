package io.jenkins.plugins.mongodbcloud.harness;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Tests of one class share a Jenkins; each has a simulator of its own, to which that Jenkins is pointed. */
@WithJenkins
@Timeout(180)
abstract class JenkinsRuleTest {

    static JenkinsRule r;
    JenkinsRuleFixture lab;

    @BeforeAll
    static void start(JenkinsRule jenkins) {
        r = jenkins;
    }

    @AfterAll
    static void stop() throws Exception {
        r.after();
    }

    @BeforeEach
    final void openFixture() throws Exception {
        lab = JenkinsRuleFixture.startFor(r);
    }

    @AfterEach
    final void closeFixture() {
        lab.close();
    }

    public final JenkinsRuleFixture jenkins() {
        return lab;
    }
}
