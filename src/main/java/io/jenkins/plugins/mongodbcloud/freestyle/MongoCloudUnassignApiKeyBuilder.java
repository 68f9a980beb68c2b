package io.jenkins.plugins.mongodbcloud.freestyle;

import hudson.Extension;
import io.jenkins.plugins.mongodbcloud.steps.ApiKeyOptions;
import org.kohsuke.stapler.DataBoundConstructor;

/** The build step that unassigns API keys. */
public final class MongoCloudUnassignApiKeyBuilder extends AccessBuilder {

    private final ApiKeyOptions options;

    @DataBoundConstructor
    public MongoCloudUnassignApiKeyBuilder(ApiKeyOptions options) {
        this.options = options;
    }

    /** What to unassign, and how; saved without options, it says so when it runs. */
    public ApiKeyOptions getOptions() {
        return options == null ? new ApiKeyOptions(null) : options;
    }

    @Override
    ApiKeyOptions options() {
        return getOptions();
    }

    /** The build step in the list of build steps. */
    @Extension
    public static final class DescriptorImpl extends AccessBuilderDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.Builder_DisplayName();
        }
    }
}
