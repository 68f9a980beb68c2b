package io.jenkins.plugins.mongodbcloud.testing.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers requests whose sender is known: finds the resource, checks that the sender may, and does what is asked. */
final class SimulatedApi {
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int PAYMENT_REQUIRED = 402;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int LIST = 3;
    private static final int ONE = 4;

    /** POST of an array is Atlas' own. */
    private static final Map<ApiVersion, List<String>> ASSIGNMENT_METHODS = Map.of(
            ApiVersion.PUBLIC_V1, List.of("DELETE", "PATCH"),
            ApiVersion.ATLAS_V2, List.of("DELETE", "PATCH", "POST"));

    private final SimulatedCloud cloud;
    private final Behaviour behaviour;
    private final Supplier<String> origin;
    private final ApiKeyWrites writes;

    /** Makes the API; {@code origin} (scheme, host and port) goes into links. */
    SimulatedApi(SimulatedCloud cloud, Behaviour behaviour, Supplier<String> origin) {
        this.cloud = cloud;
        this.behaviour = behaviour;
        this.origin = origin;
        this.writes = new ApiKeyWrites(cloud, behaviour, this::self);
    }

    SimulatedResponse answer(ReceivedRequest request, Target target, String callerId) {
        try {
            Optional<ApiVersion> dialect = ApiVersion.of(target.path());
            if (dialect.isEmpty()) {
                throw noResource(target.path());
            }
            dialect.get().check(request.accept(), Assignable.of(target.path()).firstVersion());
            Caller caller = cloud.caller(callerId);
            checkAccessList(caller);
            if (caller.organizationRoles().isEmpty() && !caller.assigned()) {
                throw new ApiRefusal(UNAUTHORIZED, "NO_CURRENT_USER", "No current user.");
            }
            if (behaviour.upgrading() && !request.method().equals("GET")) {
                throw new ApiRefusal(
                        METHOD_NOT_ALLOWED,
                        "WRITES_NOT_ALLOWED_DURING_APP_UPGRADES",
                        "Writes are not allowed during an upgrade.");
            }
            return route(new Call(request, target, Query.of(target.parameters()), dialect.get(), caller));
        } catch (ApiRefusal e) {
            return e.answer();
        }
    }

    private SimulatedResponse route(Call call) throws ApiRefusal {
        String[] parts = call.segments();
        if (parts.length == 1 && parts[0].isEmpty()) {
            requireMethod(call, "GET");
            return ok(
                    call,
                    Resources.root(
                            origin.get() + call.dialect().base(),
                            call.caller(),
                            cloud.assignmentsOf(call.caller().keyId())));
        }
        if (parts.length == 1 && parts[0].equals("groups")) {
            requireMethod(call, "GET");
            return ok(call, Resources.projects(self(call), call.query(), cloud.projectsSeenBy(call.caller())));
        }
        if (parts.length == 2 && parts[0].equals("groups")) {
            requireMethod(call, "GET");
            return onProject(
                    call,
                    parts[1],
                    () -> ok(
                            call,
                            Resources.project(
                                    self(call), cloud.findProject(parts[1]).orElseThrow())));
        }
        Assignable kind = Assignable.of(call.target().path());
        if (parts.length >= LIST && parts[2].equals(kind.segment())) {
            if (parts[0].equals("groups") && parts.length <= ONE) {
                return onProject(call, parts[1], () -> inProject(call, parts, kind));
            }
            if (parts[0].equals("orgs") && parts.length == LIST && kind == Assignable.API_KEY) {
                requireMethod(call, "GET");
                return listOfOrganization(call, parts[1]);
            }
            if (parts[0].equals("orgs") && parts.length >= ONE) {
                return inOrganization(call, parts, kind);
            }
        }
        throw noResource(call.target().path());
    }

    private SimulatedResponse inProject(Call call, String[] parts, Assignable kind) throws ApiRefusal {
        boolean keys = kind == Assignable.API_KEY;
        if (parts.length == LIST) {
            requireMethod(call, keys ? List.of("GET", "POST") : List.of("GET"));
            return call.method().equals("GET") ? list(call, parts[1], kind) : writes.create(call, parts[1]);
        }
        requireMethod(call, keys ? ASSIGNMENT_METHODS.get(call.dialect()) : List.of("DELETE"));
        String id = parts[ONE - 1];
        return call.method().equals("DELETE") ? unassign(call, parts[1], id, kind) : writes.assign(call, parts[1], id);
    }

