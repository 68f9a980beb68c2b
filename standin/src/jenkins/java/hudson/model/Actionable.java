package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import jenkins.model.TransientActionFactory;

/** Stand-in: what holds actions; here in memory. */
public abstract class Actionable implements ModelObject {
    private final transient List<Action> attached = new CopyOnWriteArrayList<>();

    public List<Action> getActions() {
        return attached;
    }

    public <T extends Action> List<T> getActions(Class<T> type) {
        return Stream.concat(getActions().stream().filter(type::isInstance).map(type::cast), transientActions(type))
                .toList();
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    private <T extends Action> Stream<T> transientActions(Class<T> type) {
        List<T> created = new ArrayList<>();
        for (TransientActionFactory factory : ExtensionList.lookup(TransientActionFactory.class)) {
            if (factory.type().isInstance(this)) {
                Collection<? extends Action> actions = factory.createFor(this);
                actions.stream().filter(type::isInstance).map(type::cast).forEach(created::add);
            }
        }
        return created.stream();
    }

    public final List<? extends Action> getAllActions() {
        return getActions(Action.class);
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
