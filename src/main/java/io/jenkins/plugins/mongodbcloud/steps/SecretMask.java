package io.jenkins.plugins.mongodbcloud.steps;

import hudson.AbortException;
import hudson.console.ConsoleLogFilter;
import hudson.model.Run;
import hudson.util.Secret;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jenkinsci.plugins.credentialsbinding.masking.SecretPatterns;
import org.jenkinsci.plugins.workflow.steps.FailureHandler;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Masks secrets in the log and in what steps fail with, in all the forms in which credentials-binding finds them. */
public final class SecretMask extends ConsoleLogFilter implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final String MASK = "****";

    private final Secret pattern;

    SecretMask(Collection<Secret> secrets) {
        pattern = Secret.fromString(SecretPatterns.getAggregateSecretPattern(
                        secrets.stream().map(Secret::getPlainText).toList())
                .pattern());
    }

    private Pattern pattern() {
        return Pattern.compile(pattern.getPlainText());
    }

    private boolean isEmpty() {
        return pattern.getPlainText().isEmpty();
    }

    /** The build is not given where a Pipeline asks. */
    @Override
    @SuppressWarnings("rawtypes")
    public OutputStream decorateLogger(Run build, OutputStream log) {
        return isEmpty()
                ? log
                : new SecretPatterns.MaskingOutputStream(log, this::pattern, StandardCharsets.UTF_8.name());
    }

    /**
     * Masks secrets that are not known before something is written.
     *
     * @param known has null until they are known
     */
    public static OutputStream lazily(OutputStream log, Supplier<SecretMask> known, Charset charset) {
        return new SecretPatterns.MaskingOutputStream(
                log,
                () -> {
                    SecretMask mask = known.get();
                    return mask == null || mask.isEmpty() ? null : mask.pattern();
                },
                charset.name());
    }

    /** Has the secrets masked in what the steps of a block fail with. */
    FailureHandler failures() {
        return new Failures(this);
    }

    private Throwable mask(Throwable failure, Set<Throwable> known) {
        if (isEmpty() || !known.add(failure) || !isIn(failure, none())) {
            return failure;
        }
        String message = failure.getMessage() == null ? "" : failure.getMessage();
        String masked = pattern().matcher(message).replaceAll(MASK);
        Throwable copy = failure instanceof AbortException
                ? new AccessFailedException(masked)
                : new MaskedException(failure.getClass().getName() + ": " + masked);
        copy.setStackTrace(failure.getStackTrace());
        if (failure.getCause() != null) {
            copy.initCause(mask(failure.getCause(), known));
        }
        for (Throwable suppressed : failure.getSuppressed()) {
            copy.addSuppressed(mask(suppressed, known));
        }
        return copy;
    }

    private boolean isIn(Throwable failure, Set<Throwable> seen) {
        return failure != null
                && seen.add(failure)
                && (pattern().matcher(failure.toString()).find()
                        || pattern()
                                .matcher(String.valueOf(failure.getMessage()))
                                .find()
                        || isIn(failure.getCause(), seen)
                        || Stream.of(failure.getSuppressed()).anyMatch(suppressed -> isIn(suppressed, seen)));
    }

    private static Set<Throwable> none() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    private static final class Failures implements FailureHandler {

        private static final long serialVersionUID = 1L;

        private final SecretMask mask;

        Failures(SecretMask mask) {
            this.mask = mask;
        }

        @Override
        public Throwable handle(StepContext context, Throwable failure) {
            return mask.mask(failure, none());
        }
    }

    /** Another exception, without the secrets that were in it. */
    private static final class MaskedException extends Exception {
        private static final long serialVersionUID = 1L;

        MaskedException(String message) {
            super(message);
        }
    }
}
