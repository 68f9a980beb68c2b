package hudson.model;

/** Stand-in: a job. */
public abstract class Job<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends AbstractItem {
    protected transient volatile int nextBuildNumber = 1;

    @SuppressWarnings("rawtypes")
    protected Job(ItemGroup parent, String name) {
        super(parent, name);
    }

    public int getNextBuildNumber() {
        return nextBuildNumber;
    }

    public synchronized int assignBuildNumber() {
        return nextBuildNumber++;
    }
}
