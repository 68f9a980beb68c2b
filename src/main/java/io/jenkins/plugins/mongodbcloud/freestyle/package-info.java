/** Build step and post-build clean-up of freestyle jobs, and of other jobs that take build steps. */
package io.jenkins.plugins.mongodbcloud.freestyle;
