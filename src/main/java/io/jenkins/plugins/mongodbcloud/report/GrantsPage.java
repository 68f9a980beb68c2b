package io.jenkins.plugins.mongodbcloud.report;

import hudson.Extension;
import hudson.model.Api;
import hudson.model.Job;
import hudson.model.ManagementLink;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.Permission;
import io.jenkins.plugins.mongodbcloud.access.Grant;
import io.jenkins.plugins.mongodbcloud.access.GrantState;
import io.jenkins.plugins.mongodbcloud.configuration.Grants;
import java.util.Comparator;
import java.util.List;
import java.util.logging.Logger;
import jenkins.management.Badge;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.verb.POST;

/**
 * The management page of the access that builds have and that is to be removed, and its remote API. System Read is enough
 * to see it; to change something takes Manage.
 */
@Extension
@ExportedBean
public final class GrantsPage extends ManagementLink implements StaplerProxy {

    /** Rows on the page; the remote API has as many. */
    static final int MAX_ROWS = 1_000;

    private static final Logger LOGGER = Logger.getLogger(GrantsPage.class.getName());

    private static final Comparator<Grant> URGENT_FIRST = Comparator.comparing(
                    (Grant grant) -> grant.progress().needsPerson() == null)
            .thenComparing(grant -> grant.state() != GrantState.PENDING)
            .thenComparing(Grant::since);

    @Override
    public String getIconFileName() {
        return "symbol-key";
    }

    @Override
    public String getDisplayName() {
        return Messages.Management_DisplayName();
    }

    @Override
    public String getDescription() {
        return Messages.Management_Description();
    }

    @Override
    public String getUrlName() {
        return "mongodb-cloud-access";
    }

    @Override
    public Category getCategory() {
        return Category.SECURITY;
    }

    /** Either of the two that may see the page. */
    @Override
    public Permission getRequiredPermission() {
        return Jenkins.get().hasPermission(Jenkins.MANAGE) ? Jenkins.MANAGE : Jenkins.SYSTEM_READ;
    }

    /** The page, for those who may see it. */
    @Override
    public Object getTarget() {
        Jenkins.get().checkAnyPermission(Jenkins.MANAGE, Jenkins.SYSTEM_READ);
        return this;
    }

    @Override
    public Badge getBadge() {
        long pending = count(GrantState.PENDING);
        return pending == 0
                ? null
                : new Badge(String.valueOf(pending), Messages.Management_Badge(pending), Badge.Severity.WARNING);
    }

    private static long count(GrantState state) {
        return Grants.get().all().stream()
                .filter(grant -> grant.state() == state)
                .count();
    }

    /** How many there are, in words. */
    public String getCounts() {
        return Messages.Management_Counts(
                count(GrantState.HELD) + count(GrantState.ASSIGNING), count(GrantState.PENDING));
    }

    /** Those that need a person first, then those that are pending; {@link #MAX_ROWS} at most. */
    @Exported(inline = true)
    public List<GrantView> getGrants() {
        long now = Grants.get().now();
        return Grants.get().all().stream()
                .sorted(URGENT_FIRST)
                .limit(MAX_ROWS)
                .map(grant -> new GrantView(grant, now))
                .toList();
    }

    /** How many are not shown, in words; null if all are. */
    public String getLeftOut() {
        int left = Grants.get().all().size() - MAX_ROWS;
        return left > 0 ? Messages.Management_LeftOut(left) : null;
    }

    /** The names of files that cannot be read. */
    @Exported
    public List<String> getUnreadable() {
        return Grants.get().unreadable();
    }

    /** Whether the reader may try and give up. */
    public boolean isChangeable() {
        return Jenkins.get().hasPermission(Jenkins.MANAGE);
    }

    /** Tries at once to remove an access that is pending, whatever its age and roles. */
    @POST
    public HttpResponse doTryNow(@QueryParameter String id) {
        Jenkins.get().checkPermission(Jenkins.MANAGE);
        LOGGER.info(() -> Jenkins.getAuthentication2().getName() + " has the access of the grant " + id + " removed");
        Grants.get().tryNow(id);
        return HttpResponses.redirectToDot();
    }

    /** Forgets a pending unassignment although the access may be there. */
    @POST
    public HttpResponse doGiveUp(@QueryParameter String id) {
        Jenkins.get().checkPermission(Jenkins.MANAGE);
        LOGGER.warning(() ->
                Jenkins.getAuthentication2().getName() + " gave up the unassignment of the grant " + id + describe(id));
        Grants.get().giveUp(id);
        return HttpResponses.redirectToDot();
    }

    private static String describe(String id) {
        return Grants.get().all().stream()
                .filter(grant -> grant.id().equals(id))
                .map(grant -> new GrantView(grant, 0))
                .map(grant -> ": API key " + grant.getApiKeyId() + ", project " + grant.getProjectId() + " at "
                        + grant.getEndpoint())
                .findFirst()
                .orElse("");
    }

    @SuppressWarnings("try")
    static boolean exists(String job) {
        try (ACLContext context = ACL.as2(ACL.SYSTEM2)) {
            return Jenkins.get().getItemByFullName(job, Job.class) != null;
        }
    }

    /** The remote API below the page. */
    public Api getApi() {
        return new Api(this);
    }
}
