package com.cloudbees.plugins.credentials;

/** Stand-in: who may see a credential: Jenkins alone, every job too, or its user. */
public enum CredentialsScope {
    SYSTEM,
    GLOBAL,
    USER
}
