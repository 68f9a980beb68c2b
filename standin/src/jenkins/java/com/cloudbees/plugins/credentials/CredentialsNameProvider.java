package com.cloudbees.plugins.credentials;

import edu.umd.cs.findbugs.annotations.NonNull;

/** Stand-in: names a credential without saying what is secret. */
public abstract class CredentialsNameProvider<C extends Credentials> {
    @NonNull
    public abstract String getName(@NonNull C credentials);

    @NonNull
    public static String name(@NonNull Credentials credentials) {
        Named best = best(credentials, credentials.getClass());
        return best == null ? credentials.getDescriptor().getDisplayName() : best.name();
    }

    private record Named(String name, int priority) {}

    private static Named best(Credentials credentials, Class<?> type) {
        Named best = own(credentials, type.getAnnotation(NameWith.class));
        if (best != null) {
            return best;
        }
        if (type.getSuperclass() != null) {
            best = best(credentials, type.getSuperclass());
        }
        for (Class<?> above : type.getInterfaces()) {
            Named named = best(credentials, above);
            if (named != null && (best == null || best.priority() < named.priority())) {
                best = named;
            }
        }
        return best;
    }

    @SuppressWarnings("unchecked")
    private static Named own(Credentials credentials, NameWith with) {
        if (with == null) {
            return null;
        }
        try {
            var provider = (CredentialsNameProvider<Credentials>)
                    with.value().getDeclaredConstructor().newInstance();
            String name = provider.getName(credentials);
            return name.isEmpty() ? null : new Named(name, with.priority());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
