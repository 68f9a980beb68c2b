package io.jenkins.plugins.mongodbcloud.testing.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The state behind the API: organizations, projects, API keys, service accounts and which of them is assigned to which
 * project. Where a key ID is taken, the client ID of a service account will do. Thread-safe.
 * Methods that name something unknown throw {@link IllegalArgumentException}.
 */
public final class SimulatedCloud {
    private final Map<String, Organization> organizations = new LinkedHashMap<>();
    private final Map<String, Project> projects = new LinkedHashMap<>();
    /** The roles of those who are assigned, by project and key. */
    private final Map<String, Map<String, Set<Role>>> assignments = new LinkedHashMap<>();

    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Map<String, Member> keysByPublicKey = new HashMap<>();
    private final List<SimulatedKey> created = new ArrayList<>();
    private final AccessTokens tokens = new AccessTokens();

    /** Adds an organization; the ID has 24 lower-case hex digits. */
    public synchronized SimulatedCloud addOrganization(String organizationId, String name) {
        SimulatedKey.checkId(organizationId);
        putNew(organizations, organizationId, new Organization(organizationId, name), "organization");
        return this;
    }

    /** Adds a project to an organization. */
    public synchronized SimulatedCloud addProject(String organizationId, String projectId, String name) {
        SimulatedKey.checkId(projectId);
        organization(organizationId);
        putNew(projects, projectId, new Project(projectId, name, organizationId), "project");
        assignments.put(projectId, new LinkedHashMap<>());
        return this;
    }

    /** Adds an API key to an organization with roles in that organization, {@link Role#ORG_MEMBER} if none is given. */
    public synchronized SimulatedCloud addApiKey(String organizationId, SimulatedKey key, Role... organizationRoles) {
        organization(organizationId);
        Member entry = new Member(organizationId, Role.of(true, Role.ORG_MEMBER, organizationRoles));
        entry.key = key;
        if (keysByPublicKey.containsKey(key.publicKey())) {
            throw new IllegalArgumentException("There is a key with public key " + key.publicKey() + " already");
        }
        putNew(members, key.id(), entry, "API key");
        keysByPublicKey.put(key.publicKey(), entry);
        return this;
    }

    /** Adds a service account to an organization; otherwise as {@link #addApiKey}. */
    public synchronized SimulatedCloud addServiceAccount(
            String organizationId, SimulatedServiceAccount account, Role... organizationRoles) {
        organization(organizationId);
        Member entry = new Member(organizationId, Role.of(true, Role.ORG_MEMBER, organizationRoles));
        entry.account = account;
        putNew(members, account.clientId(), entry, "service account");
        return this;
    }

    /** Replaces the secrets of a service account, as when some have expired or new ones were made. */
    public synchronized SimulatedCloud secrets(String clientId, String... valid) {
        Member entry = member(clientId);
        entry.account = new SimulatedServiceAccount(clientId, List.of(valid), entry.account.name());
        return this;
    }

    /** Takes all roles in its organization from a key; without an assignment it then can do nothing at all. */
    public synchronized SimulatedCloud withoutOrganizationRoles(String keyId) {
        member(keyId).organizationRoles.clear();
        return this;
    }

    /** Assigns a key to a project of its organization, with {@link Role#GROUP_READ_ONLY} if no role is given. */
    public synchronized SimulatedCloud assign(String projectId, String keyId, Role... projectRoles) {
        Member entry = member(keyId);
        if (!entry.organizationId.equals(project(projectId).organizationId())) {
            throw new IllegalArgumentException(keyId + " is of another organization than project " + projectId);
        }
        assigned(projectId).put(keyId, Role.of(false, Role.GROUP_READ_ONLY, projectRoles));
        return this;
    }

    /** Ends an assignment; says whether there was one. */
    public synchronized boolean unassign(String projectId, String keyId) {
        return assigned(projectId).remove(keyId) != null;
    }

