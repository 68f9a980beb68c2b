package org.springframework.security.core.context;

/** Stand-in: the current thread's {@link SecurityContext}. */
public class SecurityContextHolder {
    private static final ThreadLocal<SecurityContext> CURRENT = ThreadLocal.withInitial(SecurityContextImpl::new);

    public static SecurityContext getContext() {
        return CURRENT.get();
    }

    public static void setContext(SecurityContext context) {
        CURRENT.set(context);
    }

    public static void clearContext() {
        CURRENT.remove();
    }
}
