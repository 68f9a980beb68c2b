package jenkins.model;

import hudson.model.Action;
import hudson.model.Run;

/** Stand-in: an action that is told of its run. */
public interface RunAction2 extends Action {
    void onAttached(Run<?, ?> r);

    void onLoad(Run<?, ?> r);
}
