package io.jenkins.plugins.mongodbcloud.testing.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The API's resources as JSON. */
final class Resources {
    private static final String CREATED = "2026-01-15T09:30:00Z";
    private static final int SHOWN = 4;

    private Resources() {}

    /** The root, which shows the API key that asks; of a service account it shows nothing. */
    static ObjectNode root(String base, Caller caller, List<Assignment> assignments) {
        ObjectNode root = Json.object();
        root.put("appName", "MongoDB Cloud simulator");
        if (SimulatedKey.isId(caller.keyId())) {
            ObjectNode key = root.putObject("apiKey");
            key.put("id", caller.keyId());
            ArrayNode accessList = key.putArray("accessList");
            caller.accessList().forEach(address -> accessList.addObject().put("ipAddress", address));
            ArrayNode roles = key.putArray("roles");
            caller.organizationRoles()
                    .forEach(role -> roles.addObject()
                            .put("orgId", caller.organizationId())
                            .put("roleName", role.name()));
            assignments.forEach(assignment -> assignment
                    .projectRoles()
                    .forEach(role -> roles.addObject()
                            .put("groupId", assignment.projectId())
                            .put("roleName", role.name())));
        } else {
            root.putNull("apiKey");
        }
        root.put("throttling", false);
        ArrayNode links = root.putArray("links");
        links.add(link("self", base));
        links.add(link("http://mms.mongodb.com/groups", base + "/groups"));
        return root;
    }

    /** A page of projects; {@code all} are cut to the page here. */
    static ObjectNode projects(String self, Query query, List<Project> all) {
        ArrayNode results = Json.array();
        all.stream().skip(query.skipped()).limit(query.itemsPerPage()).forEach(project -> {
            results.add(project(self + "/" + project.id(), project));
        });
        return page(self, query, results, all.size());
    }

    static ObjectNode project(String self, Project project) {
        ObjectNode entry = Json.object();
        entry.put("id", project.id());
        entry.put("name", project.name());
        entry.put("orgId", project.organizationId());
        entry.putArray("links").add(link("self", self));
        return entry;
    }

    /** A page of a project's keys; {@code onPage} is the page already. */
    static ObjectNode keys(String self, Query query, List<Assignment> onPage, int total) {
        ArrayNode results = Json.array();
        onPage.forEach(
                assignment -> results.add(key(self + "/" + assignment.key().id(), assignment, false)));
        return page(self, query, results, total);
    }

    /** One key as it is in a project; {@code clear} is for the answer to its creation. */
    static ObjectNode key(String self, Assignment assignment, boolean clear) {
        SimulatedKey key = assignment.key();
        ObjectNode entry = Json.object();
        entry.put("desc", key.description());
        entry.put("id", key.id());
        entry.putArray("links").add(link("self", self));
        entry.put("privateKey", clear ? key.privateKey() : key.redacted());
        entry.put("publicKey", key.publicKey());
        ArrayNode roles = entry.putArray("roles");
        assignment
                .organizationRoles()
                .forEach(role -> roles.addObject()
                        .put("orgId", assignment.organizationId())
                        .put("roleName", role.name()));
        assignment
                .projectRoles()
                .forEach(role ->
                        roles.addObject().put("groupId", assignment.projectId()).put("roleName", role.name()));
        return entry;
    }

    /** The access list of a key. */
    static ObjectNode accessList(String self, Query query, List<String> entries) {
        ArrayNode results = Json.array();
        for (String entry : entries) {
            boolean range = entry.contains("/");
            String bits = entry.contains(":") ? "/128" : "/32";
            ObjectNode result = results.addObject();
            result.put("cidrBlock", range ? entry : entry + bits);
            result.put("count", 0);
            result.put("created", CREATED);
            if (!range) {
                result.put("ipAddress", entry);
            }
            result.putArray("links").add(link("self", self + "/" + entry.replace("/", "%2F")));
        }
        return page(self, query, results, entries.size());
    }

    /** A page of a project's service accounts; otherwise as {@link #keys}. */
    static ObjectNode accounts(String self, Query query, List<Assignment> onPage, int total) {
        ArrayNode results = Json.array();
        for (Assignment assignment : onPage) {
            SimulatedServiceAccount account = assignment.account();
            ObjectNode entry = results.addObject();
            entry.put("clientId", account.clientId());
            entry.put("createdAt", CREATED);
            entry.put("description", account.name() + ", made up");
            entry.put("name", account.name());
            ArrayNode roles = entry.putArray("roles");
            assignment.projectRoles().forEach(role -> roles.add(role.name()));
            ArrayNode secrets = entry.putArray("secrets");
            account.secrets()
                    .forEach(secret -> secrets.addObject()
                            .put("createdAt", CREATED)
                            .put("maskedSecretValue", "mdb_sa_sk_..." + secret.substring(secret.length() - SHOWN)));
        }
        return page(self, query, results, total);
    }

    private static ObjectNode page(String self, Query query, ArrayNode results, int total) {
        ObjectNode page = Json.object();
        ArrayNode links = page.putArray("links");
        links.add(link("self", pageLink(self, query, query.pageNum())));
        if (query.pageNum() > 1) {
            links.add(link("previous", pageLink(self, query, query.pageNum() - 1)));
        }
        if (query.skipped() + results.size() < total && results.size() > 0) {
            links.add(link("next", pageLink(self, query, query.pageNum() + 1)));
        }
        page.set("results", results);
        page.put("totalCount", total);
        return page;
    }

    private static String pageLink(String self, Query query, int pageNum) {
        return self + "?pageNum=" + pageNum + "&itemsPerPage=" + query.itemsPerPage();
    }

    private static ObjectNode link(String rel, String href) {
        return Json.object().put("href", href).put("rel", rel);
    }
}
