package hudson.console;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import hudson.model.AbstractBuild;
import hudson.model.Run;
import java.io.IOException;
import java.io.OutputStream;

/** Stand-in: changes what gets into a log. Pipeline asks for the one with a build, and gives it none. */
@SuppressWarnings("rawtypes")
public abstract class ConsoleLogFilter implements ExtensionPoint {
    public OutputStream decorateLogger(AbstractBuild build, OutputStream logger)
            throws IOException, InterruptedException {
        return decorateLogger((Run) build, logger);
    }

    public OutputStream decorateLogger(@NonNull Run build, OutputStream logger)
            throws IOException, InterruptedException {
        return decorateLogger((AbstractBuild) build, logger);
    }
}
