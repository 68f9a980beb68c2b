package hudson.matrix;

import hudson.model.AbstractProject;
import hudson.model.Descriptor;
import hudson.model.ItemGroup;
import hudson.model.Saveable;
import hudson.tasks.Publisher;
import hudson.util.DescribableList;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stand-in: a job with a configuration for each combination of the values of its axes. */
public class MatrixProject extends AbstractProject<MatrixProject, MatrixBuild>
        implements ItemGroup<MatrixConfiguration>, Saveable {
    private final transient Collection<MatrixConfiguration> configurations = new CopyOnWriteArrayList<>();
    private final transient Map<Integer, MatrixBuild> builds = new ConcurrentHashMap<>();
    private final DescribableList<Publisher, Descriptor<Publisher>> publishers = new DescribableList<>(this);

    @SuppressWarnings("rawtypes")
    public MatrixProject(ItemGroup parent, String name) {
        super(parent, name);
    }

    void add(MatrixConfiguration configuration) {
        configurations.add(configuration);
    }

    @Override
    public Collection<MatrixConfiguration> getItems() {
        return configurations;
    }

    void add(MatrixBuild build) {
        builds.put(build.getNumber(), build);
    }

    MatrixBuild build(int number) {
        return builds.get(number);
    }

    public DescribableList<Publisher, Descriptor<Publisher>> getPublishersList() {
        return publishers;
    }

    @Override
    public void save() {}
}
