package hudson.model;

/** Stand-in: only what can be built. */
public class Queue {
    private Queue() {}

    /** Stand-in: something that can be built. */
    public interface Task extends ModelObject {}
}
