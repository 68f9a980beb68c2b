package org.springframework.security.authentication;

import org.springframework.security.core.Authentication;

/** Stand-in: somebody with a name. */
public class UsernamePasswordAuthenticationToken implements Authentication {
    private static final long serialVersionUID = 1L;
    private final String name;

    public UsernamePasswordAuthenticationToken(Object principal, Object credentials) {
        this.name = String.valueOf(principal);
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public boolean equals(Object obj) {
        return obj instanceof UsernamePasswordAuthenticationToken that && that.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
