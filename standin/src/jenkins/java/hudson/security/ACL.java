package hudson.security;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Arrays;
import java.util.function.BiFunction;
import jenkins.model.Jenkins;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

/** Stand-in: who may do what. {@link #SYSTEM2} may do everything. */
public abstract class ACL {
    public static final String ANONYMOUS_USERNAME = "anonymous";
    public static final String SYSTEM_USERNAME = "SYSTEM";
    public static final Authentication SYSTEM2 = new UsernamePasswordAuthenticationToken(SYSTEM_USERNAME, "SYSTEM");

    public boolean hasPermission2(@NonNull Authentication a, @NonNull Permission permission) {
        throw new AbstractMethodError();
    }

    public static ACL lambda2(final BiFunction<Authentication, Permission, Boolean> impl) {
        return new ACL() {
            @Override
            public boolean hasPermission2(Authentication a, Permission permission) {
                return impl.apply(a, permission);
            }
        };
    }

    public final boolean hasPermission(@NonNull Permission p) {
        Authentication current = Jenkins.getAuthentication2();
        return current.equals(SYSTEM2) || hasPermission2(current, p);
    }

    public final boolean hasAnyPermission(@NonNull Permission... permissions) {
        return Arrays.stream(permissions).anyMatch(this::hasPermission);
    }

    public final void checkPermission(@NonNull Permission p) {
        if (!hasPermission(p)) {
            throw new AccessDeniedException3(Jenkins.getAuthentication2(), p);
        }
    }

    public final void checkAnyPermission(@NonNull Permission... permissions) {
        if (!hasAnyPermission(permissions)) {
            throw new AccessDeniedException3(Jenkins.getAuthentication2(), permissions[0]);
        }
    }

    @NonNull
    public static ACLContext as2(@NonNull Authentication auth) {
        SecurityContext previous = SecurityContextHolder.getContext();
        SecurityContextHolder.setContext(new SecurityContextImpl(auth));
        return new ACLContext(previous);
    }
}
