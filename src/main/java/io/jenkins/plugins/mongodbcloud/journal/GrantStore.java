package io.jenkins.plugins.mongodbcloud.journal;

import io.jenkins.plugins.mongodbcloud.access.Grant;
import io.jenkins.plugins.mongodbcloud.access.GrantRecorder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/**
 * The grants on disk, one file each in the Jenkins home. Files that cannot be read are kept as they are. Several
 * controllers may share a Jenkins home: each looks after its own grants, and takes over those of one that has ended.
 */
public final class GrantStore implements GrantRecorder, AutoCloseable {

    private static final int PARALLEL_CHANGES = 64;
    static final String SUFFIX = ".json";
    private static final Logger LOGGER = Logger.getLogger(GrantStore.class.getName());

    private final Path directory;
    private final ControllerLease lease;
    // As they are on disk, or newer if that could not be written.
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    // Grants whose file is older than what is known of them.
    private final Set<String> unsaved = ConcurrentHashMap.newKeySet();
    // Each is held while a grant of some IDs changes, so that the newest of what is known is also the last on disk.
    private final List<Object> changing =
            Stream.generate(Object::new).limit(PARALLEL_CHANGES).toList();
    private volatile Set<String> unreadable = Set.of();

    private final KeyLocks locks;

    private GrantStore(Path directory, ControllerLease lease, KeyLocks locks) {
        this.directory = directory;
        this.lease = lease;
        this.locks = locks;
    }

    /** Where the grants of this Jenkins are. */
    public static Path directory() {
        return Jenkins.get().getRootDir().toPath().resolve("mongodb-cloud").resolve("grants");
    }

    /**
     * Opens the store for a process that has just started.
     *
     * @param directory of the files, which is made if it is not there
     * @throws IOException if it cannot be made or written to
     */
    public static GrantStore open(Path directory) throws IOException {
        Files.createDirectories(directory);
        ControllerLease lease = ControllerLease.take(directory.resolve("controllers"));
        try {
            return new GrantStore(
                    directory, lease, new KeyLocks(directory.resolveSibling(directory.getFileName() + ".lock")));
        } catch (IOException e) {
            lease.close();
            throw e;
        }
    }

    /** The process that owns what it gives. */
    public String controller() {
        return lease.id();
    }

    private Object changing(String id) {
        return changing.get(Math.floorMod(id.hashCode(), PARALLEL_CHANGES));
    }

    @Override
    public void save(Grant grant) throws IOException {
        synchronized (changing(grant.id())) {
            Grant known = grants.get(grant.id());
            // Who saves it may have begun before its job was moved.
            Grant current = known == null ? grant : grant.of(known.holder());
            try {
                GrantFile.write(file(grant.id()), current);
                grants.put(grant.id(), current);
                unsaved.remove(grant.id());
            } catch (IOException | RuntimeException e) {
                // What is on disk is older, and says enough to remove the access.
                if (grants.replace(grant.id(), current) != null) {
                    unsaved.add(grant.id());
                }
                throw e;
            }
        }
    }

    /**
     * A job was renamed or moved, and its grants with it. Writes nothing to disk.
     *
     * @return whether there are any, so that {@link #saveAgain} is to be called
     */
    public boolean moved(String from, String to) {
        boolean any = false;
        for (Grant grant : grants.values()) {
            if (owns(grant) && grant.holder().job().equals(from)) {
                synchronized (changing(grant.id())) {
                    Grant changed = grants.computeIfPresent(
                            grant.id(), (id, known) -> known.of(known.holder().movedTo(to)));
                    if (changed != null) {
                        unsaved.add(grant.id());
                        any = true;
                    }
                }
            }
        }
        return any;
    }

    /** Writes those whose file is older than what is known of them. */
    public void saveAgain() {
        unsaved.forEach(this::saveAgain);
    }

