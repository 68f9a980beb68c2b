package io.jenkins.plugins.mongodbcloud.demo;

import groovy.lang.Closure;
import groovy.lang.GString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * One call in a script: named arguments, or a sole one without a name, and a block.
 *
 * @param sole null if there is none
 * @param body null if there is none
 * @param line 0 if not known
 */
record Call(String name, Map<String, Object> named, Object sole, Closure<?> body, int line) {

    /** @throws JenkinsfileError if several arguments have no name */
    static Call of(String name, Object packed) {
        List<Object> args = new ArrayList<>(packed instanceof Object[] many ? Arrays.asList(many) : List.of(packed));
        int line = Jenkinsfile.lineOf(new Throwable()).orElse(0);
        Closure<?> body = null;
        if (!args.isEmpty() && args.get(args.size() - 1) instanceof Closure<?> last) {
            body = last;
            args.remove(args.size() - 1);
        }
        if (args.size() > 1) {
            throw new JenkinsfileError("'" + name + "' takes its arguments by name, as in name: value", line);
        }
        Object only = args.isEmpty() ? null : args.get(0);
        if (only instanceof Map<?, ?> map) {
            Map<String, Object> named = new LinkedHashMap<>();
            map.forEach((key, value) -> named.put(String.valueOf(key), value));
            return new Call(name, named, null, body, line);
        }
        return new Call(name, Map.of(), only, body, line);
    }

    /**
     * This call with its sole argument named.
     *
     * @param first the name that may be left out; null if none may
     * @throws JenkinsfileError if there is any other argument
     */
    Call taking(String first, String... others) {
        Map<String, Object> arguments = new LinkedHashMap<>(named);
        if (sole != null) {
            if (first == null) {
                throw error("takes its arguments by name");
            }
            arguments.put(first, sole);
        }
        TreeSet<String> known = new TreeSet<>(Arrays.asList(others));
        if (first != null) {
            known.add(first);
        }
        for (String argument : arguments.keySet()) {
            if (!known.contains(argument)) {
                throw error("has no argument '" + argument + "'"
                        + (known.isEmpty() ? "" : "; it has: " + String.join(", ", known)));
            }
        }
        return new Call(name, arguments, null, body, line);
    }

    /** This call with other named arguments. */
    Call withNamed(Map<?, ?> arguments) {
        Map<String, Object> replaced = new LinkedHashMap<>();
        arguments.forEach((key, value) -> replaced.put(String.valueOf(key), value));
        return new Call(name, replaced, null, body, line);
    }

    /** @throws JenkinsfileError if it is missing */
    Object required(String argument) {
        Object value = named.get(argument);
        if (value == null) {
            throw error("needs the argument '" + argument + "'");
        }
        return value;
    }

    /** The argument as text, or the other text. */
    String text(String argument, String otherwise) {
        Object value = named.get(argument);
        return value == null ? otherwise : String.valueOf(value);
    }

    /** @throws JenkinsfileError if there is no block */
    Closure<?> block() {
        if (body == null) {
            throw error("needs a block: " + name + " { … }");
        }
        return body;
    }

    /** @throws JenkinsfileError if there is a block */
    Call withoutBlock() {
        if (body != null) {
            throw error("takes no block");
        }
        return this;
    }

    JenkinsfileError error(String problem) {
        return new JenkinsfileError("'" + name + "' " + problem, line);
    }

    /** Interpolated text becomes text, everywhere in a value. */
    static Object plain(Object value) {
        if (value instanceof GString text) {
            return text.toString();
        }
        return value instanceof List<?> list ? list.stream().map(Call::plain).toList() : value;
    }
}
