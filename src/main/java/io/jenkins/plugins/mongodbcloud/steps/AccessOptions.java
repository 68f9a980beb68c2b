package io.jenkins.plugins.mongodbcloud.steps;

import hudson.Util;
import io.jenkins.plugins.mongodbcloud.access.AccessTask;
import io.jenkins.plugins.mongodbcloud.access.InvalidOptionException;
import io.jenkins.plugins.mongodbcloud.access.KeyOperation;
import io.jenkins.plugins.mongodbcloud.access.KeySelector;
import io.jenkins.plugins.mongodbcloud.access.OptionNames;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * The options of every operation that is done to keys which a build names: the one declaration of each of them. Those that
 * name the keys are in a subclass.
 */
public abstract class AccessOptions extends ProjectOptions {

    private static final long serialVersionUID = 1L;

    private String exclude;
    private int maxKeys;
    private int parallelism = 1;
    private boolean dryRun;
    private boolean verify;
    private boolean allowSelf;
    private boolean keepTrying;

    /** @param projectId the project: 24 hexadecimal digits, or what a form offers for it */
    AccessOptions(String projectId) {
        super(projectId);
    }

    /** What is done. */
    abstract KeyOperation operation();

    /** The options that name what it is done to. */
    abstract KeySelectorOptions selectors();

    /**
     * A list of IDs as one of the {@link #selectorValues}. Without IDs it names something, too: nothing. But Job DSL
     * sets such a list where a script has none, so that the others come first.
     */
    static String idsValue(List<String> ids, String... others) {
        boolean named = Stream.of(others).anyMatch(other -> Util.fixEmptyAndTrim(other) != null);
        return ids == null || ids.isEmpty() && named ? null : ids.toString();
    }

    /** The credential from which the public key of the selected key is read; null if none is. */
    String publicKeyCredentialsId() {
        return null;
    }

    /**
     * What one of the selector options means.
     *
     * @param publicKey what {@link #publicKeyCredentialsId} holds
     */
    abstract KeySelector selector(String option, String publicKey);

    /**
     * What it is done to.
     *
     * @param names what the options are called where they were set
     * @param publicKey what {@link #publicKeyCredentialsId} holds; null if it is not known yet
     * @throws InvalidOptionException if that is not named, in several ways, or in one from which nothing is excluded
     */
    KeySelector selector(OptionNames names, String publicKey) throws InvalidOptionException {
        String[] values = selectorValues();
        Optional<String> problem = selectors().problem(names, values);
        if (problem.isPresent()) {
            throw new InvalidOptionException(problem.get());
        }
        String given = selectors().given(values).get(0);
        KeySelector selector = selector(given, publicKey);
        if (exclude == null) {
            return selector;
        }
        // The last way is the text with wildcards. Of a key that is named and excluded, nobody knows which is the
        // mistake.
        String text = selectors().names().get(selectors().names().size() - 1);
        if (!given.equals(text)) {
            throw new InvalidOptionException(Messages.Step_NotExcluded(
                    names.of(given) + ", " + names.of("exclude"), names.of("exclude"), names.of(text)));
        }
        return new KeySelector.Without((KeySelector.Listed) selector, exclude, names.of("exclude"));
    }

    /** A task with all that the options say but what it is done to, where, and with which credential. */
    AccessTask.Builder task(OptionNames names) {
        return AccessTask.builder()
                .operation(operation())
                .projectId(getProjectId())
                .policy(policy())
                .dryRun(dryRun)
                .verify(verify)
                .allowSelf(allowSelf)
                .maxKeys(maxKeys)
                .parallelism(parallelism)
                .names(names);
    }

    /** The IDs that are named; none if what is meant is to be looked up. */
    public List<String> ids() {
        return selectors().given(selectorValues()).stream()
                .map(option -> selector(option, ""))
                .filter(KeySelector.ByIds.class::isInstance)
                .flatMap(selector -> ((KeySelector.ByIds) selector).ids().stream())
                .toList();
    }

    /** How what is meant is to be looked up, in the words of a form; empty if it is named by IDs alone. */
    public String selection() {
        String[] values = selectorValues();
        String selection = selectors().given(values).stream()
                .filter(option -> !(selector(option, "") instanceof KeySelector.ByIds))
                .map(option -> OptionLabels.INSTANCE.of(option) + " "
                        + values[selectors().names().indexOf(option)])
                .collect(Collectors.joining(", "));
        return exclude == null || selection.isEmpty()
                ? selection
                : selection + ", " + OptionLabels.INSTANCE.of("exclude") + " " + exclude;
    }

    public String getExclude() {
        return exclude;
    }

    /** What is left alone although it matches: a description or name in which {@code *} stands for any text. */
    @DataBoundSetter
    public void setExclude(String exclude) {
        this.exclude = Util.fixEmptyAndTrim(exclude);
    }

    /** The most that may match, 0 for the default: 1 for a text with a wildcard, else 100. */
    public int getMaxKeys() {
        return maxKeys;
    }

    @DataBoundSetter
    public void setMaxKeys(int maxKeys) {
        this.maxKeys = maxKeys;
    }

    /** How many are worked on at once, 1 to 8. */
    public int getParallelism() {
        return parallelism;
    }

    @DataBoundSetter
    public void setParallelism(int parallelism) {
        this.parallelism = parallelism;
    }

    public boolean isDryRun() {
        return dryRun;
    }

    /** Look everything up, unassign nothing. */
    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    public boolean isVerify() {
        return verify;
    }

    /** List what the project has afterwards, and fail if it contradicts a result. */
    @DataBoundSetter
    public void setVerify(boolean verify) {
        this.verify = verify;
    }

    public boolean isAllowSelf() {
        return allowSelf;
    }

    /** Take the access of what authenticates, too, as the last. */
    @DataBoundSetter
    public void setAllowSelf(boolean allowSelf) {
        this.allowSelf = allowSelf;
    }

    public boolean isKeepTrying() {
        return keepTrying;
    }

    /** What does not come to its end is kept and tried in the background until it does. */
    @DataBoundSetter
    public void setKeepTrying(boolean keepTrying) {
        this.keepTrying = keepTrying;
    }

    @Override
    public AccessOptions withTexts(UnaryOperator<String> replacement, UnaryOperator<String> pattern) {
        return (AccessOptions) super.withTexts(replacement, pattern);
    }

    @Override
    void replaceTexts(UnaryOperator<String> replacement, UnaryOperator<String> pattern) {
        super.replaceTexts(replacement, pattern);
        setExclude(pattern.apply(exclude));
    }

    @Override
    protected Object readResolve() {
        parallelism = parallelism == 0 ? 1 : parallelism;
        return super.readResolve();
    }
}
