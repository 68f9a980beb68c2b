package io.jenkins.plugins.mongodbcloud.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * What Jenkins asks of a plugin that it is to host, as far as the tree shows it: the checks of its hosting requests and
 * of its plugin health score.
 */
class HostingTest {
    private static final Path ROOT = Path.of(System.getProperty("mongodbcloud.root", "."));

    private static String text(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }

    private static Document xml(Path file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(file.toFile());
    }

    private static Document pom() throws Exception {
        return xml(ROOT.resolve("pom.xml"));
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }

    private static String value(Element parent, String name) {
        List<Element> found = children(parent, name);
        assertEquals(1, found.size(), () -> "<" + name + "> in <" + parent.getTagName() + ">");
        return found.get(0).getTextContent().trim();
    }

    @Test
    void filesThatAreAskedForAreThere() throws IOException {
        assertEquals(
                "* @jenkinsci/mongodb-cloud-plugin-developers",
                text(".github/CODEOWNERS").strip());
        assertTrue(text(".github/dependabot.yml").contains("package-ecosystem: maven"));
        assertTrue(text(".github/workflows/jenkins-security-scan.yml").contains("jenkins-security-scan.yaml@v2"));
        assertTrue(text("Jenkinsfile").contains("buildPlugin("));
        assertTrue(text("LICENSE.md").contains("MIT License"));
        assertFalse(text("CONTRIBUTING.md").isBlank());
        List<String> ignored = text(".gitignore").lines().toList();
        assertTrue(ignored.containsAll(List.of("target", "work")), ignored::toString);
        assertTrue(text("src/main/resources/index.jelly").contains("<div>"));
    }

    @Test
    void releasesAreMadeContinuously() throws Exception {
        Document extensions = xml(ROOT.resolve(".mvn/extensions.xml"));
        Element extension =
                children(extensions.getDocumentElement(), "extension").get(0);
        assertEquals("io.jenkins.tools.incrementals", value(extension, "groupId"));
        assertEquals("git-changelist-maven-extension", value(extension, "artifactId"));
        List<String> config = text(".mvn/maven.config").lines().toList();
        assertTrue(
                config.containsAll(List.of(
                        "-Pconsume-incrementals", "-Pmight-produce-incrementals", "-Dchangelist.format=%d.v%s")),
                config::toString);
        assertTrue(text(".github/workflows/cd.yaml").contains("maven-cd.yml@v1"));
        // They would draft releases beside the continuous ones.
        assertFalse(Files.exists(ROOT.resolve(".github/release-drafter.yml")));
        assertFalse(Files.exists(ROOT.resolve(".github/workflows/release-drafter.yml")));
    }

    @Test
    void pomIsAsAsked() throws Exception {
        Element project = pom().getDocumentElement();
        Element properties = children(project, "properties").get(0);
        assertEquals("io.jenkins.plugins", value(project, "groupId"));
        String artifactId = value(project, "artifactId");
        assertTrue(artifactId.length() < 37 && !artifactId.contains("jenkins"), artifactId);
        assertFalse(value(project, "name").toLowerCase(Locale.ROOT).contains("jenkins"));
        assertEquals("${changelist}", value(project, "version"));
        assertEquals("999999-SNAPSHOT", value(properties, "changelist"));
        assertEquals("${jenkins.baseline}.3", value(properties, "jenkins.version"));
        assertEquals("true", value(properties, "hpi.strictBundledArtifacts"));
        for (String flag : List.of(
                "ban-commons-lang-2.skip",
                "ban-deprecated-stapler.skip",
                "ban-junit4-imports.skip",
                "banObsoleteDependencyOverrides.skip",
                "spotless.check.skip")) {
            assertEquals("false", value(properties, flag), flag);
        }
        assertEquals(List.of(), children(project, "developers"));
        for (String inherited : List.of("java.level", "maven.compiler.source", "maven.compiler.release")) {
            assertEquals(List.of(), children(properties, inherited), inherited);
        }
        Element scm = children(project, "scm").get(0);
        assertEquals("scm:git:https://github.com/${gitHubRepo}.git", value(scm, "connection"));
        assertEquals("${scmTag}", value(scm, "tag"));
    }

    @Test
    void noLibraryIsBundled() throws Exception {
        Element dependencies =
                children(pom().getDocumentElement(), "dependencies").get(0);
        // Plugins alone; a library comes through the plugin that exists for it.
        Pattern plugins = Pattern.compile("io\\.jenkins(\\..*)?|org\\.jenkins-?ci(\\..*)?");
        for (Element dependency : children(dependencies, "dependency")) {
            boolean forTests = children(dependency, "scope").stream()
                    .anyMatch(scope -> scope.getTextContent().trim().equals("test"));
            String groupId = value(dependency, "groupId");
            assertTrue(forTests || plugins.matcher(groupId).matches(), groupId);
        }
    }

    @Test
    void noPageHasScriptOrStyleInIt() throws Exception {
        List<Path> views;
        try (Stream<Path> files = Files.walk(ROOT.resolve("src/main/resources"))) {
            views = files.filter(file -> file.toString().endsWith(".jelly")).toList();
        }
        assertTrue(views.size() > 5, views::toString);
        for (Path view : views) {
            assertTrue(Files.readString(view).startsWith("<?jelly escape-by-default='true'?>"), view::toString);
            NodeList elements = xml(view).getElementsByTagName("*");
            for (int i = 0; i < elements.getLength(); i++) {
                Element element = (Element) elements.item(i);
                assertFalse(element.getTagName().equals("style"), () -> view + ": <style>");
                assertTrue(
                        !element.getTagName().equals("script") || element.hasAttribute("src"),
                        () -> view + ": <script>");
                for (int a = 0; a < element.getAttributes().getLength(); a++) {
                    String attribute = element.getAttributes().item(a).getNodeName();
                    assertFalse(
                            attribute.equals("style") || attribute.startsWith("on") || attribute.equals("checkUrl"),
                            () -> view + ": " + attribute);
                }
            }
        }
    }
}
