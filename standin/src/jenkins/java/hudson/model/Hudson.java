package hudson.model;

/** Stand-in: only the name by which Jenkins' own permissions go. */
public class Hudson {
    private Hudson() {}
}
