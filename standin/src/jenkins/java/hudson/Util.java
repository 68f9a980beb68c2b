package hudson;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import hudson.util.VariableResolver;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stand-in: the helpers that the plugin uses. */
public class Util {
    private static final Pattern VARIABLE = Pattern.compile("\\$([A-Za-z0-9_]+|\\{[A-Za-z0-9_.]+\\}|\\$)");

    @Nullable
    public static String replaceMacro(@CheckForNull String s, @NonNull VariableResolver<String> resolver) {
        if (s == null) {
            return null;
        }
        return VARIABLE.matcher(s).replaceAll(found -> Matcher.quoteReplacement(valueOf(found.group(1), resolver)));
    }

    private static String valueOf(String reference, VariableResolver<String> resolver) {
        if (reference.equals("$")) {
            return "$";
        }
        boolean braces = reference.startsWith("{");
        String value = resolver.resolve(braces ? reference.substring(1, reference.length() - 1) : reference);
        return value == null ? "$" + reference : value;
    }

    @NonNull
    public static String fixNull(@CheckForNull String s) {
        return s == null ? "" : s;
    }

    @NonNull
    public static <T> T fixNull(@CheckForNull T s, @NonNull T defaultValue) {
        return s == null ? defaultValue : s;
    }

    @NonNull
    public static <T> List<T> fixNull(@CheckForNull List<T> l) {
        return l == null ? List.of() : l;
    }

    @CheckForNull
    public static String fixEmpty(@CheckForNull String s) {
        return s == null || s.isEmpty() ? null : s;
    }

    @CheckForNull
    public static String fixEmptyAndTrim(@CheckForNull String s) {
        return s == null ? null : fixEmpty(s.trim());
    }

    @Nullable
    public static String escape(@CheckForNull String text) {
        return text == null
                ? null
                : text.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;")
                        .replace("'", "&#039;");
    }

    @NonNull
    public static String getTimeSpanString(long duration) {
        return duration < 1000 ? duration + " ms" : duration / 1000 + " sec";
    }
}
