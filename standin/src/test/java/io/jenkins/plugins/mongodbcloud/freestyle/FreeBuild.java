package io.jenkins.plugins.mongodbcloud.freestyle;

import hudson.model.AbstractBuild;
import java.io.IOException;
import java.nio.file.Files;

/** A build of a freestyle job. */
public final class FreeBuild extends AbstractBuild<FreeProject, FreeBuild> {
    private volatile boolean building = true;

    public FreeBuild(FreeProject project) throws IOException {
        super(project);
        Files.createDirectories(getRootDir().toPath());
    }

    @Override
    public boolean isBuilding() {
        return building;
    }

    /** The build is over, or its controller was killed. */
    public void finished() {
        building = false;
    }
}
