package hudson.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import java.io.File;
import java.io.IOException;
import jenkins.model.Jenkins;
import jenkins.model.RunAction2;

/** Stand-in: one build. Nothing is written to disk. */
public abstract class Run<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends Actionable
        implements AccessControlled, Saveable {
    protected final transient @NonNull JobT project;
    public transient int number;
    protected volatile Result result;

    protected Run(@NonNull JobT job) throws IOException {
        this.project = job;
        this.number = job.assignBuildNumber();
    }

    @NonNull
    public JobT getParent() {
        return project;
    }

    public int getNumber() {
        return number;
    }

    @CheckForNull
    public Result getResult() {
        return result;
    }

    public synchronized void setResult(@NonNull Result r) {
        result = result == null ? r : result.combine(r);
    }

    @Override
    public void addAction(@NonNull Action a) {
        super.addAction(a);
        if (a instanceof RunAction2 attached) {
            attached.onAttached(this);
        }
    }

    public boolean isBuilding() {
        return true;
    }

    public EnvVars getEnvironment(@NonNull TaskListener listener) throws IOException, InterruptedException {
        return new EnvVars("BUILD_NUMBER", String.valueOf(number), "JOB_NAME", project.getFullName());
    }

    @NonNull
    public File getRootDir() {
        return new File(Jenkins.get().getRootDir(), "jobs/" + project.getFullName() + "/builds/" + number);
    }

    @NonNull
    public String getExternalizableId() {
        return project.getFullName() + "#" + number;
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return "#" + number;
    }

    @NonNull
    public String getFullDisplayName() {
        return project.getFullDisplayName() + " " + getDisplayName();
    }

    @Override
    public ACL getACL() {
        return project.getACL();
    }

    @Override
    public synchronized void save() throws IOException {}

    @Override
    public String toString() {
        return project.getFullName() + " #" + number;
    }
}
