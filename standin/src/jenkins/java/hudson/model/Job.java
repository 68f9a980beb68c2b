package hudson.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Stand-in: a job. */
public abstract class Job<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends AbstractItem {
    protected transient volatile int nextBuildNumber = 1;
    private final Map<Integer, RunT> builds = new ConcurrentHashMap<>();

    @SuppressWarnings("rawtypes")
    protected Job(ItemGroup parent, String name) {
        super(parent, name);
    }

    @Override
    public void renameTo(String newName) throws IOException {
        super.renameTo(newName);
    }

    @CheckForNull
    public RunT getBuildByNumber(int n) {
        return builds.get(n);
    }

    void add(int number, RunT build) {
        builds.put(number, build);
    }

    public int getNextBuildNumber() {
        return nextBuildNumber;
    }

    public synchronized int assignBuildNumber() {
        return nextBuildNumber++;
    }
}
