package hudson.model;

import java.io.IOException;

/** Stand-in: what can be written to disk. */
public interface Saveable {
    void save() throws IOException;
}
