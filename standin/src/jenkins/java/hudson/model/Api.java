package hudson.model;

/** Stand-in: the remote API of an object. */
public class Api implements ModelObject {
    public final Object bean;

    public Api(Object bean) {
        this.bean = bean;
    }

    @Override
    public String getDisplayName() {
        return "Remote API";
    }
}
