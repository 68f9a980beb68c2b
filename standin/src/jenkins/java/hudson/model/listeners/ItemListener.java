package hudson.model.listeners;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Item;
import hudson.model.ItemGroup;

/** Stand-in: told of jobs and folders. */
public class ItemListener implements ExtensionPoint {
    public void onLocationChanged(Item item, String oldFullName, String newFullName) {}

    public static void fireLocationChange(Item rootItem, String oldFullName) {
        for (ItemListener listener : ExtensionList.lookup(ItemListener.class)) {
            listener.onLocationChanged(rootItem, oldFullName, rootItem.getFullName());
        }
        if (rootItem instanceof ItemGroup<?> group) {
            for (Item child : group.getItems()) {
                fireLocationChange(child, oldFullName + "/" + child.getName());
            }
        }
    }
}
