package jenkins.tasks;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.console.ConsoleLogFilter;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildWrapper;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/** Stand-in: something around the build steps of any kind of build. */
public abstract class SimpleBuildWrapper extends BuildWrapper {
    public boolean requiresWorkspace() {
        return true;
    }

    public void setUp(Context context, Run<?, ?> build, TaskListener listener, EnvVars initialEnvironment)
            throws IOException, InterruptedException {
        throw new AbstractMethodError("setUp(Context, Run, TaskListener, EnvVars) is not implemented");
    }

    public Context createContext() {
        return new Context();
    }

    public @CheckForNull ConsoleLogFilter createLoggerDecorator(@NonNull Run<?, ?> build) {
        return null;
    }

    /** Stand-in: what a wrapper says of the build steps. */
    public static final class Context {
        private Disposer disposer;
        private final Map<String, String> env = new HashMap<>();

        public Context() {}

        public void env(String key, String value) {
            if (env.putIfAbsent(key, value) != null) {
                throw new IllegalStateException("just one binding for " + key);
            }
        }

        public @CheckForNull Disposer getDisposer() {
            return disposer;
        }

        public @NonNull Map<String, String> getEnv() {
            return env;
        }

        public void setDisposer(@NonNull Disposer disposer) {
            if (this.disposer != null) {
                throw new IllegalStateException("just one disposer");
            }
            this.disposer = disposer;
        }
    }

    /** Stand-in: what is done at the end. */
    public abstract static class Disposer implements Serializable {
        private static final long serialVersionUID = 1L;

        public void tearDown(Run<?, ?> build, TaskListener listener) throws IOException, InterruptedException {
            throw new AbstractMethodError("tearDown(Run, TaskListener) is not implemented");
        }
    }
}
