package io.jenkins.plugins.mongodbcloud.demo;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionList;
import hudson.model.Item;
import hudson.security.ACL;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jenkins.model.Jenkins;

/** The demo's controller. There is one at a time, from its creation until it is closed. */
public final class DemoJenkins extends Jenkins implements AutoCloseable {
    private final PluginClasses plugin;
    private final Map<Class<?>, Object> instances = new HashMap<>();
    private final List<Object> registered = new ArrayList<>();
    private final Set<Class<?>> filled = new HashSet<>();
    private final Map<String, Item> items = new ConcurrentHashMap<>();
    private volatile ACL acl = super.getACL();

    private DemoJenkins(Path home, PluginClasses plugin) {
        super(home.toFile(), null);
        this.plugin = plugin;
    }

    /** A Jenkins with the plugin that this class belongs to. */
    public static DemoJenkins withPluginOf(Class<?> pluginClass, Path home) {
        return new DemoJenkins(home, PluginClasses.besides(pluginClass));
    }

    /** A Jenkins with these extensions. */
    public static DemoJenkins with(Path home, Class<?>... extensions) {
        return new DemoJenkins(home, PluginClasses.only(extensions));
    }

    /** Adds an extension that somebody else made. */
    public synchronized <E> E register(E extension) {
        registered.add(extension);
        for (Class<?> type : filled) {
            addIfOfType(type, extension);
        }
        return extension;
    }

    /** From now on an item is found by its name. */
    public void add(Item item) {
        items.put(item.getFullName(), item);
    }

    /** From now on there is no item of this name. */
    public void delete(Item item) {
        items.remove(item.getFullName());
    }

    @Override
    public List<Item> getItems() {
        return items.values().stream().filter(item -> item.getParent() == this).toList();
    }

    /** What is in a folder is found by its new name, too. */
    @Override
    public void onRenamed(Item item, String oldName, String newName) {
        items.values().forEach(this::add);
        items.entrySet()
                .removeIf(entry -> !entry.getKey().equals(entry.getValue().getFullName()));
    }

    /** Finds an item for those who may read it. */
    @Override
    public <T extends Item> T getItemByFullName(@NonNull String fullName, Class<T> type) {
        Item item = items.get(fullName);
        return type.isInstance(item) && item.hasPermission(Item.READ) ? type.cast(item) : null;
    }

    /** From now on this decides who may do what. */
    public void authorize(ACL decides) {
        acl = decides;
    }

    @Override
    public ACL getACL() {
        return acl;
    }

    @Override
    public synchronized <T> ExtensionList<T> getExtensionList(Class<T> type) {
        if (filled.add(type)) {
            registered.forEach(extension -> addIfOfType(type, extension));
            for (Class<?> extension : plugin.extensions()) {
                if (type.isAssignableFrom(extension)) {
                    addIfOfType(type, instance(extension));
                }
            }
        }
        return super.getExtensionList(type);
    }

    private <T> void addIfOfType(Class<T> type, Object extension) {
        if (type.isInstance(extension)) {
            super.getExtensionList(type).add(type.cast(extension));
        }
    }

    private Object instance(Class<?> extension) {
        Object instance = instances.get(extension);
        if (instance == null) {
            try {
                Constructor<?> constructor = extension.getDeclaredConstructor();
                constructor.setAccessible(true);
                instance = constructor.newInstance();
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot create " + extension.getName(), e);
            }
            instances.put(extension, instance);
        }
        return instance;
    }

    /** Goes down in order, as Jenkins does. */
    @Override
    public void close() {
        try {
            for (Method terminator : plugin.terminators()) {
                terminator.setAccessible(true);
                terminator.invoke(null);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        } finally {
            cleanUp();
        }
    }
}
