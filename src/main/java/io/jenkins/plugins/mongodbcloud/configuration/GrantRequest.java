package io.jenkins.plugins.mongodbcloud.configuration;

import io.jenkins.plugins.mongodbcloud.access.OptionNames;
import io.jenkins.plugins.mongodbcloud.journal.SensitiveValues;
import java.util.List;

/**
 * The access that a build asks for.
 *
 * @param endpoint the endpoint's name
 * @param credentialsId what assigns and unassigns; null for the default of the endpoint
 * @param projectId the project
 * @param roles names of roles in the project, one at least
 * @param accessList addresses from which a new key can be used; empty for the default of its organization
 * @param description how the description of a new key begins
 * @param delete whether a new key is deleted from its organization afterwards
 * @param existing the key, if it is there already; null for a new one
 * @param call a name of the call that no other call in the build has
 * @param names what the options are called where they are set
 * @param sensitive what the log of the build masks
 */
public record GrantRequest(
        String endpoint,
        String credentialsId,
        String projectId,
        List<String> roles,
        List<String> accessList,
        String description,
        boolean delete,
        ExistingKey existing,
        String call,
        OptionNames names,
        SensitiveValues sensitive) {

    public GrantRequest {
        roles = List.copyOf(roles);
        accessList = List.copyOf(accessList);
    }

    /**
     * A key that is there already, named in one of three ways; the others are null.
     *
     * @param apiKeyId its ID
     * @param publicKey its public key
     * @param credentialsId the ID of a credential that has both of its halves
     */
    public record ExistingKey(String apiKeyId, String publicKey, String credentialsId) {}
}