    /** Whether the key is assigned to the project; false too for a key that does not exist. */
    public synchronized boolean isAssigned(String projectId, String keyId) {
        return assigned(projectId).containsKey(keyId);
    }

    /** The keys that are assigned to the project. */
    public synchronized List<SimulatedKey> keysWithAccess(String projectId) {
        return assigned(projectId, Assignable.API_KEY).map(Assignment::key).toList();
    }

    /** How many keys are assigned to the project. */
    public synchronized int assignedKeys(String projectId) {
        return (int) assigned(projectId, Assignable.API_KEY).count();
    }

    /** Whether the organization still has the key, assigned to a project or not. */
    public synchronized boolean orgKeyExists(String organizationId, String keyId) {
        organization(organizationId);
        Member entry = members.get(keyId);
        return entry != null && entry.organizationId.equals(organizationId);
    }

    /** Deletes a key from its organization and all projects; says whether it was there. */
    public synchronized boolean deleteApiKey(String organizationId, String keyId) {
        if (!orgKeyExists(organizationId, keyId)) {
            return false;
        }
        keysByPublicKey.values().remove(members.remove(keyId));
        assignments.values().forEach(assigned -> assigned.remove(keyId));
        return true;
    }

    /** Makes an API key as the API does: one of the organization, as member, and assigned to the project. Its ID. */
    synchronized String createApiKey(String projectId, String description, Set<Role> roles) {
        SimulatedKey key = CreatedKeys.next(created.size(), description);
        created.add(key);
        addApiKey(project(projectId).organizationId(), key);
        assign(projectId, key.id(), roles.toArray(Role[]::new));
        return key.id();
    }

    /** The keys that were made through the API, those that are deleted since too. */
    public synchronized List<SimulatedKey> createdKeys() {
        return List.copyOf(created);
    }

    /** Deletes a project with its assignments. */
    public synchronized SimulatedCloud deleteProject(String projectId) {
        project(projectId);
        projects.remove(projectId);
        assignments.remove(projectId);
        return this;
    }

    /** The keys of an organization, without their roles in projects. */
    synchronized List<Assignment> keysOf(String organizationId) {
        return members.values().stream()
                .filter(entry -> entry.key != null && entry.organizationId.equals(organizationId))
                .map(entry -> assignment("", entry.key.id(), Set.of()))
                .toList();
    }

    synchronized boolean isApiKey(String id) {
        return members.containsKey(id) && members.get(id).key != null;
    }

    /** The access list of a key. */
    public synchronized List<String> accessListOf(String keyId) {
        return member(keyId).accessList;
    }

    synchronized Assignment assignment(String projectId, String keyId) {
        return assignment(projectId, keyId, rolesIn(projectId, keyId));
    }

    /** Suspends an organization or takes the suspension back: requests for its projects get 402. */
    public synchronized SimulatedCloud suspended(String organizationId, boolean suspended) {
        organization(organizationId).suspended = suspended;
        return this;
    }

    /** Limits a key to these addresses and ranges, see {@link Behaviour#seenAddress}; none lifts the limit. */
    public synchronized SimulatedCloud accessList(String keyId, String... addresses) {
        member(keyId).accessList = List.of(addresses);
        return this;
    }

    /** Makes an organization require an access list of every key; a key without one gets 403. */
    public synchronized SimulatedCloud requireAccessList(String organizationId, boolean required) {
        organization(organizationId).accessListRequired = required;
        return this;
    }

    /** The key with this public key. */
    public synchronized Optional<SimulatedKey> keyByPublicKey(String publicKey) {
        return Optional.ofNullable(keysByPublicKey.get(publicKey)).map(entry -> entry.key);
    }

    /** The service account with this client ID. */
    public synchronized Optional<SimulatedServiceAccount> serviceAccount(String clientId) {
        return Optional.ofNullable(members.get(clientId)).map(entry -> entry.account);
    }

