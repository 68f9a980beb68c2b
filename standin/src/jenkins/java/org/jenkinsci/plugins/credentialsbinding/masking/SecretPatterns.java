package org.jenkinsci.plugins.credentialsbinding.masking;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Stand-in: finds secrets in texts, as they are and in Base64. */
public class SecretPatterns {
    private static final String MASK = "****";

    private SecretPatterns() {}

    public static @NonNull Pattern getAggregateSecretPattern(@NonNull Collection<String> inputs) {
        return Pattern.compile(inputs.stream()
                .filter(input -> !input.isEmpty())
                .flatMap(input -> Stream.of(input, base64(input)))
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|")));
    }

    private static String base64(String input) {
        return Base64.getEncoder().withoutPadding().encodeToString(input.getBytes(StandardCharsets.UTF_8));
    }

    /** Stand-in: masks secrets in whole lines. */
    public static class MaskingOutputStream extends OutputStream {
        private final OutputStream out;
        private final Supplier<Pattern> secretPattern;
        private final String charsetName;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private Pattern pattern;

        public MaskingOutputStream(
                @NonNull OutputStream out, @NonNull Supplier<Pattern> secretPattern, @NonNull String charsetName) {
            this.out = out;
            this.secretPattern = secretPattern;
            this.charsetName = charsetName;
        }

        @Override
        public void write(int b) throws IOException {
            line.write(b);
            if (b == '\n') {
                endLine();
            }
        }

        private void endLine() throws IOException {
            if (pattern == null) {
                pattern = secretPattern.get();
            }
            String text = line.toString(charsetName);
            line.reset();
            boolean none = pattern == null || pattern.pattern().isEmpty();
            out.write((none ? text : pattern.matcher(text).replaceAll(MASK)).getBytes(charsetName));
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            endLine();
            out.close();
        }
    }
}
