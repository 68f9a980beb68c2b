package org.kohsuke.stapler;

/** Stand-in: what decides who responds to a request. */
public interface StaplerProxy {
    Object getTarget();
}
