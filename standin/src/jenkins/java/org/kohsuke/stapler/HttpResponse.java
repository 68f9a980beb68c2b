package org.kohsuke.stapler;

/** Stand-in: what a web method answers with. */
public interface HttpResponse {}
