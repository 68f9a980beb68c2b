package io.jenkins.plugins.mongodbcloud.client.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Digest as lighttpd's mod_auth checks it; a DELETE runs a script. Needs Debian's lighttpd. */
@Timeout(60)
class LighttpdDigestTest {

    private static final Path PROGRAM = Path.of("/usr/sbin/lighttpd");

    @TempDir
    private Path folder;

    @Test
    void deletesArriveAuthenticated() throws Exception {
        InstalledServer.assumeInstalled(PROGRAM);
        Path files = Files.createDirectory(folder.resolve("files"));
        InstalledServer.createKeys(files, "#!/bin/sh\necho Status: 204\necho\n");
        Files.writeString(
                folder.resolve("users"),
                InstalledServer.htdigest(SimulatorSeed.ADMIN.publicKey(), SimulatorSeed.ADMIN.privateKey()));
        InstalledServer.openToAll(folder);
        List<String> command = List.of(
                PROGRAM.toString(), "-D", "-f", folder.resolve("server.conf").toString());
        try (InstalledServer server = InstalledServer.start(folder, this::configuration, command)) {
            ForeignServer.use(server.port());
        }
        assertEquals(ForeignServer.expected(), InstalledServer.successes(folder.resolve("access.log")));
    }

    private String configuration(int port) {
        return """
                server.modules = ("mod_auth", "mod_authn_file", "mod_accesslog", "mod_cgi")
                server.document-root = "%1$s/files"
                server.errorlog = "%1$s/error.log"
                server.bind = "127.0.0.1"
                server.port = %2$d
                accesslog.filename = "%1$s/access.log"
                accesslog.format = "%%u %%m %%U %%s"
                cgi.assign = ("" => "")
                auth.backend = "htdigest"
                auth.backend.htdigest.userfile = "%1$s/users"
                auth.require = ("" => (
                    "method" => "digest",
                    "algorithm" => "MD5",
                    "realm" => "%3$s",
                    "require" => "valid-user"
                ))
                """.formatted(folder, port, ForeignServer.REALM);
    }
}
