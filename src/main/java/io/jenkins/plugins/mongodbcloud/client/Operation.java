package io.jenkins.plugins.mongodbcloud.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Function;

/**
 * One thing that the Administration API is asked to do.
 *
 * @param method the HTTP method
 * @param path below the base URL, with its query
 * @param projectId the project whose rate limit it counts against; empty if it concerns none
 * @param maxBytes how much of the body of a success is read
 * @param reader makes the value of a success from its JSON; empty if that is not what it should be
 */
public record Operation<T>(
        String method, String path, String projectId, int maxBytes, Function<JsonNode, Optional<T>> reader) {}
