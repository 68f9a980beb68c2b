package io.jenkins.plugins.mongodbcloud.freestyle;

import hudson.Extension;
import io.jenkins.plugins.mongodbcloud.steps.ServiceAccountOptions;
import org.kohsuke.stapler.DataBoundConstructor;

/** The build step that unassigns service accounts. */
public final class MongoCloudUnassignServiceAccountBuilder extends AccessBuilder {

    private final ServiceAccountOptions options;

    @DataBoundConstructor
    public MongoCloudUnassignServiceAccountBuilder(ServiceAccountOptions options) {
        this.options = options;
    }

    /** What to unassign, and how; saved without options, it says so when it runs. */
    public ServiceAccountOptions getOptions() {
        return options == null ? new ServiceAccountOptions(null) : options;
    }

    @Override
    ServiceAccountOptions options() {
        return getOptions();
    }

    /** The build step in the list of build steps. */
    @Extension
    public static final class DescriptorImpl extends AccessBuilderDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.AccountBuilder_DisplayName();
        }
    }
}
