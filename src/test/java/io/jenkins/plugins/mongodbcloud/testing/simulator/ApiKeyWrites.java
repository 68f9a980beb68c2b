package io.jenkins.plugins.mongodbcloud.testing.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What requests with a document do to API keys: create, assign, add to an access list. */
final class ApiKeyWrites {
    private static final int NO_CONTENT = 204;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int CONFLICT = 409;
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;
    private static final int MOST_CHARACTERS = 250;
    private static final Pattern MEDIA_TYPES =
            Pattern.compile("application/json|application/vnd\\.atlas\\.\\d{4}-\\d{2}-\\d{2}\\+json");

    private final SimulatedCloud cloud;
    private final Behaviour behaviour;
    private final Function<Call, String> self;

    /** @param self the URL of a call, for links */
    ApiKeyWrites(SimulatedCloud cloud, Behaviour behaviour, Function<Call, String> self) {
        this.cloud = cloud;
        this.behaviour = behaviour;
        this.self = self;
    }

    /** Makes a key; its private half is in this answer alone. */
    SimulatedResponse create(Call call, String projectId) throws ApiRefusal {
        requireRole(call, projectId, ApiKeyWrites::mayChangeKeys);
        JsonNode body = body(call, JsonNode::isObject);
        String description = body.path("desc").asText("");
        boolean described = !description.isEmpty() || call.dialect() == ApiVersion.PUBLIC_V1 && body.has("roles");
        if (!described) {
            throw new ApiRefusal(BAD_REQUEST, "API_KEY_REQUIRES_DESCRIPTION", "An API key requires a description.");
        }
        if (description.codePointCount(0, description.length()) > MOST_CHARACTERS) {
            throw invalid("desc");
        }
        Set<Role> roles = roles(call, body.path("roles"));
        String organizationId = cloud.findProject(projectId).orElseThrow().organizationId();
        boolean full = call.dialect() == ApiVersion.ATLAS_V2
                && cloud.keysOf(organizationId).size() >= behaviour.mostKeys();
        if (full) {
            throw new ApiRefusal(
                    FORBIDDEN, "MAX_PUBLIC_API_KEY_REACHED", "The maximum number of API keys has been reached.");
        }
        String id = cloud.createApiKey(projectId, description, roles);
        return SimulatedApi.ok(call, Resources.key(self.apply(call), cloud.assignment(projectId, id), true));
    }

    /** Gives a key of the organization these roles and no others; with POST, in Atlas, these too. */
    SimulatedResponse assign(Call call, String projectId, String id) throws ApiRefusal {
        boolean add = call.method().equals("POST");
        requireRole(call, projectId, add ? Role.GROUP_OWNER::equals : ApiKeyWrites::mayChangeKeys);
        if (!SimulatedKey.isId(id)) {
            throw SimulatedApi.malformed(call, "INVALID_KEY_ID", "An invalid API key ID " + id + " was specified.", id);
        }
        JsonNode body = body(call, add ? JsonNode::isArray : JsonNode::isObject);
        Set<Role> roles = roles(call, (add ? body.path(0) : body).path("roles"));
        String organizationId = cloud.findProject(projectId).orElseThrow().organizationId();
        if (!cloud.isApiKey(id)) {
            throw Assignable.API_KEY.notAssigned(id, call.dialect(), behaviour.notAssignedStatus());
        }
        if (!cloud.orgKeyExists(organizationId, id)) {
            throw new ApiRefusal(
                    BAD_REQUEST,
                    "API_KEY_CAN_ONLY_BELONG_TO_ONE_ORG",
                    "API key " + id + " can only belong to one organization.",
                    id);
        }
        if (add) {
            roles.addAll(cloud.rolesIn(projectId, id));
        }
        cloud.assign(projectId, id, roles.toArray(Role[]::new));
        return add
                ? SimulatedResponse.empty(NO_CONTENT)
                : SimulatedApi.ok(call, Resources.key(self.apply(call), cloud.assignment(projectId, id), false));
    }

