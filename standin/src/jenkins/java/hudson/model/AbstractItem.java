package hudson.model;

import hudson.model.listeners.ItemListener;
import hudson.security.ACL;
import java.io.IOException;
import jenkins.model.Jenkins;

/** Stand-in: an {@link Item} to start from. */
public abstract class AbstractItem extends Actionable implements Item {
    protected transient String name;

    @SuppressWarnings("rawtypes")
    private final transient ItemGroup parent;

    @SuppressWarnings("rawtypes")
    protected AbstractItem(ItemGroup parent, String name) {
        this.parent = parent;
        this.name = name;
    }

    @Override
    @SuppressWarnings("unchecked")
    public ItemGroup<? extends Item> getParent() {
        return parent;
    }

    @Override
    public String getName() {
        return name;
    }

    @SuppressWarnings("unchecked")
    protected void renameTo(String newName) throws IOException {
        String oldName = name;
        String oldFullName = getFullName();
        name = newName;
        parent.onRenamed(this, oldName, newName);
        ItemListener.fireLocationChange(this, oldFullName);
    }

    @Override
    public String getDisplayName() {
        return getName();
    }

    @Override
    public final String getFullName() {
        String above = parent.getFullName();
        return above.isEmpty() ? name : above + "/" + name;
    }

    @Override
    public final String getFullDisplayName() {
        String above = parent.getFullDisplayName();
        return above.isEmpty() ? getDisplayName() : above + " » " + getDisplayName();
    }

    @Override
    public ACL getACL() {
        return Jenkins.get().getACL();
    }
}
