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

    static UnfinishedBuild read(Path file) throws IOException {
        return MAPPER.readValue(Files.readString(file), UnfinishedBuild.class);
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
