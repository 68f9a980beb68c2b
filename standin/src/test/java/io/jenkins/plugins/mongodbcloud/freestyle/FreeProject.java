package io.jenkins.plugins.mongodbcloud.freestyle;

import hudson.model.AbstractProject;
import hudson.model.ItemGroup;
import io.jenkins.plugins.mongodbcloud.demo.DemoJenkins;

/** A freestyle job, as far as a build of it needs one. */
public final class FreeProject extends AbstractProject<FreeProject, FreeBuild> {
    public FreeProject(ItemGroup<?> parent, String name) {
        super(parent, name);
        if (parent instanceof DemoJenkins jenkins) {
            jenkins.add(this);
        }
    }
}
