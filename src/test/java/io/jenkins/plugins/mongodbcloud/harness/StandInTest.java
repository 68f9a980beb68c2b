package io.jenkins.plugins.mongodbcloud.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Compiles the stand-ins of Jenkins' types, and holds every one of them against the genuine type. */
class StandInTest {

    private static final Path SOURCES = Path.of("standin", "src", "jenkins", "java");

    @TempDir
    private static Path classes;

    private static URLClassLoader standIns;

    @BeforeAll
    static void compile() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(problems, null, StandardCharsets.UTF_8);
                Stream<Path> sources = Files.walk(SOURCES)) {
            List<Path> all =
                    sources.filter(path -> path.toString().endsWith(".java")).toList();
            // What a stand-in refers to without being one, such as annotations, is on the class path of this test.
            boolean compiled = compiler.getTask(
                            null,
                            files,
                            problems,
                            List.of("-proc:none", "-implicit:none", "-nowarn", "-d", classes.toString()),
                            null,
                            files.getJavaFileObjectsFromPaths(all))
                    .call();
            assertTrue(compiled, () -> problems.getDiagnostics().toString());
        }
        standIns = new StandInLoader(classes.toUri().toURL(), StandInTest.class.getClassLoader());
    }

    @AfterAll
    static void close() throws IOException {
        standIns.close();
    }

    /** Takes what is a stand-in from there, and all else from the test's class path. */
    private static final class StandInLoader extends URLClassLoader {
        StandInLoader(URL classes, ClassLoader parent) {
            super(new URL[] {classes}, parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                return findResource(name.replace('.', '/') + ".class") == null
                        ? super.loadClass(name, resolve)
                        : findClass(name);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> everyStandInIsLikeTheGenuineType() throws IOException {
        List<String> names = names();
        assertTrue(names.size() > 50, () -> "only these stand-ins were found: " + names);
        return names.stream().map(name -> DynamicTest.dynamicTest(name, () -> compare(name)));
    }

    private static List<String> names() throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            return files.map(file -> classes.relativize(file).toString())
                    .filter(file -> file.endsWith(".class"))
                    .map(file ->
                            file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                    .sorted()
                    .toList();
        }
    }

    private static void compare(String name) throws ClassNotFoundException {
        Class<?> standIn = standIns.loadClass(name);
        assertEquals(standIns, standIn.getClassLoader());
        if (!SignatureComparator.isVisible(standIn)) {
            return;
        }
        List<String> differences = new ArrayList<>();
        try {
            Class<?> genuine = Class.forName(name, false, StandInTest.class.getClassLoader());
            differences.addAll(SignatureComparator.differences(standIn, genuine));
        } catch (ClassNotFoundException invented) {
            differences.add("there is no genuine type " + name);
        }
        assertTrue(differences.isEmpty(), () -> String.join("\n", differences));
    }

    @Test
    void aDifferenceIsFound() {
        assertEquals(
                List.of(
                        "no genuine field: public final int added",
                        "no genuine method: public static java.lang.String changed(int)",
                        "no genuine method: public void extra()",
                        "the genuine type is not a java.lang.Runnable"),
                SignatureComparator.differences(Forged.class, Genuine.class));
        assertEquals(List.of(), SignatureComparator.differences(Genuine.class, Genuine.class));
    }

    /** What a stand-in claims to stand for. */
    public abstract static class Genuine {
        public String changed(int number) {
            return "";
        }

        protected void kept() {}
    }

    /** A stand-in that differs in every way that is looked for. */
    public abstract static class Forged implements Runnable {
        public final int added = 1;

        public static String changed(int number) {
            return "";
        }

        public void extra() {}

        protected void kept() {}

        void notVisible() {}
    }
}
