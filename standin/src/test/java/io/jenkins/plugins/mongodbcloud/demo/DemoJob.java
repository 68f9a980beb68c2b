package io.jenkins.plugins.mongodbcloud.demo;

import hudson.model.Job;

/** A Pipeline job of the demo. */
public final class DemoJob extends Job<DemoJob, DemoRun> {
    public DemoJob(DemoJenkins jenkins, String name) {
        super(jenkins, name);
        jenkins.add(this);
    }
}
