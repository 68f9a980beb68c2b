package hudson.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import jenkins.model.Jenkins;

/** Stand-in: one build. Of its fields, number and result are written to disk. */
public abstract class Run<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends Actionable
        implements AccessControlled, Saveable {
    protected final transient @NonNull JobT project;
    public transient int number;
    protected volatile Result result;

    @SuppressWarnings("unchecked")
    protected Run(@NonNull JobT job) throws IOException {
        this.project = job;
        this.number = job.assignBuildNumber();
        job.add(number, (RunT) this);
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

    public final @NonNull Charset getCharset() {
        return StandardCharsets.UTF_8;
    }

    @NonNull
    public Reader getLogReader() throws IOException {
        return Reader.nullReader();
    }

    @NonNull
    public String getUrl() {
        return "job/" + project.getFullName().replace("/", "/job/") + "/" + number + "/";
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
    public synchronized void save() throws IOException {
        String saved = result == null ? "" : "  <result>" + result + "</result>\n";
        Files.createDirectories(getRootDir().toPath());
        Files.writeString(
                new File(getRootDir(), "build.xml").toPath(),
                "<?xml version='1.1' encoding='UTF-8'?>\n<build>\n  <number>" + number + "</number>\n" + saved
                        + "</build>\n");
    }

    @Override
    public String toString() {
        return project.getFullName() + " #" + number;
    }
}
