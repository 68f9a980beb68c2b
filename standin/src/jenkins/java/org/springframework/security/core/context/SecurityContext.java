package org.springframework.security.core.context;

import java.io.Serializable;
import org.springframework.security.core.Authentication;

/** Stand-in: on whose behalf a thread works. */
public interface SecurityContext extends Serializable {
    Authentication getAuthentication();

    void setAuthentication(Authentication authentication);
}
