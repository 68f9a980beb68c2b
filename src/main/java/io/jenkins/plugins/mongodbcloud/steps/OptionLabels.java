package io.jenkins.plugins.mongodbcloud.steps;

import io.jenkins.plugins.mongodbcloud.access.BuildEffect;
import io.jenkins.plugins.mongodbcloud.access.OptionNames;
import org.jvnet.localizer.ResourceBundleHolder;

/** In a form: the labels of the fields. */
public enum OptionLabels implements OptionNames {
    /** The only one. */
    INSTANCE;

    private static final ResourceBundleHolder TEXTS = ResourceBundleHolder.get(Messages.class);

    /** The label of the field of an option. */
    static String label(String option) {
        return TEXTS.format("Option." + option);
    }

    /** What an effect on the build is called. */
    static String label(BuildEffect effect) {
        return switch (effect) {
            case SUCCESS -> Messages.Effect_Success();
            case UNSTABLE -> Messages.Effect_Unstable();
            case FAILURE -> Messages.Effect_Failure();
        };
    }

    @Override
    public String of(String option) {
        return Messages.Form_Label(label(option));
    }

    @Override
    public String set(String option, Object value) {
        return value instanceof BuildEffect effect
                ? Messages.Form_Select(label(option), label(effect))
                : Messages.Form_Check(label(option));
    }
}