    /** Adds all addresses of the document, or none. */
    List<String> addToAccessList(Call call, String id) throws ApiRefusal {
        List<String> added = new ArrayList<>();
        for (JsonNode entry : body(call, JsonNode::isArray)) {
            Optional<String> address = text(entry, "ipAddress");
            Optional<String> range = text(entry, "cidrBlock");
            if (address.isPresent() == range.isPresent()) {
                throw new ApiRefusal(
                        BAD_REQUEST,
                        "BAD_WHITELIST_ADD_REQUEST",
                        "Either an IP address or a CIDR block is needed, and not both.");
            }
            String wanted = address.or(() -> range).orElseThrow();
            if (!AccessListEntry.isValid(wanted) || wanted.contains("/") != range.isPresent()) {
                throw new ApiRefusal(
                        BAD_REQUEST,
                        "CANNOT_ADD_IP_ADDRESS_TO_API_KEY_WHITELIST",
                        "The address " + wanted + " cannot be added.",
                        wanted);
            }
            if (added.contains(wanted) || cloud.accessListOf(id).contains(wanted)) {
                throw new ApiRefusal(
                        CONFLICT,
                        "ADDRESS_ALREADY_IN_WHITELIST",
                        "The address " + wanted + " is there already.",
                        wanted);
            }
            added.add(wanted);
        }
        if (added.isEmpty()) {
            throw invalid("accessList");
        }
        List<String> all = new ArrayList<>(cloud.accessListOf(id));
        all.addAll(added);
        cloud.accessList(id, all.toArray(String[]::new));
        return all;
    }

    /** @throws ApiRefusal unless the caller has such a role in the project, or owns the organization */
    void requireRole(Call call, String projectId, Predicate<Role> enough) throws ApiRefusal {
        boolean may = call.caller().organizationRoles().contains(Role.ORG_OWNER)
                || cloud.rolesIn(projectId, call.caller().keyId()).stream().anyMatch(enough);
        if (!may) {
            String code = call.dialect() == ApiVersion.PUBLIC_V1 ? "NOT_GROUP_USER_ADMIN" : "USER_UNAUTHORIZED";
            throw new ApiRefusal(UNAUTHORIZED, code, "Current user is not authorized to perform this action.");
        }
    }

    private static boolean mayChangeKeys(Role role) {
        return role == Role.GROUP_OWNER || role == Role.GROUP_USER_ADMIN;
    }

    private static JsonNode body(Call call, Predicate<JsonNode> form) throws ApiRefusal {
        String mediaType = call.request().contentType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!MEDIA_TYPES.matcher(mediaType).matches()) {
            throw new ApiRefusal(UNSUPPORTED_MEDIA_TYPE, null, "Unsupported media type " + mediaType + ".");
        }
        return Json.read(call.request().body()).filter(form).orElseThrow(() -> invalid("body"));
    }

    private static Set<Role> roles(Call call, JsonNode names) throws ApiRefusal {
        EnumSet<Role> roles = EnumSet.noneOf(Role.class);
        for (JsonNode name : names) {
            String wanted = name.asText("");
            if (wanted.startsWith("ORG_")) {
                throw new ApiRefusal(
                        BAD_REQUEST,
                        "CANNOT_ADD_ORG_ROLE",
                        "An organization role cannot be added to a project.",
                        wanted);
            }
            Role role = EnumSet.allOf(Role.class).stream()
                    .filter(known -> known.name().equals(wanted) && known.isIn(call.dialect()))
                    .findFirst()
                    .orElseThrow(() -> new ApiRefusal(
                            BAD_REQUEST, "UNSUPPORTED_ROLE", "The role " + wanted + " is not supported.", wanted));
            roles.add(role);
        }
        if (roles.isEmpty()) {
            throw invalid("roles");
        }
        return roles;
    }

    private static Optional<String> text(JsonNode entry, String name) {
        return Optional.of(entry.path(name)).filter(JsonNode::isTextual).map(JsonNode::asText);
    }

    private static ApiRefusal invalid(String what) {
        return new ApiRefusal(BAD_REQUEST, "VALIDATION_ERROR", "Invalid attribute " + what + " specified.", what);
    }
}
