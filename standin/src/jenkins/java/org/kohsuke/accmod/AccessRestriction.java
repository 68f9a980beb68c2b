package org.kohsuke.accmod;

/** Stand-in: a kind of restriction. */
public abstract class AccessRestriction {}
