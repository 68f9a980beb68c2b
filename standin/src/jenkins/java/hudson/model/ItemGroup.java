package hudson.model;

import java.io.IOException;
import java.util.Collection;

/** Stand-in: a folder, or Jenkins itself. */
public interface ItemGroup<T extends Item> extends ModelObject {
    String getFullName();

    String getFullDisplayName();

    Collection<T> getItems();

    default void onRenamed(T item, String oldName, String newName) throws IOException {}
}
