package io.jenkins.plugins.mongodbcloud.freestyle;

import io.jenkins.plugins.mongodbcloud.steps.GrantOptions;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A build of a freestyle job. */
abstract class FreeBuildFixture {

    @AutoClose
    FreeBench free;

    FreeBuild build;

    @BeforeEach
    void start(@TempDir Path home) throws Exception {
        free = new FreeBench(home);
        build = free.build();
    }

    /** A new key of a project that is in a variable. */
    static GrantOptions options() {
        GrantOptions options = new GrantOptions("${PROJECT}");
        options.setCredentialsId(StandInJenkins.OWNER);
        options.setRoles(List.of("GROUP_READ_ONLY"));
        return options;
    }
}
