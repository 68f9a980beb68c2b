package io.jenkins.plugins.mongodbcloud.report;

import hudson.Util;
import io.jenkins.plugins.mongodbcloud.access.GrantState;
import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.access.Outcome;
import io.jenkins.plugins.mongodbcloud.journal.KeyProgress;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One line of the summary: a key and how it ended. Only what may be shown to who may see the build. */
@ExportedBean(defaultVisibility = 2)
public final class KeyResultView {

    static final String CSV_HEADER =
            "outcome,effect,apiKeyId,publicKey,description,projectId,endpoint,httpStatus,errorCode,attempts,millis,message\r\n";

    private static final String UNDER_WAY = "UNDER_WAY";
    private static final String HELD = GrantState.HELD.name();

    private final KeyProgress key;
    private final KeyResult result;
    private final String outcome;
    private final String message;

    private KeyResultView(KeyProgress key, String outcome, String message) {
        this.key = key;
        this.result = key.result();
        this.outcome = outcome;
        this.message = message;
    }

    /** @param building whether the build still runs, so that what is not on record may still come */
    static KeyResultView of(KeyProgress key, boolean building) {
        if (key.assignedAt() > 0) {
            return ofGrant(key);
        }
        if (key.result() != null) {
            String message = key.result().message();
            return new KeyResultView(
                    key, key.result().outcome().name(), key.late() ? Messages.Row_Late(message) : message);
        }
        if (building) {
            return new KeyResultView(key, UNDER_WAY, key.sent() ? Messages.Row_UnderWay() : Messages.Row_Waiting());
        }
        return new KeyResultView(
                key, Outcome.INTERRUPTED.name(), key.sent() ? Messages.Row_Interrupted() : Messages.Row_NotBegun());
    }

    /** Access that the build was given. */
    private static KeyResultView ofGrant(KeyProgress key) {
        String assigned = time(key.assignedAt());
        if (key.result() == null) {
            return new KeyResultView(key, HELD, Messages.Row_Held(assigned));
        }
        String message = key.result().message();
        boolean gone = key.result().outcome() == Outcome.UNASSIGNED;
        return new KeyResultView(
                key,
                key.result().outcome().name(),
                gone ? Messages.Row_Unassigned(assigned, time(key.endedAt())) : Messages.Row_NotYet(message, assigned));
    }

