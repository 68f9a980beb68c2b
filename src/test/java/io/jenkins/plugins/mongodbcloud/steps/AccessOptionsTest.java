package io.jenkins.plugins.mongodbcloud.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold for every option, those to come included. */
class AccessOptionsTest {

    static List<Field> options() {
        return Stream.of(
                        ProjectOptions.class,
                        AccessOptions.class,
                        ApiKeyOptions.class,
                        ServiceAccountOptions.class,
                        GrantOptions.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                .filter(field ->
                        (field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0 && !field.isSynthetic())
                .peek(field -> field.setAccessible(true))
                .toList();
    }

    /** Options of which each has a value that is not its default. */
    private static ProjectOptions full(ProjectOptions options) throws ReflectiveOperationException {
        for (Field field : options().stream()
                .filter(each -> each.getDeclaringClass().isInstance(options))
                .toList()) {
            field.set(options, otherThan(field.get(options), field));
        }
        return options;
    }

    private static ProjectOptions usual(Field option) {
        if (option.getDeclaringClass() == GrantOptions.class) {
            return new GrantOptions("");
        }
        return option.getDeclaringClass() == ServiceAccountOptions.class
                ? new ServiceAccountOptions("")
                : new ApiKeyOptions("");
    }

    private static Object otherThan(Object usual, Field field) {
        Class<?> type = field.getType();
        if (type == String.class) {
            return field.getName() + "-$X";
        } else if (List.class.isAssignableFrom(type)) {
            return new ArrayList<>(List.of(field.getName() + "-$X", "$X"));
        } else if (type == int.class) {
            return (int) usual + 1;
        } else if (type == boolean.class) {
            return !(boolean) usual;
        } else if (type == GrantOptions.Afterwards.class) {
            return GrantOptions.Afterwards.UNASSIGN;
        }
        Object[] constants = type.getEnumConstants();
        return constants[0] == usual ? constants[1] : constants[0];
    }

    @ParameterizedTest
    @MethodSource("options")
    void aCopyWithVariablesFilledInHasEveryOption(Field option) throws Exception {
        ProjectOptions options = full(usual(option));
        Object before = option.get(options);

        Object copied = option.get(options.withTexts(text -> text, text -> text));
        Object filled = option.get(options.withTexts(text -> text.replace("$X", "x"), text -> text.replace("$X", "x")));

        assertEquals(before, copied);
        assertNotEquals(before, option.get(usual(option)), "the test needs a value that is not the default");
        // Credentials parameters are resolved by the credentials plugin, which must see the expression as it is.
        boolean isExpanded = !option.getName().toLowerCase(Locale.ROOT).endsWith("credentialsid");
        String expected = isExpanded ? String.valueOf(before).replace("$X", "x") : String.valueOf(before);
        assertEquals(expected, String.valueOf(filled));
        assertEquals(before, option.get(options), "the original is as it was");
    }

    @Test
    void everyOptionHasALabelAndEveryLabelHasAnOption() {
        Set<String> labels = ResourceBundle.getBundle(Messages.class.getName()).keySet().stream()
                .filter(key -> key.startsWith("Option."))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(
                options().stream()
                        .map(option -> "Option." + option.getName())
                        .collect(Collectors.toCollection(TreeSet::new)),
                labels);
        assertEquals("Dry run", OptionLabels.label("dryRun"));
    }

    @Test
    void whatWasSavedWithoutAnOptionHasItsDefault() throws Exception {
        GrantOptions options = new GrantOptions("");
        Field afterwards = GrantOptions.class.getDeclaredField("afterwards");
        afterwards.setAccessible(true);
        afterwards.set(options, null);

        GrantOptions read = (GrantOptions) options.readResolve();

        assertEquals(GrantOptions.Afterwards.DELETE, read.getAfterwards());
    }

    @Test
    void aCopyHasAListOfItsOwn() throws Exception {
        ApiKeyOptions options = (ApiKeyOptions) full(new ApiKeyOptions(""));
        ApiKeyOptions copy = (ApiKeyOptions) options.withTexts(text -> text, text -> text);

        copy.setApiKeyIds(List.of("other"));

        assertEquals(List.of("apiKeyIds-$X", "$X"), options.getApiKeyIds());
    }
}
