package hudson.util;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;

/** Stand-in: a list that is saved with what it belongs to. */
public class PersistedList<T> extends AbstractList<T> {
    private final List<T> elements = new ArrayList<>();

    PersistedList() {}

    @Override
    public boolean add(T item) {
        return elements.add(item);
    }

    @Override
    public T get(int i) {
        return elements.get(i);
    }

    @Override
    public int size() {
        return elements.size();
    }
}
