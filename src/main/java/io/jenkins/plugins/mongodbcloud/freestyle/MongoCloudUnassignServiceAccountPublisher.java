package io.jenkins.plugins.mongodbcloud.freestyle;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.mongodbcloud.steps.ServiceAccountOptions;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;

/** The clean-up of service accounts after the build. */
public final class MongoCloudUnassignServiceAccountPublisher extends AccessPublisher {

    private final ArrayList<ServiceAccountOptions> unassignments;

    @DataBoundConstructor
    public MongoCloudUnassignServiceAccountPublisher(List<ServiceAccountOptions> unassignments) {
        this.unassignments = new ArrayList<>(Util.fixNull(unassignments));
    }

    /** What to unassign, and how, one after another. */
    public List<ServiceAccountOptions> getUnassignments() {
        return List.copyOf(Util.fixNull(unassignments));
    }

    @Override
    List<ServiceAccountOptions> options() {
        return getUnassignments();
    }

    /** The clean-up in the list of post-build actions. */
    @Extension
    public static final class DescriptorImpl extends AccessPublisherDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.AccountCleanup_DisplayName();
        }
    }
}
