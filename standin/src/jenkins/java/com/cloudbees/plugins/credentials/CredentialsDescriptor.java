package com.cloudbees.plugins.credentials;

import hudson.model.Descriptor;

/** Stand-in: a kind of credential. */
public abstract class CredentialsDescriptor extends Descriptor<Credentials> {
    protected CredentialsDescriptor(Class<? extends Credentials> clazz) {
        super(clazz);
    }

    protected CredentialsDescriptor() {}

    public String getDescription() {
        return null;
    }

    public String getIconClassName() {
        return "symbol-credentials plugin-credentials";
    }
}
