package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stand-in: what holds actions; here in memory. */
public abstract class Actionable implements ModelObject {
    private final transient List<Action> attached = new CopyOnWriteArrayList<>();

    public List<Action> getActions() {
        return attached;
    }

    public <T extends Action> List<T> getActions(Class<T> type) {
        return getActions().stream().filter(type::isInstance).map(type::cast).toList();
    }

    public final List<? extends Action> getAllActions() {
        return List.copyOf(getActions());
    }

    public <T extends Action> T getAction(Class<T> type) {
        List<T> all = getActions(type);
        return all.isEmpty() ? null : all.get(0);
    }

    public void addAction(@NonNull Action a) {
        getActions().add(a);
    }

    public boolean addOrReplaceAction(@NonNull Action a) {
        boolean removed = getActions().removeIf(old -> old != a && old.getClass() == a.getClass());
        boolean added = !getActions().contains(a) && getActions().add(a);
        return removed || added;
    }
}
