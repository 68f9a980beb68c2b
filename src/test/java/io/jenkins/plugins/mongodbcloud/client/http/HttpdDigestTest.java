package io.jenkins.plugins.mongodbcloud.client.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Digest as Apache httpd's mod_auth_digest checks it; a DELETE removes a file by mod_dav. Needs Debian's apache2. */
@Timeout(60)
class HttpdDigestTest {

    private static final Path PROGRAM = Path.of("/usr/sbin/apache2");
    private static final List<String> MODULES = List.of(
            "mpm_event", "authn_core", "authn_file", "authz_core", "authz_user", "auth_digest", "dav", "dav_fs");

    @TempDir
    private Path folder;

    @Test
    void deletesArriveAuthenticatedAndRemoveTheirFiles() throws Exception {
        InstalledServer.assumeInstalled(PROGRAM);
        Path files = Files.createDirectory(folder.resolve("files"));
        InstalledServer.createKeys(files, "assigned");
        Files.writeString(
                folder.resolve("users"),
                InstalledServer.htdigest(SimulatorSeed.ADMIN.publicKey(), SimulatorSeed.ADMIN.privateKey()));
        InstalledServer.openToAll(folder);
        List<String> command =
                List.of(PROGRAM.toString(), "-f", folder.resolve("server.conf").toString(), "-DFOREGROUND");
        try (InstalledServer server = InstalledServer.start(folder, this::configuration, command)) {
            ForeignServer.use(server.port());
        }
        for (int number = 1; number <= ForeignServer.CALLS; number++) {
            assertFalse(Files.exists(files.resolve(ForeignServer.path(number).substring(1))));
        }
        assertEquals(ForeignServer.expected(), InstalledServer.successes(folder.resolve("access.log")));
    }

    private String configuration(int port) {
        StringBuilder text = new StringBuilder();
        MODULES.forEach(module -> text.append("LoadModule ")
                .append(module)
                .append("_module /usr/lib/apache2/modules/mod_")
                .append(module)
                .append(".so\n"));
        if (System.getProperty("user.name").equals("root")) {
            text.append("User www-data\nGroup www-data\n");
        }
        return text + """
                ServerRoot "%1$s"
                DefaultRuntimeDir "%1$s"
                PidFile "%1$s/httpd.pid"
                ServerName 127.0.0.1
                Listen 127.0.0.1:%2$d
                ErrorLog "%1$s/error.log"
                LogFormat "%%u %%m %%U %%>s" short
                CustomLog "%1$s/access.log" short
                StartServers 1
                DocumentRoot "%1$s/files"
                DavLockDB "%1$s/locks"
                <Directory "%1$s/files">
                    Dav On
                    AuthType Digest
                    AuthName "%3$s"
                    AuthDigestProvider file
                    AuthUserFile "%1$s/users"
                    Require valid-user
                </Directory>
                """.formatted(folder, port, ForeignServer.REALM);
    }
}
