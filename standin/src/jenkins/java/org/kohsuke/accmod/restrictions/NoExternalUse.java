package org.kohsuke.accmod.restrictions;

/** Stand-in: no other plugin may use it. */
public class NoExternalUse extends DoNotUse {}
