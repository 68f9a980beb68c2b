package hudson.model;

import hudson.ExtensionPoint;

/** Stand-in: what is done again and again. Nothing here calls it by itself. */
public abstract class PeriodicWork implements ExtensionPoint {
    protected static final long MIN = 60_000;

    public abstract long getRecurrencePeriod();

    public long getInitialDelay() {
        return 0;
    }

    protected abstract void doRun() throws Exception;
}