    private void saveAgain(String id) {
        synchronized (changing(id)) {
            try {
                Optional<Grant> grant = get(id);
                if (grant.isPresent()) {
                    save(grant.get());
                }
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "Cannot write the grant " + id);
            }
        }
    }

    @Override
    public void remove(Grant grant) throws IOException {
        synchronized (changing(grant.id())) {
            Files.deleteIfExists(file(grant.id()));
            grants.remove(grant.id());
            unsaved.remove(grant.id());
        }
    }

    @Override
    public List<Grant> sameKey(Grant.Key key, String exceptId) throws IOException {
        List<Grant> same = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, key.group() + "-*" + SUFFIX)) {
            for (Path file : files) {
                String id = idOf(file);
                Optional<Grant> own = get(id).filter(this::owns);
                Optional<Grant> grant = own.isPresent() ? own : read(file, id, new TreeSet<>());
                if (grant.isEmpty() && Files.exists(file)) {
                    throw new IOException("cannot be read: " + file);
                }
                grant.filter(found -> !id.equals(exceptId)).ifPresent(same::add);
            }
        }
        return same;
    }

    private static String nameOf(Path file) {
        return Objects.toString(file.getFileName());
    }

    private static String idOf(Path file) {
        String name = nameOf(file);
        return name.substring(0, name.length() - SUFFIX.length());
    }

    @Override
    public CompletableFuture<Runnable> lock(Grant.Key key) {
        return locks.acquire(key.group());
    }

    private Path file(String id) {
        return directory.resolve(id + SUFFIX);
    }

    /** The grant of that name, if it is known. */
    public Optional<Grant> get(String id) {
        return Optional.ofNullable(grants.get(id));
    }

    /** All that are known, those of other controllers included as they were when the files were last read. */
    public List<Grant> all() {
        return List.copyOf(grants.values());
    }

    /** Whether this process looks after a grant. */
    public boolean owns(Grant grant) {
        return grant.controller().equals(lease.id());
    }

    /** The names of files that cannot be read. */
    public Collection<String> unreadable() {
        return unreadable;
    }

    /**
     * Reads the files that other controllers wrote, and takes over the grants of those that have ended.
     *
     * @param change what becomes of a grant that is taken over
     * @return the grants that were taken over
     */
    public List<Grant> refresh(UnaryOperator<Grant> change) throws IOException {
        saveAgain();
        Set<String> damaged = new TreeSet<>();
        Set<String> there = new HashSet<>();
        List<Grant> orphans = new ArrayList<>();
        Map<String, Boolean> ended = new ConcurrentHashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : files) {
                String id = idOf(file);
                there.add(id);
                if (get(id).filter(this::owns).isEmpty()) {
                    read(file, id, damaged)
                            .filter(grant -> ended.computeIfAbsent(grant.controller(), lease::hasEnded))
                            .ifPresent(orphans::add);
                }
            }
        }
        unreadable = damaged;
        grants.values().removeIf(grant -> !owns(grant) && !there.contains(grant.id()));
        List<Grant> taken = takeOver(orphans, change);
        Set<String> controllers = new HashSet<>();
        grants.values().forEach(grant -> controllers.add(grant.controller()));
        lease.clean(controllers);
        return taken;
    }

    private Optional<Grant> read(Path file, String id, Set<String> damaged) {
        try {
            Grant grant = GrantFile.read(file, id);
            // What this process knows of its own is newer.
            grants.compute(id, (name, known) -> known != null && owns(known) ? known : grant);
            if (!Files.exists(file)) {
                grants.remove(id, grant);
            }
            return Optional.of(grant);
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            damaged.add(nameOf(file));
            if (!unreadable.contains(nameOf(file))) {
                LOGGER.log(Level.WARNING, e, () -> "Cannot read the grant in " + file + ", which is kept");
            }
            return Optional.empty();
        }
    }

    private List<Grant> takeOver(List<Grant> orphans, UnaryOperator<Grant> change) {
        List<Grant> taken = new ArrayList<>();
        Set<String> controllers = new HashSet<>();
        orphans.forEach(grant -> controllers.add(grant.controller()));
        for (String controller : controllers) {
            lease.whileEnded(controller, () -> {
                for (Grant orphan : orphans) {
                    if (orphan.controller().equals(controller)) {
                        takeOver(orphan, change, taken);
                    }
                }
            });
        }
        return taken;
    }

    /** Reads the file again: another process may have been faster. */
    private void takeOver(Grant orphan, UnaryOperator<Grant> change, List<Grant> taken) throws IOException {
        Optional<Grant> current = read(file(orphan.id()), orphan.id(), new TreeSet<>());
        if (current.filter(grant -> grant.controller().equals(orphan.controller()))
                .isPresent()) {
            Grant own = change.apply(current.get().ownedBy(lease.id()));
            save(own);
            taken.add(own);
        }
    }

    /** Ends the process's ownership, so that the next one takes its grants over. */
    @Override
    public void close() {
        lease.close();
        try {
            locks.close();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot end the locks on keys");
        }
    }
}
