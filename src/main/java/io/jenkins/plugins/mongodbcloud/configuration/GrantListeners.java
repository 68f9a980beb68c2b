package io.jenkins.plugins.mongodbcloud.configuration;

import hudson.Extension;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Item;
import hudson.model.PeriodicWork;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.RunListener;

/** What makes grants end: builds that are over, the start of Jenkins, and time. None of it waits. */
public final class GrantListeners {

    private GrantListeners() {}

    /** Reads what was left when Jenkins went down, after builds are known. */
    @Initializer(after = InitMilestone.JOB_LOADED)
    public static void start() {
        Grants.get().work();
    }

    /** Ends the grants of builds that are over, hard kills included. */
    @Extension
    @SuppressWarnings("rawtypes")
    public static final class OfBuilds extends RunListener<Run> {
        @Override
        public void onCompleted(Run run, TaskListener listener) {
            Grants.get().release(run);
        }

        @Override
        public void onDeleted(Run run) {
            Grants.get().release(run);
        }
    }

    /** Follows jobs to other names and folders, for the credential is looked up where they are. */
    @Extension
    public static final class OfJobs extends ItemListener {
        @Override
        public void onLocationChanged(Item item, String oldFullName, String newFullName) {
            Grants.get().moved(oldFullName, newFullName);
        }
    }

    /** Tries each minute what is due. */
    @Extension
    public static final class EachMinute extends PeriodicWork {
        @Override
        public long getRecurrencePeriod() {
            return MIN;
        }

        @Override
        protected void doRun() {
            Grants.get().work();
        }
    }
}