    private static String time(long milliseconds) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z")
                .format(Instant.ofEpochMilli(milliseconds).atZone(ZoneId.systemDefault()));
    }

    /** The key's ID; null if a selection matched none. */
    @Exported
    public String getApiKeyId() {
        return key.key() == null ? null : masked(key.key().id());
    }

    /** The key's public half, null if not known. */
    @Exported
    public String getPublicKey() {
        return key.key() == null ? null : masked(Util.fixEmpty(key.key().publicKey()));
    }

    /** The key's description, null if not known. */
    @Exported
    public String getDescription() {
        return key.key() == null ? null : masked(Util.fixEmpty(key.key().description()));
    }

    @Exported
    public String getProjectId() {
        return masked(key.projectId());
    }

    /** The endpoint's name. */
    @Exported
    public String getEndpoint() {
        return masked(key.endpoint());
    }

    /** The name of an {@link Outcome}, or that the request is under way. */
    @Exported
    public String getOutcome() {
        return outcome;
    }

    /** SUCCESS, UNSTABLE or FAILURE; null while under way. */
    @Exported
    public String getEffect() {
        return result == null ? null : result.effect().name();
    }

    /** The deciding response's HTTP status, null if there was none. */
    @Exported
    public Integer getHttpStatus() {
        return result == null ? null : result.httpStatus();
    }

    /** The deciding response's error code, null if there was none. */
    @Exported
    public String getErrorCode() {
        return result == null ? null : result.errorCode();
    }

    @Exported
    public int getAttempts() {
        return result == null ? 0 : result.attempts();
    }

    /** Milliseconds from the first request to the response. */
    @Exported
    public long getMillis() {
        return result == null ? 0 : result.millis();
    }

    /** What happened and, unless the key was unassigned, what to do. */
    @Exported
    public String getMessage() {
        return masked(message);
    }

    /** What happened: the first part of the message. */
    public String getReason() {
        return parts().reason();
    }

    /** What to do: the second part of the message, which may be empty. */
    public String getAdvice() {
        return parts().advice();
    }

    /** What the response was: the last part of the message, which may be empty. */
    public String getDetails() {
        return parts().details();
    }

    private MessageParts parts() {
        return MessageParts.of(getMessage(), getDescription(), getProjectId(), getEndpoint());
    }

    /** As the console masks it. */
    private String masked(String text) {
        return key.sensitive().mask(text);
    }

    /** The outcome in words. */
    public String getOutcomeText() {
        return textOf(outcome);
    }

    /** HTTP status and error code in words, empty if there was no response. */
    public String getResponse() {
        String status = getHttpStatus() == null ? "" : "HTTP " + getHttpStatus();
        return getErrorCode() == null ? status : status + " " + getErrorCode();
    }

    /** Attempts and time in words, empty if nothing was sent. */
    public String getEffort() {
        return getAttempts() == 0 ? "" : Messages.Row_Effort(getAttempts(), Util.getTimeSpanString(getMillis()));
    }

    /** How much this needs attention, if there is not room for all. */
    Severity getSeverity() {
        if (result == null) {
            return isUnderWay() ? Severity.UNDER_WAY : Severity.FAILURE;
        }
        return switch (result.effect()) {
            case FAILURE -> Severity.FAILURE;
            case UNSTABLE -> Severity.UNSTABLE;
            case SUCCESS -> isExplained() ? Severity.EXPLAINED : Severity.DONE;
        };
    }

    /** In the order of increasing need of attention. */
    enum Severity {
        DONE,
        EXPLAINED,
        UNDER_WAY,
        UNSTABLE,
        FAILURE
    }

    /** Whether the build page shows the row, and not only its number. */
    boolean needsAttention() {
        return getSeverity().compareTo(Severity.UNDER_WAY) >= 0;
    }

    /** The row as comma-separated values. */
    String getCsv() {
        return Stream.of(
                                outcome,
                                getEffect(),
                                getApiKeyId(),
                                getPublicKey(),
                                getDescription(),
                                getProjectId(),
                                getEndpoint(),
                                getHttpStatus(),
                                getErrorCode(),
                                getAttempts(),
                                getMillis(),
                                getMessage())
                        .map(KeyResultView::quoted)
                        .collect(Collectors.joining(","))
                + "\r\n";
    }

    static String quoted(Object value) {
        String text = Objects.toString(value, "");
        // A spreadsheet takes a text that begins like this for a formula.
        String inert = text.matches("(?s)[=+@\\-\\t\\r].*") ? "'" + text : text;
        return '"' + inert.replace("\"", "\"\"") + '"';
    }

    /** Whether the page should say what to do. */
    public boolean isExplained() {
        return !Outcome.UNASSIGNED.name().equals(outcome) || key.assignedAt() > 0;
    }

    /** Whether the request is still on its way, or the build has the access. */
    public boolean isUnderWay() {
        return UNDER_WAY.equals(outcome) || HELD.equals(outcome);
    }

    static String textOf(String outcome) {
        if (HELD.equals(outcome)) {
            return Messages.Outcome_Held();
        }
        return UNDER_WAY.equals(outcome)
                ? Messages.Outcome_UnderWay()
                : switch (Outcome.valueOf(outcome)) {
                    case UNASSIGNED -> Messages.Outcome_Unassigned();
                    case WOULD_UNASSIGN -> Messages.Outcome_WouldUnassign();
                    case NOT_ASSIGNED -> Messages.Outcome_NotAssigned();
                    case STILL_HELD -> Messages.Outcome_StillHeld();
                    case INTERRUPTED -> Messages.Outcome_Interrupted();
                    case PENDING -> Messages.Outcome_Pending();
                    case UNAVAILABLE -> Messages.Outcome_Unavailable();
                    case REFUSED -> Messages.Outcome_Refused();
                    case REJECTED -> Messages.Outcome_Rejected();
                    case STILL_ASSIGNED -> Messages.Outcome_StillAssigned();
                };
    }
}
