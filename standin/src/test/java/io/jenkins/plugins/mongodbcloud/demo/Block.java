package io.jenkins.plugins.mongodbcloud.demo;

import groovy.lang.Closure;
import groovy.lang.GroovyObjectSupport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A section of a declarative Pipeline, read but not yet executed: the parts that are written in it. */
public final class Block extends GroovyObjectSupport {
    private final String where;
    private final Set<String> known;
    private final GroovyObjectSupport variables;
    private final List<Call> parts = new ArrayList<>();

    private Block(String where, Set<String> known, GroovyObjectSupport variables) {
        this.where = where;
        this.known = known;
        this.variables = variables;
    }

    /**
     * Reads a section.
     *
     * @param known what may be written in it
     * @throws JenkinsfileError if there is anything else
     */
    static Block read(String where, Closure<?> section, Set<String> known, GroovyObjectSupport variables)
            throws Throwable {
        Block block = new Block(where, known, variables);
        Body.of(section, block).run();
        return block;
    }

    List<Call> all() {
        return parts;
    }

    /** @throws JenkinsfileError if it is there twice */
    Optional<Call> only(String name) {
        List<Call> found = parts.stream().filter(p -> p.name().equals(name)).toList();
        if (found.size() > 1) {
            throw found.get(1).error("is written twice in " + where);
        }
        return found.stream().findFirst();
    }

    @Override
    public Object invokeMethod(String name, Object args) {
        Call part = Call.of(name, args);
        if (!known.contains(name)) {
            throw part.error("is nothing that this demo knows in " + where + "; it knows: "
                    + String.join(", ", known.stream().sorted().toList()));
        }
        parts.add(part);
        return null;
    }

    @Override
    public Object getProperty(String name) {
        return name.equals("any") || name.equals("none") ? name : variables.getProperty(name);
    }
}
