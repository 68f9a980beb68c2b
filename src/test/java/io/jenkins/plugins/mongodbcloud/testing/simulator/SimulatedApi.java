package io.jenkins.plugins.mongodbcloud.testing.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedCloud.Assignment;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedCloud.Caller;
import java.util.List;
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

    private final SimulatedCloud cloud;
    private final Behaviour behaviour;
    private final Supplier<String> origin;

    /** Makes the API; {@code origin} (scheme, host and port) goes into links. */
    SimulatedApi(SimulatedCloud cloud, Behaviour behaviour, Supplier<String> origin) {
        this.cloud = cloud;
        this.behaviour = behaviour;
        this.origin = origin;
    }

    SimulatedResponse answer(String method, Target target, String accept, String callerId) {
        try {
            Optional<ApiVersion> dialect = ApiVersion.of(target.path());
            if (dialect.isEmpty()) {
                throw noResource(target.path());
            }
            dialect.get().check(accept, Assignable.of(target.path()).firstVersion());
            Caller caller = cloud.caller(callerId);
            checkAccessList(caller);
            if (caller.organizationRoles().isEmpty() && !caller.assigned()) {
                throw new ApiRefusal(UNAUTHORIZED, "NO_CURRENT_USER", "No current user.");
            }
            return route(new Call(method, target, Query.of(target.parameters()), dialect.get(), caller));
        } catch (ApiRefusal e) {
            return e.answer();
        }
    }

    private SimulatedResponse route(Call call) throws ApiRefusal {
        String path = call.target.path().substring(call.dialect.base().length());
        if (path.isEmpty() || path.equals("/")) {
            requireMethod(call, "GET");
            return ok(call, Resources.root(origin.get() + call.dialect.base()));
        }
        String[] parts = path.substring(1).split("/", -1);
        if (path.equals("/groups")) {
            requireMethod(call, "GET");
            return ok(call, Resources.projects(self(call), call.query, cloud.projectsSeenBy(call.caller)));
        }
        Assignable kind = Assignable.of(call.target.path());
        boolean known = parts.length >= LIST && parts[2].equals(kind.segment());
        if (known && parts[0].equals("groups") && parts.length == LIST) {
            requireMethod(call, "GET");
            return onProject(call, parts[1], () -> list(call, parts[1], kind));
        }
        if (known && parts[0].equals("groups") && parts.length == ONE) {
            requireMethod(call, "DELETE");
            return onProject(call, parts[1], () -> unassign(call, parts[1], parts[ONE - 1], kind));
        }
        if (known && parts[0].equals("orgs") && parts.length == ONE) {
            requireMethod(call, "DELETE");
            return deleteFromOrganization(call, parts[1], parts[ONE - 1], kind);
        }
        throw noResource(call.target.path());
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
            checkProject(call.caller, projectId);
            return rateHeaders(call, operation.run(), limit, left);
        } catch (ApiRefusal e) {
            throw new ApiRefusal(rateHeaders(call, e.answer(), limit, left));
        }
    }

    private SimulatedResponse list(Call call, String projectId, Assignable kind) {
        List<Assignment> page = cloud.assignments(projectId, kind, call.query.skipped(), call.query.itemsPerPage());
        int total = cloud.assignments(projectId, kind);
        return ok(
                call,
                kind == Assignable.API_KEY
                        ? Resources.keys(self(call), call.query, page, total)
                        : Resources.accounts(self(call), call.query, page, total));
    }

    private SimulatedResponse unassign(Call call, String projectId, String id, Assignable kind) throws ApiRefusal {
        boolean mayUnassign = call.caller.organizationRoles().contains(Role.ORG_OWNER)
                || cloud.rolesIn(projectId, call.caller.keyId()).stream()
                        .anyMatch(role -> kind.mayUnassign(role, call.dialect));
        if (!mayUnassign) {
            String code = call.dialect == ApiVersion.PUBLIC_V1 ? "NOT_GROUP_USER_ADMIN" : "USER_UNAUTHORIZED";
            throw new ApiRefusal(UNAUTHORIZED, code, "Current user is not authorized to perform this action.");
        }
        if (!kind.isId(id)) {
            throw malformed(call, "INVALID_KEY_ID", "An invalid " + kind.words() + " ID " + id + " was specified.", id);
        }
        if (!cloud.unassign(projectId, id)) {
            throw kind.notAssigned(id, call.dialect, behaviour.notAssignedStatus());
        }
        return deleted(call);
    }

    private SimulatedResponse deleteFromOrganization(Call call, String organizationId, String id, Assignable kind)
            throws ApiRefusal {
        if (!cloud.organizationExists(organizationId)) {
            throw noResource(call.target.path());
        }
        boolean owner = call.caller.organizationId().equals(organizationId)
                && call.caller.organizationRoles().contains(Role.ORG_OWNER);
        if (!owner) {
            throw new ApiRefusal(
                    UNAUTHORIZED, "USER_UNAUTHORIZED", "Current user is not authorized to perform this action.");
        }
        if (!kind.isId(id) || !cloud.deleteApiKey(organizationId, id)) {
            throw kind.notAssigned(id, call.dialect, Optional.of(NOT_FOUND));
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
        if (!caller.accessList().isEmpty() && !caller.accessList().contains(seen)) {
            throw new ApiRefusal(
                    FORBIDDEN,
                    "IP_ADDRESS_NOT_ON_ACCESS_LIST",
                    "IP address " + seen + " is not allowed to access this resource.",
                    seen);
        }
    }

    private void checkProject(Caller caller, String projectId) throws ApiRefusal {
        Optional<String> organization = cloud.organizationOfProject(projectId);
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
        String code = call.dialect == ApiVersion.PUBLIC_V1 ? "RATE_LIMITED" : "RATE_LIMITED_TOKEN_BUCKET";
        SimulatedResponse refused = ErrorDocument.answer(
                TOO_MANY_REQUESTS, code, "Resource is limited to " + limit.shown() + " requests.", limit.shown());
        return behaviour
                .retryAfterSeconds()
                .map(seconds -> refused.with("Retry-After", String.valueOf(seconds)))
                .orElse(refused);
    }

    private SimulatedResponse rateHeaders(Call call, SimulatedResponse answer, RateLimit limit, int left) {
        if (call.dialect == ApiVersion.PUBLIC_V1 || !behaviour.rateLimitHeaders()) {
            return answer;
        }
        return answer.with("RateLimit-Limit", String.valueOf(limit.shown()))
                .with("RateLimit-Remaining", String.valueOf(left));
    }

    private SimulatedResponse deleted(Call call) {
        return behaviour.deleteAnswersOk() ? ok(call, Json.object()) : SimulatedResponse.empty(NO_CONTENT);
    }

    private static SimulatedResponse ok(Call call, JsonNode body) {
        String contentType =
                call.dialect.contentType(Assignable.of(call.target.path()).firstVersion());
        return SimulatedResponse.of(OK, contentType, Json.text(body, call.query.pretty()));
    }

    private String self(Call call) {
        return origin.get() + call.target.path();
    }

    private static void requireMethod(Call call, String method) throws ApiRefusal {
        if (!call.method.equals(method)) {
            throw new ApiRefusal(ErrorDocument.answer(METHOD_NOT_ALLOWED, null, "Only " + method + " works here.")
                    .with("Allow", method));
        }
    }

    private static ApiRefusal malformed(Call call, String code, String detail, String value) {
        return call.dialect == ApiVersion.PUBLIC_V1
                ? new ApiRefusal(NOT_FOUND, code, detail, value)
                : new ApiRefusal(BAD_REQUEST, "PATH_PARAM_PARSE_ERROR", detail, value);
    }

    private static ApiRefusal noResource(String path) {
        return new ApiRefusal(NOT_FOUND, "RESOURCE_NOT_FOUND", "Cannot find resource " + path + ".", path);
    }

    private record Call(String method, Target target, Query query, ApiVersion dialect, Caller caller) {}

    @FunctionalInterface
    private interface Operation {
        SimulatedResponse run() throws ApiRefusal;
    }
}
