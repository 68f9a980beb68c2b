package hudson;

/** Stand-in: starts processes where a build runs. */
public abstract class Launcher {
    Launcher() {}
}