    private SimulatedResponse inOrganization(Call call, String[] parts, Assignable kind) throws ApiRefusal {
        String organizationId = parts[1];
        String id = parts[ONE - 1];
        boolean accessList = parts.length > ONE && kind == Assignable.API_KEY && parts[ONE].equals("accessList");
        if (!cloud.organizationExists(organizationId) || parts.length > ONE && !accessList) {
            throw noResource(call.target().path());
        }
        requireMethod(call, accessList ? "POST" : "DELETE");
        boolean owner = call.caller().organizationId().equals(organizationId)
                && call.caller().organizationRoles().contains(Role.ORG_OWNER);
        if (!owner) {
            throw new ApiRefusal(
                    UNAUTHORIZED, "USER_UNAUTHORIZED", "Current user is not authorized to perform this action.");
        }
        if (!kind.isId(id) || !cloud.orgKeyExists(organizationId, id)) {
            throw kind.notAssigned(id, call.dialect(), Optional.of(NOT_FOUND));
        }
        if (accessList) {
            return ok(call, Resources.accessList(self(call), call.query(), writes.addToAccessList(call, id)));
        }
        cloud.deleteApiKey(organizationId, id);
        return deleted(call);
    }

    private SimulatedResponse listOfOrganization(Call call, String organizationId) throws ApiRefusal {
        if (!call.caller().organizationId().equals(organizationId)
                || call.caller().organizationRoles().isEmpty()) {
            throw new ApiRefusal(
                    UNAUTHORIZED,
                    "USER_CANNOT_ACCESS_ORG",
                    "Current user is not authorized to access this organization.");
        }
        List<Assignment> keys = cloud.keysOf(organizationId);
        List<Assignment> page = keys.stream()
                .skip(call.query().skipped())
                .limit(call.query().itemsPerPage())
                .toList();
        return ok(call, Resources.keys(self(call), call.query(), page, keys.size()));
    }

    private SimulatedResponse onProject(Call call, String projectId, Operation operation) throws ApiRefusal {
        if (!SimulatedKey.isId(projectId)) {
            throw malformed(
                    call, "INVALID_GROUP_ID", "An invalid group ID " + projectId + " was specified.", projectId);
        }
        RateLimit limit = behaviour.rateLimit();
        int left = limit.take(projectId);
        if (left < 0) {
            return rateHeaders(call, rateLimited(call, limit), limit, 0);
        }
        try {
            checkProject(call.caller(), projectId);
            return rateHeaders(call, operation.run(), limit, left);
        } catch (ApiRefusal e) {
            throw new ApiRefusal(rateHeaders(call, e.answer(), limit, left));
        }
    }

    private SimulatedResponse list(Call call, String projectId, Assignable kind) {
        List<Assignment> page = cloud.assignments(
                projectId, kind, call.query().skipped(), call.query().itemsPerPage());
        int total = cloud.assignments(projectId, kind);
        return ok(
                call,
                kind == Assignable.API_KEY
                        ? Resources.keys(self(call), call.query(), page, total)
                        : Resources.accounts(self(call), call.query(), page, total));
    }

    private SimulatedResponse unassign(Call call, String projectId, String id, Assignable kind) throws ApiRefusal {
        writes.requireRole(call, projectId, role -> kind.mayUnassign(role, call.dialect()));
        if (!kind.isId(id)) {
            throw malformed(call, "INVALID_KEY_ID", "An invalid " + kind.words() + " ID " + id + " was specified.", id);
        }
        if (!cloud.unassign(projectId, id)) {
            throw kind.notAssigned(id, call.dialect(), behaviour.notAssignedStatus());
        }
        return deleted(call);
    }

