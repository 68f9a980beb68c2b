package com.cloudbees.plugins.credentials.common;

/** Stand-in: a credential with an ID, a description and a user name. */
public interface StandardUsernameCredentials extends StandardCredentials, UsernameCredentials {}
