package hudson.model;

/** Stand-in: a folder, or Jenkins itself. */
public interface ItemGroup<T extends Item> extends ModelObject {
    String getFullName();

    String getFullDisplayName();
}
