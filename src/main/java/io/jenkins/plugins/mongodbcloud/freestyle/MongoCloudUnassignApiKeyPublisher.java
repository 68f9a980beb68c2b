package io.jenkins.plugins.mongodbcloud.freestyle;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.mongodbcloud.steps.ApiKeyOptions;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;

/** The clean-up of API keys after the build. */
public final class MongoCloudUnassignApiKeyPublisher extends AccessPublisher {

    private final ArrayList<ApiKeyOptions> unassignments;

    @DataBoundConstructor
    public MongoCloudUnassignApiKeyPublisher(List<ApiKeyOptions> unassignments) {
        this.unassignments = new ArrayList<>(Util.fixNull(unassignments));
    }

    /** What to unassign, and how, one after another. */
    public List<ApiKeyOptions> getUnassignments() {
        return List.copyOf(Util.fixNull(unassignments));
    }

    @Override
    List<ApiKeyOptions> options() {
        return getUnassignments();
    }

    /** The clean-up in the list of post-build actions. */
    @Extension
    public static final class DescriptorImpl extends AccessPublisherDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.Cleanup_DisplayName();
        }
    }
}
