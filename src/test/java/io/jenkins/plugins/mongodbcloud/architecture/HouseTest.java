package io.jenkins.plugins.mongodbcloud.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which room may use which. */
class HouseTest {
    private static final String HOUSE = Plugin.HOUSE;
    private static final String[] JENKINS = {
        "hudson..",
        "jenkins..",
        "org.kohsuke..",
        "org.jenkinsci..",
        "org.jvnet.hudson..",
        "com.cloudbees..",
        "org.springframework..",
        "jakarta.servlet..",
        "javax.servlet.."
    };

    private static final JavaClasses PLUGIN = Plugin.CLASSES;

    private static String room(String name) {
        return HOUSE + "." + name + "..";
    }

    @Test
    void roomsAreThoseOfTheDesign() {
        Set<String> rooms = PLUGIN.stream()
                .map(JavaClass::getPackageName)
                .map(name -> name.substring(HOUSE.length()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(".admin", ".config", ".credentials", ".freestyle", ".report", ".step", ".unassign"), rooms);
    }

    @Test
    void importsRunOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("freestyle")
                .definedBy(room("freestyle"))
                .layer("step")
                .definedBy(room("step"))
                .layer("report")
                .definedBy(room("report"))
                .layer("config")
                .definedBy(room("config"))
                .layer("credentials")
                .definedBy(room("credentials"))
                .layer("unassign")
                .definedBy(room("unassign"))
                .layer("admin")
                .definedBy(room("admin"))
                .whereLayer("freestyle")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("step")
                .mayOnlyBeAccessedByLayers("freestyle")
                .whereLayer("report")
                .mayOnlyBeAccessedByLayers("step")
                .whereLayer("config")
                .mayOnlyBeAccessedByLayers("step", "freestyle")
                .whereLayer("credentials")
                .mayOnlyBeAccessedByLayers("config")
                .whereLayer("unassign")
                .mayOnlyBeAccessedByLayers("step", "freestyle", "config", "report")
                .check(PLUGIN);
    }

    @Test
    void noTwoRoomsUseEachOther() {
        slices().matching(HOUSE + ".(*)..").should().beFreeOfCycles().check(PLUGIN);
    }

    @Test
    void adminAndUnassignKnowNothingOfJenkins() {
        noJenkinsIn(room("admin"), room("unassign")).check(PLUGIN);
    }

    @Test
    void ruleAgainstJenkinsFindsItWhereItIs() {
        AssertionError found = assertThrows(
                AssertionError.class, () -> noJenkinsIn(room("step")).check(PLUGIN));
        assertTrue(found.getMessage().contains("hudson.model.Run"), found::getMessage);
    }

    private static ArchRule noJenkinsIn(String... rooms) {
        return noClasses()
                .that()
                .resideInAnyPackage(rooms)
                .and()
                // Made by the localizer, with an annotation of Jenkins that says who may use it.
                .doNotHaveSimpleName("Messages")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(JENKINS);
    }

    @Test
    void onlyAdminKnowsHttpClient() {
        noClasses()
                .that()
                .resideOutsideOfPackage(room("admin"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.hc..", "java.net.http..")
                .check(PLUGIN);
    }

    @Test
    void nothingKnowsTheSimulatorTheDemoOrATest() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        room("simulator"),
                        room("demo"),
                        room("benchmark"),
                        room("harness"),
                        "org.junit..",
                        "io.netty..",
                        "groovy..")
                .check(PLUGIN);
    }

    @Test
    void nobodyWaitsForAFutureExceptABuildThatHasAThreadOfItsOwn() {
        noClasses()
                .that()
                .resideOutsideOfPackages(room("freestyle"), room("config"))
                .should()
                .callMethod(java.util.concurrent.CompletableFuture.class, "get")
                .orShould()
                .callMethod(java.util.concurrent.CompletableFuture.class, "get", long.class, TIME_UNIT)
                .orShould()
                .callMethod(java.util.concurrent.CompletableFuture.class, "join")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .check(PLUGIN);
    }

    private static final Class<?> TIME_UNIT = java.util.concurrent.TimeUnit.class;
}
