package hudson.security;

import edu.umd.cs.findbugs.annotations.NonNull;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

/** Stand-in: until it is closed, a thread works on somebody's behalf. */
public class ACLContext implements AutoCloseable {
    private final SecurityContext previous;

    ACLContext(@NonNull SecurityContext previous) {
        this.previous = previous;
    }

    @Override
    public void close() {
        SecurityContextHolder.setContext(previous);
    }
}
