package io.jenkins.plugins.mongodbcloud.client;

import java.util.List;

/**
 * A programmatic API key as a project's key list shows it.
 *
 * @param id 24 hexadecimal digits
 * @param publicKey the half that may be shown
 * @param description what its creator entered; empty if nothing
 * @param roles the names of its roles in the project that was listed, such as {@code GROUP_OWNER}
 */
public record ApiKey(String id, String publicKey, String description, List<String> roles) {
    public ApiKey {
        roles = List.copyOf(roles);
    }
}
