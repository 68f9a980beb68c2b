package hudson.util;

import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Saveable;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;

/** Stand-in: what is configured of one kind. */
public class DescribableList<T extends Describable<T>, D extends Descriptor<T>> extends AbstractList<T> {
    private final List<T> elements = new ArrayList<>();

    public DescribableList(Saveable owner) {}

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
