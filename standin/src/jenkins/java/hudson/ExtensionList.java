package hudson;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import jenkins.model.Jenkins;

/** Stand-in: the extensions of one type, in order. */
public class ExtensionList<T> extends AbstractList<T> {
    public final @CheckForNull Jenkins jenkins;
    public final Class<T> extensionType;
    private final List<T> extensions = new CopyOnWriteArrayList<>();

    protected ExtensionList(Jenkins jenkins, Class<T> extensionType) {
        this.jenkins = jenkins;
        this.extensionType = extensionType;
    }

    public static <T> ExtensionList<T> create(Jenkins jenkins, Class<T> type) {
        return new ExtensionList<>(jenkins, type);
    }

    public static @NonNull <T> ExtensionList<T> lookup(Class<T> type) {
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        return jenkins == null ? create(null, type) : jenkins.getExtensionList(type);
    }

    public static @NonNull <U> U lookupSingleton(Class<U> type) {
        List<U> all = lookup(type);
        if (all.size() != 1) {
            throw new IllegalStateException("Expected 1 instance of " + type.getName() + " but got " + all.size());
        }
        return all.get(0);
    }

    public @CheckForNull <U extends T> U get(@NonNull Class<U> type) {
        return extensions.stream()
                .filter(e -> e.getClass() == type)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }

    @Override
    public T get(int index) {
        return extensions.get(index);
    }

    @Override
    public int size() {
        return extensions.size();
    }

    @Override
    public boolean add(T t) {
        return extensions.add(t);
    }

    @Override
    public boolean remove(Object o) {
        return extensions.remove(o);
    }
}
