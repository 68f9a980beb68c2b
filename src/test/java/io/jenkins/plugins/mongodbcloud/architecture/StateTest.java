package io.jenkins.plugins.mongodbcloud.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** No class of the plugin has state that outlives a controller or is shared between two in one JVM. */
class StateTest {
    private static final List<Class<?>> MUTABLE = List.of(
            java.util.concurrent.atomic.AtomicInteger.class,
            AtomicLong.class,
            java.util.concurrent.atomic.AtomicBoolean.class,
            java.util.concurrent.atomic.AtomicReference.class,
            java.util.concurrent.Executor.class,
            StringBuilder.class,
            ThreadLocal.class,
            java.util.Date.class);

    @Test
    void staticFieldsAreFinalAndHoldNothingThatChanges() throws ReflectiveOperationException {
        List<String> offenders = new ArrayList<>();
        int fields = 0;
        for (JavaClass owner : Plugin.CLASSES) {
            for (JavaField field : owner.getFields()) {
                boolean made = field.getModifiers().contains(JavaModifier.SYNTHETIC);
                if (field.getModifiers().contains(JavaModifier.STATIC) && !made) {
                    fields++;
                    if (!isConstant(field)) {
                        offenders.add(field.getFullName());
                    }
                }
            }
        }
        assertEquals(List.of(), offenders);
        assertTrue(fields > 20, "the plugin's fields were not found");
    }

    private static boolean isConstant(JavaField field) throws ReflectiveOperationException {
        if (!field.getModifiers().contains(JavaModifier.FINAL)) {
            return false;
        }
        Field reflected = field.reflect();
        Class<?> type = reflected.getType();
        if (type.isPrimitive() || type == String.class || type.isEnum() || type.isRecord()) {
            return true;
        }
        if (type.isArray() && field.getModifiers().contains(JavaModifier.PRIVATE)) {
            // Java has no constant arrays; one that is private is its class's own business.
            return type.getComponentType().isPrimitive();
        }
        reflected.setAccessible(true);
        return isUnmodifiable(reflected.get(null));
    }

    private static boolean isUnmodifiable(Object value) {
        if (value instanceof Collection || value instanceof Map) {
            return value.getClass().getName().startsWith("java.util.ImmutableCollections$");
        }
        return !value.getClass().isArray() && MUTABLE.stream().noneMatch(type -> type.isInstance(value));
    }

    @Test
    void checkKnowsWhatChanges() {
        for (Object changing : List.of(
                new ArrayList<>(), new java.util.HashMap<>(), new AtomicLong(), new byte[1], new StringBuilder())) {
            assertFalse(isUnmodifiable(changing), () -> changing.getClass().getName());
        }
        assertTrue(isUnmodifiable(List.of("a")));
        assertTrue(isUnmodifiable(Map.of()));
    }
}
