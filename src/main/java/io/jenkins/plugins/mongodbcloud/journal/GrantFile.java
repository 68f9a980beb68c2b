package io.jenkins.plugins.mongodbcloud.journal;

import com.fasterxml.jackson.databind.json.JsonMapper;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.util.AtomicFileWriter;
import io.jenkins.plugins.mongodbcloud.access.Grant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A grant as a file: as a whole, on disk, and encrypted with the key of this Jenkins if something in it is masked. */
public final class GrantFile {

    private static final JsonMapper MAPPER = new JsonMapper();

    private GrantFile() {}

    /**
     * Has a grant that no process looks after on disk when it returns. The one that reads the directory next takes it over.
     *
     * @param directory of the grants, which is made if it is not there
     */
    public static void leave(Path directory, Grant grant) throws IOException {
        Files.createDirectories(directory);
        write(directory.resolve(grant.id() + GrantStore.SUFFIX), grant);
    }

    @SuppressFBWarnings(value = "OS_OPEN_STREAM", justification = "to abort closes it, too")
    static void write(Path file, Grant grant) throws IOException {
        String json = MAPPER.writeValueAsString(grant);
        AtomicFileWriter writer = new AtomicFileWriter(file, StandardCharsets.UTF_8);
        try {
            writer.write(grant.holder().sensitive().isEmpty() ? json : EncryptedText.of(json));
            writer.commit();
        } finally {
            writer.abort();
        }
    }

    /**
     * Reads the grant of that name.
     *
     * @throws IOException if it is incomplete or another one, or another Jenkins encrypted it
     */
    static Grant read(Path file, String id) throws IOException {
        Grant grant = MAPPER.readValue(EncryptedText.reveal(Files.readString(file)), Grant.class);
        if (grant == null || !isWhole(grant) || !grant.id().equals(id)) {
            throw new IOException("incomplete, or not the file of this grant");
        }
        return grant;
    }

    private static boolean isWhole(Grant grant) {
        return grant.id() != null
                && grant.state() != null
                && grant.kind() != null
                && grant.holder() != null
                && grant.controller() != null
                && grant.progress() != null
                && grant.key() != null
                && grant.key().endpoint() != null
                && grant.key().projectId() != null
                && (grant.key().apiKeyId() != null || grant.key().tag() != null);
    }
}
