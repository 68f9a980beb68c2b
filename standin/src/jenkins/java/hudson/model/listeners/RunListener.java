package hudson.model.listeners;

import hudson.ExtensionPoint;
import hudson.model.Run;

/** Stand-in: told of builds. */
@SuppressWarnings("rawtypes")
public abstract class RunListener<R extends Run> implements ExtensionPoint {
    protected RunListener() {}

    public void onFinalized(R r) {}

    public void onDeleted(R r) {}
}
