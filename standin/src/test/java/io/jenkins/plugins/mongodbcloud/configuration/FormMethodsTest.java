package io.jenkins.plugins.mongodbcloud.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.ModelObject;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import hudson.util.Secret;
import io.jenkins.plugins.mongodbcloud.testing.FormFixture;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kohsuke.stapler.verb.POST;

/** All methods of all descriptors that a browser can call, found by reflection. */
class FormMethodsTest {

    private static final String HOUSE = "io.jenkins.plugins.mongodbcloud.";

    @TempDir
    private Path home;

    @AutoClose
    private FormFixture bench;

    /** A method and the descriptor that it is of. */
    private record FormMethod(Descriptor<?> descriptor, Method method) {
        Object call(Item item) throws ReflectiveOperationException {
            Object[] arguments = Arrays.stream(method.getParameterTypes())
                    .map(type -> argument(type, item))
                    .toArray();
            return method.invoke(descriptor, arguments);
        }

        private Object argument(Class<?> type, Item item) {
            if (type == Item.class) {
                return item;
            }
            if (type == ModelObject.class) {
                return item == null ? Jenkins.get() : item;
            }
            if (type == String.class) {
                return "";
            }
            if (type == boolean.class) {
                return false;
            }
            if (type == Secret.class) {
                return Secret.fromString("a:b");
            }
            throw new AssertionError("no value for a parameter of " + this + ": " + type);
        }

        @Override
        public String toString() {
            return method.getDeclaringClass().getSimpleName() + "." + method.getName();
        }
    }

    @BeforeEach
    void start() throws Exception {
        bench = new FormFixture(home);
    }

    private List<FormMethod> methods() {
        List<FormMethod> found = new ArrayList<>();
        for (Descriptor<?> descriptor : bench.descriptors()) {
            for (Method method : descriptor.getClass().getMethods()) {
                if (method.getName().matches("do[A-Z].*")
                        && method.getDeclaringClass().getName().startsWith(HOUSE)) {
                    found.add(new FormMethod(descriptor, method));
                }
            }
        }
        return found;
    }

    @Test
    void thereAreSomeInEveryPackageWithForms() {
        Set<String> rooms = new TreeSet<>();
        methods()
                .forEach(found -> rooms.add(
                        found.method().getDeclaringClass().getPackageName().substring(HOUSE.length())));

        assertEquals(Set.of("configuration", "credentials", "steps"), rooms);
    }

    @Test
    void everyOneTakesPostAlone() {
        for (FormMethod found : methods()) {
            assertTrue(found.method().isAnnotationPresent(POST.class), found::toString);
        }
    }

    @Test
    void withoutPermissionEveryOneAnswersAsIfThereWereNothing() throws Exception {
        bench.allow();

        for (FormMethod found : methods()) {
            for (Item item : new Item[] {bench.job, bench.pipeline, null}) {
                Object answer = found.call(item);

                if (answer instanceof FormValidation verdict) {
                    assertEquals("OK: ", FormFixture.text(verdict), found::toString);
                } else {
                    List<String> values = FormFixture.values((ListBoxModel) answer);
                    assertTrue(Set.of("").containsAll(values), () -> found + ": " + values);
                }
            }
        }
        assertEquals(0, bench.simulator.requests());
        assertEquals(List.of(), bench.credentials.tracked());
    }

    /** So that the test before does not pass because there is nothing to say anyway. */
    @Test
    void withPermissionMostHaveSomethingToSay() throws Exception {
        bench.allow(Jenkins.ADMINISTER, Item.EXTENDED_READ, Item.CONFIGURE, CredentialsProvider.CREATE);
        Set<String> silent = new TreeSet<>();
        for (FormMethod found : methods()) {
            Object answer = found.call(found.toString().startsWith("Endpoint") ? null : bench.job);
            boolean says = answer instanceof FormValidation verdict
                    ? verdict.getMessage() != null
                    : !((List<?>) answer).isEmpty();
            if (!says) {
                silent.add(found.toString());
            }
        }

        assertEquals(
                Set.of(
                        "EndpointDescriptor.doCheckProduct",
                        "ProjectOptionsDescriptor.doCheckCredentialsId",
                        "AccessOptionsDescriptor.doCheckMaxKeys",
                        "ProjectOptionsDescriptor.doCheckEndpoint",
                        "GrantOptionsDescriptor.doCheckAccessList",
                        "GrantOptionsDescriptor.doCheckBaseUrlVariable",
                        "GrantOptionsDescriptor.doCheckPrivateKeyVariable",
                        "GrantOptionsDescriptor.doCheckProjectIdVariable",
                        "GrantOptionsDescriptor.doCheckPublicKeyVariable"),
                silent);
    }
}
