package hudson.util;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import java.io.IOException;
import java.util.Collection;
import java.util.stream.Collectors;
import org.kohsuke.stapler.HttpResponse;

/** Stand-in: what a form says of a field. Its message is HTML. */
public abstract class FormValidation extends IOException implements HttpResponse {
    private static final long serialVersionUID = 1L;

    /** Stand-in: how bad it is. */
    public enum Kind {
        OK,
        WARNING,
        ERROR
    }

    public final Kind kind;

    private FormValidation(Kind kind, String html) {
        super(html);
        this.kind = kind;
    }

    private static FormValidation text(Kind kind, String message) {
        return markup(kind, Util.escape(message));
    }

    private static FormValidation markup(Kind kind, String html) {
        return new FormValidation(kind, html) {
            private static final long serialVersionUID = 1L;

            @Override
            public String renderHtml() {
                return getMessage() == null ? "<div/>" : "<div class=" + this.kind + ">" + getMessage() + "</div>";
            }

            @Override
            public String toString() {
                return this.kind + ": " + getMessage();
            }
        };
    }

    public static FormValidation error(String message) {
        return text(Kind.ERROR, message);
    }

    public static FormValidation error(String format, Object... args) {
        return error(String.format(format, args));
    }

    public static FormValidation warning(String message) {
        return text(Kind.WARNING, message);
    }

    public static FormValidation warning(String format, Object... args) {
        return warning(String.format(format, args));
    }

    public static FormValidation ok(String message) {
        return text(Kind.OK, message);
    }

    public static FormValidation ok() {
        return text(Kind.OK, null);
    }

    public static FormValidation ok(String format, Object... args) {
        return ok(String.format(format, args));
    }

    public static FormValidation errorWithMarkup(String message) {
        return markup(Kind.ERROR, message);
    }

    public static FormValidation warningWithMarkup(String message) {
        return markup(Kind.WARNING, message);
    }

    public static FormValidation okWithMarkup(String message) {
        return markup(Kind.OK, message);
    }

    public static @NonNull FormValidation aggregate(@NonNull Collection<FormValidation> validations) {
        Kind worst = validations.stream().map(v -> v.kind).max(Kind::compareTo).orElse(Kind.OK);
        return markup(
                worst, validations.stream().map(FormValidation::renderHtml).collect(Collectors.joining()));
    }

    public abstract String renderHtml();
}
