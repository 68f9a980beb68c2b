package io.jenkins.plugins.mongodbcloud.demo;

import hudson.Extension;
import hudson.init.Terminator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What Jenkins finds in a plugin by its annotations. */
record PluginClasses(List<Class<?>> extensions, List<Method> terminators) {
    private static final String SUFFIX = ".class";

    /**
     * All classes that were compiled to the same folder as the given one and are in its package's parent or below.
     *
     * @throws UncheckedIOException if the folder cannot be read
     */
    static PluginClasses besides(Class<?> one) {
        String room = one.getPackageName();
        String house = room.substring(0, room.lastIndexOf('.'));
        try {
            Path classes = Path.of(
                    one.getProtectionDomain().getCodeSource().getLocation().toURI());
            try (Stream<Path> files = Files.walk(classes.resolve(house.replace('.', '/')))) {
                return of(files.map(file -> classes.relativize(file).toString())
                        .filter(name -> name.endsWith(SUFFIX) && !name.endsWith("-info.class"))
                        .map(name -> load(name, one.getClassLoader())));
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those classes alone. */
    static PluginClasses only(Class<?>... classes) {
        return of(Arrays.stream(classes));
    }

    private static PluginClasses of(Stream<Class<?>> found) {
        List<Class<?>> classes = found.toList();
        return new PluginClasses(
                classes.stream()
                        .filter(type -> type.isAnnotationPresent(Extension.class))
                        .sorted(Comparator.comparingDouble(PluginClasses::ordinal)
                                .reversed()
                                .thenComparing(Class::getName))
                        .toList(),
                classes.stream()
                        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                        .filter(method -> method.isAnnotationPresent(Terminator.class))
                        .toList());
    }

    private static double ordinal(Class<?> type) {
        return type.getAnnotation(Extension.class).ordinal();
    }

    private static Class<?> load(String file, ClassLoader loader) {
        String name = file.substring(0, file.length() - SUFFIX.length())
                .replace('/', '.')
                .replace('\\', '.');
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
