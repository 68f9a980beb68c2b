package org.kohsuke.accmod.restrictions;

import org.kohsuke.accmod.AccessRestriction;

/** Stand-in: no Java code may use it. */
public class DoNotUse extends AccessRestriction {}