    AccessTokens tokens() {
        return tokens;
    }

    synchronized Optional<Project> findProject(String projectId) {
        return Optional.ofNullable(projects.get(projectId));
    }

    synchronized boolean organizationExists(String organizationId) {
        return organizations.containsKey(organizationId);
    }

    synchronized boolean isSuspended(String organizationId) {
        return organization(organizationId).suspended;
    }

    /** What a key may do where it comes from; a key deleted meanwhile may do nothing. */
    synchronized Caller caller(String keyId) {
        Member entry = members.get(keyId);
        if (entry == null) {
            return new Caller(keyId, "", Set.of(), List.of(), false, false);
        }
        boolean assigned = assignments.values().stream().anyMatch(project -> project.containsKey(keyId));
        return new Caller(
                keyId,
                entry.organizationId,
                Set.copyOf(entry.organizationRoles),
                entry.accessList,
                organization(entry.organizationId).accessListRequired,
                assigned);
    }

    /** The roles of a key in a project; empty if it is not assigned. */
    public synchronized Set<Role> rolesIn(String projectId, String keyId) {
        return Set.copyOf(assigned(projectId).getOrDefault(keyId, Set.of()));
    }

    /** A page of a project's assignments in the order in which they were made; {@code from} counts from 0. */
    synchronized List<Assignment> assignments(String projectId, Assignable kind, long from, int limit) {
        return assigned(projectId, kind).skip(from).limit(limit).toList();
    }

    /** The assignments of a key to all projects. */
    synchronized List<Assignment> assignmentsOf(String keyId) {
        return projects.keySet().stream()
                .filter(projectId -> isAssigned(projectId, keyId))
                .map(projectId -> assignment(projectId, keyId))
                .toList();
    }

    /** How many keys or service accounts are assigned to a project. */
    synchronized int assignments(String projectId, Assignable kind) {
        return (int) assigned(projectId, kind).count();
    }

    private Stream<Assignment> assigned(String projectId, Assignable kind) {
        return assigned(projectId).entrySet().stream()
                .filter(assignment -> (member(assignment.getKey()).key != null) == (kind == Assignable.API_KEY))
                .map(assignment -> assignment(projectId, assignment.getKey(), assignment.getValue()));
    }

    /** The projects that a key sees: those it is assigned to, and all of its organization for an owner or reader. */
    synchronized List<Project> projectsSeenBy(Caller caller) {
        boolean all = caller.organizationRoles().contains(Role.ORG_OWNER)
                || caller.organizationRoles().contains(Role.ORG_READ_ONLY);
        return projects.values().stream()
                .filter(project -> project.organizationId().equals(caller.organizationId()))
                .filter(project -> all || isAssigned(project.id(), caller.keyId()))
                .toList();
    }

    private Assignment assignment(String projectId, String keyId, Set<Role> roles) {
        Member entry = member(keyId);
        return new Assignment(
                projectId,
                entry.organizationId,
                entry.key,
                entry.account,
                List.copyOf(entry.organizationRoles),
                List.copyOf(roles));
    }

    private Organization organization(String organizationId) {
        return known(organizations.get(organizationId), "organization", organizationId);
    }

    private Project project(String projectId) {
        return known(projects.get(projectId), "project", projectId);
    }

    /** The roles of those who are assigned to a project. */
    private Map<String, Set<Role>> assigned(String projectId) {
        return known(assignments.get(projectId), "project", projectId);
    }

    private Member member(String keyId) {
        return known(members.get(keyId), "API key or service account", keyId);
    }

    private static <T> T known(T value, String what, String id) {
        if (value == null) {
            throw new IllegalArgumentException("There is no " + what + " " + id);
        }
        return value;
    }

    private static <T> void putNew(Map<String, T> map, String id, T value, String what) {
        if (map.putIfAbsent(id, value) != null) {
            throw new IllegalArgumentException("There is already " + what + " " + id);
        }
    }
}
