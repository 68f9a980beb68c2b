package io.jenkins.plugins.mongodbcloud.journal;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is kept of a build until Jenkins has saved its result.
 *
 * @param directory the directory of the build
 * @param planned the calls that it is to make
 */
record UnfinishedBuild(String directory, List<PlannedCall> planned) {

    private static final JsonMapper MAPPER = new JsonMapper();

    UnfinishedBuild {
        planned = planned == null ? List.of() : List.copyOf(planned);
    }

    /** @throws IOException if it cannot be read, or names no build */
    static UnfinishedBuild read(Path file) throws IOException {
        UnfinishedBuild build = MAPPER.readValue(Files.readString(file), UnfinishedBuild.class);
        if (build == null || build.directory() == null) {
            throw new IOException(file + " names no build");
        }
        return build;
    }

    /** With these calls, which replace what is known of them. */
    UnfinishedBuild with(List<PlannedCall> calls) {
        Map<String, PlannedCall> all = new LinkedHashMap<>();
        planned.forEach(call -> all.put(call.configured(), call));
        calls.forEach(call -> all.put(call.configured(), call));
        return new UnfinishedBuild(directory, List.copyOf(all.values()));
    }

    String toText() throws IOException {
        return MAPPER.writeValueAsString(this);
    }
}
