package io.jenkins.plugins.mongodbcloud.client;

import java.util.List;

/**
 * What the API says of the API key that authenticates.
 *
 * @param roles the names of its roles, such as {@code GROUP_OWNER}, as often as it has them in a project or in its
 *     organization
 * @param accessList the addresses and blocks of its access list; empty if it has none
 */
public record KeyDetails(List<String> roles, List<String> accessList) {
    public KeyDetails {
        roles = List.copyOf(roles);
        accessList = List.copyOf(accessList);
    }
}
