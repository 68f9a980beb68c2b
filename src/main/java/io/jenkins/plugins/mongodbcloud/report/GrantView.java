package io.jenkins.plugins.mongodbcloud.report;

import hudson.Util;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.mongodbcloud.access.Grant;
import io.jenkins.plugins.mongodbcloud.access.GrantState;
import io.jenkins.plugins.mongodbcloud.journal.SensitiveValues;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A grant or a pending unassignment as administrators see it. A build that the reader may not see is not named. */
@ExportedBean(defaultVisibility = 2)
public final class GrantView {

    private final Grant grant;
    private final long now;

    GrantView(Grant grant, long now) {
        this.grant = grant;
        this.now = now;
    }

    @Exported
    public String getId() {
        return grant.id();
    }

    /** The name of a {@link GrantState}. */
    @Exported
    public String getState() {
        return grant.state().name();
    }

    /** The state in words. */
    public String getStateText() {
        return switch (grant.state()) {
            case ASSIGNING -> Messages.State_Assigning();
            case HELD -> Messages.State_Held();
            case PENDING -> isPersonNeeded() ? Messages.State_NeedsPerson() : Messages.State_Pending();
        };
    }

    /** Whether somebody has to do something. */
    @Exported
    public boolean isPersonNeeded() {
        return grant.progress().needsPerson() != null;
    }

    /** Whether it can be tried or given up. */
    public boolean isPending() {
        return grant.state() == GrantState.PENDING;
    }

    /** The ID of the key; null until it is known. */
    @Exported
    public String getApiKeyId() {
        return masked(grant.key().apiKeyId());
    }

    /** The key's public half; null if it is not known. */
    @Exported
    public String getPublicKey() {
        return masked(grant.key().publicKey());
    }

    /** With what the description of a new key ends whose ID is not known; null otherwise. */
    @Exported
    public String getTag() {
        return grant.key().apiKeyId() == null ? grant.key().tag() : null;
    }

    @Exported
    public String getProjectId() {
        return masked(grant.key().projectId());
    }

    /** The endpoint's name. */
    @Exported
    public String getEndpoint() {
        return masked(grant.key().endpoint());
    }

    /** The roles, as far as they are known. */
    @Exported
    public List<String> getRoles() {
        return grant.key().roles().stream().map(this::masked).toList();
    }

    /** The full name of the job and the number of the build; null if the reader may not see it. */
    @Exported
    public String getBuild() {
        return job() == null && isThere()
                ? null
                : grant.holder().job() + " #" + grant.holder().build();
    }

    /** The URL of the build, relative to that of Jenkins; null if it is gone or the reader may not see it. */
    @SuppressWarnings("rawtypes")
    public String getBuildUrl() {
        Job job = job();
        Run<?, ?> run = job == null ? null : job.getBuildByNumber(grant.holder().build());
        return run == null ? null : run.getUrl();
    }

    @SuppressWarnings("rawtypes")
    private Job job() {
        return Jenkins.get().getItemByFullName(grant.holder().job(), Job.class);
    }

    /** Whether there is a job of that name, be it one that the reader may not see. */
    private boolean isThere() {
        return GrantsPage.exists(grant.holder().job());
    }

    /** When it came into its state, in ISO 8601. */
    @Exported
    public String getSince() {
        return time(grant.since());
    }

    /** How long ago that was, in words. */
    public String getSinceText() {
        return Util.getTimeSpanString(Math.max(0, now - grant.since()));
    }

    /** How often its removal was tried. */
    @Exported
    public int getAttempts() {
        return grant.progress().attempts();
    }

    /** What the last attempt came to, and what to do; null before the first. */
    @Exported
    public String getLastResponse() {
        return masked(grant.progress().lastResponse());
    }

    /** When the next attempt is due, in ISO 8601; null if none is. */
    @Exported
    public String getNextAttempt() {
        return !isPending() || grant.progress().nextAttempt() == Grant.Progress.NEVER
                ? null
                : time(Math.max(now, grant.progress().nextAttempt()));
    }

    /** When the next attempt is due, in words. */
    public String getNextAttemptText() {
        if (!isPending()) {
            return "";
        }
        long next = grant.progress().nextAttempt();
        return next == Grant.Progress.NEVER
                ? Messages.State_NextNever()
                : next <= now ? Messages.State_NextNow() : Messages.State_NextIn(Util.getTimeSpanString(next - now));
    }

    /** As the console of the build masks it. */
    private String masked(String text) {
        return new SensitiveValues(grant.holder().sensitive()).mask(text);
    }

    private static String time(long milliseconds) {
        return Instant.ofEpochMilli(milliseconds)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }
}
