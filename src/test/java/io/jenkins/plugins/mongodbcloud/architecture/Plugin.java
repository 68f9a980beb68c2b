package io.jenkins.plugins.mongodbcloud.architecture;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.jenkins.plugins.mongodbcloud.client.http.HttpAdminClient;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** The plugin's own classes, read once. */
final class Plugin {
    static final String HOUSE = "io.jenkins.plugins.mongodbcloud";

    static final JavaClasses CLASSES = ArchConfiguration.withThreadLocalScope(configuration -> {
        // What they use is known by name alone: to read it too would take seconds.
        configuration.setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter().importPath(folder());
    });

    private Plugin() {}

    /** The folder that the plugin is compiled to; tests are compiled to another. */
    private static Path folder() {
        try {
            Path classes = Path.of(HttpAdminClient.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return classes.resolve(HOUSE.replace('.', '/'));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