    private void checkAccessList(Caller caller) throws ApiRefusal {
        String seen = behaviour.seenAddress();
        if (caller.accessListRequired() && caller.accessList().isEmpty()) {
            throw new ApiRefusal(
                    FORBIDDEN,
                    "RESOURCE_REQUIRES_ACCESS_LIST",
                    "This resource requires access through an access list of ip ranges.");
        }
        if (!caller.accessList().isEmpty()
                && caller.accessList().stream().noneMatch(entry -> AccessListEntry.covers(entry, seen))) {
            throw new ApiRefusal(
                    FORBIDDEN,
                    "IP_ADDRESS_NOT_ON_ACCESS_LIST",
                    "IP address " + seen + " is not allowed to access this resource.",
                    seen);
        }
    }

    private void checkProject(Caller caller, String projectId) throws ApiRefusal {
        Optional<String> organization = cloud.findProject(projectId).map(Project::organizationId);
        boolean ofOrganization = organization.isPresent() && organization.get().equals(caller.organizationId());
        boolean owner = caller.organizationRoles().contains(Role.ORG_OWNER);
        if (organization.isEmpty() && owner) {
            throw new ApiRefusal(NOT_FOUND, "GROUP_NOT_FOUND", "No group with ID " + projectId + " exists.", projectId);
        }
        boolean inProject = ofOrganization
                && (owner || !cloud.rolesIn(projectId, caller.keyId()).isEmpty());
        if (!inProject) {
            throw new ApiRefusal(
                    UNAUTHORIZED,
                    "NOT_IN_GROUP",
                    "The current user is not in the group, or the group does not exist.",
                    projectId);
        }
        if (cloud.isSuspended(caller.organizationId())) {
            throw new ApiRefusal(PAYMENT_REQUIRED, "ACCOUNT_SUSPENDED", "The account is suspended.");
        }
    }

    private SimulatedResponse rateLimited(Call call, RateLimit limit) {
        String code = call.dialect() == ApiVersion.PUBLIC_V1 ? "RATE_LIMITED" : "RATE_LIMITED_TOKEN_BUCKET";
        SimulatedResponse refused = ErrorDocument.answer(
                TOO_MANY_REQUESTS, code, "Resource is limited to " + limit.shown() + " requests.", limit.shown());
        return behaviour
                .retryAfterSeconds()
                .map(seconds -> refused.with("Retry-After", String.valueOf(seconds)))
                .orElse(refused);
    }

    private SimulatedResponse rateHeaders(Call call, SimulatedResponse answer, RateLimit limit, int left) {
        if (call.dialect() == ApiVersion.PUBLIC_V1 || !behaviour.rateLimitHeaders()) {
            return answer;
        }
        return answer.with("RateLimit-Limit", String.valueOf(limit.shown()))
                .with("RateLimit-Remaining", String.valueOf(left));
    }

    private SimulatedResponse deleted(Call call) {
        return behaviour.deleteAnswersOk() ? ok(call, Json.object()) : SimulatedResponse.empty(NO_CONTENT);
    }

    static SimulatedResponse ok(Call call, JsonNode body) {
        String contentType =
                call.dialect().contentType(Assignable.of(call.target().path()).firstVersion());
        return SimulatedResponse.of(
                OK, contentType, Json.text(body, call.query().pretty()));
    }

    private String self(Call call) {
        return origin.get() + call.target().path();
    }

    private static void requireMethod(Call call, String method) throws ApiRefusal {
        requireMethod(call, List.of(method));
    }

    private static void requireMethod(Call call, List<String> methods) throws ApiRefusal {
        if (!methods.contains(call.method())) {
            String allowed = String.join(", ", methods);
            throw new ApiRefusal(ErrorDocument.answer(METHOD_NOT_ALLOWED, null, "Only " + allowed + " works here.")
                    .with("Allow", allowed));
        }
    }

    static ApiRefusal malformed(Call call, String code, String detail, String value) {
        return call.dialect() == ApiVersion.PUBLIC_V1
                ? new ApiRefusal(NOT_FOUND, code, detail, value)
                : new ApiRefusal(BAD_REQUEST, "PATH_PARAM_PARSE_ERROR", detail, value);
    }

    private static ApiRefusal noResource(String path) {
        return new ApiRefusal(NOT_FOUND, "RESOURCE_NOT_FOUND", "Cannot find resource " + path + ".", path);
    }

    @FunctionalInterface
    private interface Operation {
        SimulatedResponse run() throws ApiRefusal;
    }
}
