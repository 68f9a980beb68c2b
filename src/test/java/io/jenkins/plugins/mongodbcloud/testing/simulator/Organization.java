package io.jenkins.plugins.mongodbcloud.testing.simulator;

/** An organization. Guarded by its cloud. */
final class Organization {
    final String id;
    final String name;
    boolean suspended;
    boolean accessListRequired;

    Organization(String id, String name) {
        this.id = id;
        this.name = name;
    }

    @Override
    public String toString() {
        return name + " (" + id + ")";
    }
}
