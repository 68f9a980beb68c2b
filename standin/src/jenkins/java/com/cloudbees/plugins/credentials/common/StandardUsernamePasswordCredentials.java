package com.cloudbees.plugins.credentials.common;

import com.cloudbees.plugins.credentials.CredentialsNameProvider;
import com.cloudbees.plugins.credentials.NameWith;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;

/** Stand-in: a credential with an ID, a description, a user name and a password. */
@NameWith(value = StandardUsernamePasswordCredentials.NameProvider.class, priority = 32)
public interface StandardUsernamePasswordCredentials extends StandardUsernameCredentials, UsernamePasswordCredentials {
    /** Stand-in: the user name, if it is no secret, and the description. */
    class NameProvider extends CredentialsNameProvider<StandardUsernameCredentials> {
        @NonNull
        @Override
        public String getName(@NonNull StandardUsernameCredentials c) {
            String description = Util.fixEmptyAndTrim(c.getDescription());
            if (c.isUsernameSecret()) {
                return Util.fixNull(description);
            }
            return c.getUsername() + "/******" + (description == null ? "" : " (" + description + ")");
        }
    }
}
