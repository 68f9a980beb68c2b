package jenkins.management;

import edu.umd.cs.findbugs.annotations.NonNull;

/** Stand-in: a short text beside a link. */
public class Badge {
    private final String text;
    private final String tooltip;
    private final Severity severity;

    public Badge(@NonNull String text, @NonNull String tooltip, @NonNull Severity severity) {
        this.text = text;
        this.tooltip = tooltip;
        this.severity = severity;
    }

    public String getText() {
        return text;
    }

    public String getTooltip() {
        return tooltip;
    }

    public String getSeverity() {
        return severity.toString().toLowerCase(java.util.Locale.US);
    }

    /** Stand-in: how much it matters. */
    public enum Severity {
        DANGER,
        WARNING,
        INFO
    }
}
