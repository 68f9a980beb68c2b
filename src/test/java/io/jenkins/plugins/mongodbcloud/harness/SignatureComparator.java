package io.jenkins.plugins.mongodbcloud.harness;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether all that a stand-in shows is in the genuine type too, declared or inherited: name, parameters, result,
 * public, protected and static of its members, and what the type is. Types are compared by name, since the two come
 * from different class loaders.
 */
final class SignatureComparator {

    private static final int ACCESS = Modifier.PUBLIC | Modifier.PROTECTED | Modifier.STATIC;
    private static final int ENUM = 0x4000;
    private static final int ANNOTATION = 0x2000;
    private static final int KIND = Modifier.PUBLIC | Modifier.INTERFACE | Modifier.ABSTRACT | ENUM | ANNOTATION;

    private SignatureComparator() {}

    static boolean isVisible(Class<?> type) {
        Class<?> enclosing = type.getDeclaringClass();
        return isVisible(type.getModifiers())
                && !type.isAnonymousClass()
                && !type.isLocalClass()
                && (enclosing == null || isVisible(enclosing));
    }

    private static boolean isVisible(int modifiers) {
        return (modifiers & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
    }

    /** What the stand-in has and the genuine type has not, sorted; empty if it has it all. */
    static List<String> differences(Class<?> standIn, Class<?> genuine) {
        Set<String> differences = new TreeSet<>();
        if (kind(standIn) != kind(genuine)) {
            differences.add("it is " + Modifier.toString(standIn.getModifiers()) + ", the genuine type "
                    + Modifier.toString(genuine.getModifiers()));
        }
        if (!genuine.isEnum()
                && Modifier.isFinal(genuine.getModifiers())
                && !Modifier.isFinal(standIn.getModifiers())) {
            differences.add("the genuine type is final");
        }
        Set<String> supertypes = names(supertypes(genuine));
        for (String supertype : names(supertypes(standIn))) {
            if (!supertypes.contains(supertype)) {
                differences.add("the genuine type is not a " + supertype);
            }
        }
        compare("field", Stream.of(standIn.getDeclaredFields()), fields(genuine), differences);
        compare("constructor", Stream.of(standIn.getDeclaredConstructors()), constructors(genuine), differences);
        compare("method", Stream.of(standIn.getDeclaredMethods()), methods(genuine), differences);
        return List.copyOf(differences);
    }

    private static int kind(Class<?> type) {
        // An enum is abstract where its constants have bodies, which shows nowhere else.
        return type.getModifiers() & KIND & (type.isEnum() ? ~Modifier.ABSTRACT : -1);
    }

    private static void compare(
            String kind, Stream<? extends Member> standIns, Set<String> genuine, Set<String> differences) {
        standIns.filter(member -> isVisible(member.getModifiers()))
                // A bridge is the compiler's, for a method that is compared itself.
                .filter(member -> !member.isSynthetic())
                .map(SignatureComparator::describe)
                .filter(description -> !genuine.contains(description))
                .forEach(description -> differences.add("no genuine " + kind + ": " + description));
    }

    private static Set<String> fields(Class<?> genuine) {
        return all(genuine, Class::getDeclaredFields);
    }

    private static Set<String> constructors(Class<?> genuine) {
        return Stream.of(genuine.getDeclaredConstructors())
                .map(SignatureComparator::describe)
                .collect(Collectors.toSet());
    }

    private static Set<String> methods(Class<?> genuine) {
        return all(genuine, Class::getDeclaredMethods);
    }

    private interface Declared {
        Member[] in(Class<?> type);
    }

    private static Set<String> all(Class<?> genuine, Declared declared) {
        Set<Class<?>> types = new LinkedHashSet<>(supertypes(genuine));
        types.add(genuine);
        types.add(Object.class);
        return types.stream()
                .flatMap(type -> Arrays.stream(declared.in(type)))
                .map(SignatureComparator::describe)
                .collect(Collectors.toSet());
    }

    private static String describe(Member member) {
        int modifiers = member.getModifiers() & ACCESS;
        String result = "";
        String parameters = "";
        if (member instanceof Field field) {
            modifiers |= field.getModifiers() & Modifier.FINAL;
            result = field.getType().getName() + " ";
        } else if (member instanceof Method method) {
            result = method.getReturnType().getName() + " ";
        }
        if (member instanceof Executable executable) {
            parameters = Arrays.stream(executable.getParameterTypes())
                    .map(Class::getName)
                    .collect(Collectors.joining(", ", "(", ")"));
        }
        String name = member instanceof Constructor ? "new" : member.getName();
        return (Modifier.toString(modifiers) + " " + result + name + parameters).trim();
    }

    private static Set<Class<?>> supertypes(Class<?> type) {
        Set<Class<?>> found = new LinkedHashSet<>();
        List<Class<?>> next = new ArrayList<>(List.of(type.getInterfaces()));
        if (type.getSuperclass() != null && type.getSuperclass() != Object.class) {
            next.add(type.getSuperclass());
        }
        for (Class<?> supertype : next) {
            found.add(supertype);
            found.addAll(supertypes(supertype));
        }
        return found;
    }

    private static Set<String> names(Set<Class<?>> types) {
        return types.stream()
                .filter(type -> isVisible(type.getModifiers()))
                .map(Class::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
