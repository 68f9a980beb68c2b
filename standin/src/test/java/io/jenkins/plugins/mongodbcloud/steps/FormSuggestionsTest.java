package io.jenkins.plugins.mongodbcloud.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.model.AbstractItem;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.security.ACL;
import hudson.security.Permission;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.mongodbcloud.testing.FormFixture;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The projects and keys that the form of a job offers: to whom, from where, how many, how long. */
class FormSuggestionsTest {

    private static final String PROJECT = SimulatorSeed.PROJECT_ID;
    private static final String UNKNOWN_PROJECT = "5a0a1e7e0f2912c554080add";

    @TempDir
    private Path home;

    @AutoClose
    private FormFixture bench;

    @BeforeEach
    void start() throws Exception {
        bench = new FormFixture(home).allow(Item.EXTENDED_READ, Item.CONFIGURE);
    }

    private static List<String> entries(ListBoxModel model) {
        return model.stream()
                .filter(option -> !option.value.isEmpty())
                .map(option -> option.name)
                .toList();
    }

    private static String note(ListBoxModel model) {
        return model.stream()
                .filter(option -> option.value.isEmpty())
                .map(option -> option.name)
                .collect(Collectors.joining(" "));
    }

    private ListBoxModel projectList(Item item, String endpoint, String credential) {
        return bench.step().doFillProjectIdItems(item, "", endpoint, credential);
    }

    private List<String> projects(String credential) {
        return entries(projectList(bench.job, FormFixture.ENDPOINT, credential));
    }

    private ListBoxModel keyList(String typed, String project) {
        return bench.step()
                .doFillApiKeyIdItems(bench.job, typed, FormFixture.ENDPOINT, FormFixture.CREDENTIAL, project);
    }

    private List<String> keys(String project) {
        return entries(keyList("", project));
    }

    private String noteOnProjects(String credential) {
        return FormFixture.text(bench.step().doCheckProjectId(bench.job, PROJECT, FormFixture.ENDPOINT, credential));
    }

    private String check(String key, String project) {
        return FormFixture.text(
                bench.step().doCheckApiKeyId(bench.job, key, FormFixture.ENDPOINT, FormFixture.CREDENTIAL, project));
    }

    private String noteOnKeys(String project) {
        return check(SimulatorSeed.API_KEY_ID, project);
    }

    @Test
    void projectsAreOfferedWithTheirNames() {
        assertEquals(List.of(PROJECT + " (Production)"), projects(FormFixture.CREDENTIAL));
        assertEquals(List.of(), bench.credentials.tracked(), "opening a form is no use of the credential");
        assertEquals("OK: Production", noteOnProjects(FormFixture.CREDENTIAL));
    }

    @Test
    void keysAreOfferedWithPublicKeyAndDescription() {
        List<String> offered = entries(keyList("zmmrboas", PROJECT + " (Production)"));

        assertEquals(List.of(SimulatorSeed.API_KEY_ID + " (zmmrboas, Deployment of the web shop)"), offered);
    }

    @Test
    void allKeysAreSearchedAndAHundredShownWithTheNumberOfAll() {
        SimulatorSeed.addCiKeys(bench.simulator.cloud(), SimulatorSeed.CI_KEYS + 1, 1200);

        ListBoxModel all = keyList("", PROJECT);
        assertEquals(100, entries(all).size());
        assertEquals("100 of 1,203 are shown. Type a part of an ID or a name to narrow the list.", note(all));

        ListBoxModel last = keyList("CI-1200", PROJECT);
        assertEquals(1, entries(last).size(), last::toString);
        assertEquals("", note(last));
    }

    @Test
    void aKeyIsFoundByAnyPartOfWhatPeopleKnow() {
        String key = SimulatorSeed.API_KEY_ID + " (zmmrboas, Deployment of the web shop)";

        for (String typed : List.of(SimulatorSeed.API_KEY_ID.substring(3), "mmrb", "WEB shop", "shop zmm", key)) {
            assertEquals(List.of(key), entries(keyList(typed, PROJECT)), typed);
        }
        ListBoxModel none = keyList("nobody", PROJECT);
        assertEquals(List.of(), entries(none));
        assertTrue(note(none).startsWith("None of the "), note(none));
    }

    @Test
    void typingRequestsTheListOnce() {
        keys(PROJECT);
        long requests = bench.simulator.requests();

        for (String typed : List.of("z", "zm", "zmm")) {
            keyList(typed, PROJECT);
        }
        noteOnKeys(PROJECT);

        assertEquals(requests, bench.simulator.requests());
    }

    @Test
    void theNameOfTheChosenKeyIsBelowItsId() {
        assertEquals("OK: zmmrboas, Deployment of the web shop", noteOnKeys(PROJECT));
        assertEquals("OK: The project has none with this ID now.", check(UNKNOWN_PROJECT, PROJECT));
    }

    @Test
    void aPastedUrlIsTakenForItsId() {
        String url = "https://cloud.mongodb.com/v2/" + PROJECT + "#/overview";

        assertEquals(
                "OK: The URL contains the ID " + PROJECT + ". Production",
                FormFixture.text(
                        bench.step().doCheckProjectId(bench.job, url, FormFixture.ENDPOINT, FormFixture.CREDENTIAL)));
        assertEquals(1, entries(keyList("zmmrboas", url)).size());
    }

    @Test
    void theEndpointsOwnCredentialServesWhoChoosesNone() {
        ListBoxModel none = projectList(bench.job, FormFixture.ENDPOINT, "");
        assertEquals(List.of(), entries(none));
        assertTrue(note(none).contains("No credential is selected"), note(none));
        assertEquals(0, bench.simulator.requests());

        bench.listen(bench.simulator.baseUrl(), FormFixture.CREDENTIAL);

        assertEquals(1, projects("").size());
    }

    @Test
    void onlyWhoMayConfigureTheJobIsOfferedSomething() {
        for (Permission lesser : List.of(Item.READ, Item.EXTENDED_READ)) {
            bench.allow(lesser);

            assertEquals(List.of(), projects(FormFixture.CREDENTIAL));
            assertEquals(List.of(), keys(PROJECT));
        }
        assertEquals(List.of(), projectList(null, FormFixture.ENDPOINT, FormFixture.CREDENTIAL));
        assertEquals(0, bench.simulator.requests());
        assertEquals(List.of(), bench.credentials.tracked());
    }

    /** A project with a job for each branch. */
    private static final class BranchProject extends AbstractItem implements ItemGroup<Item> {
        BranchProject(ItemGroup<?> parent) {
            super(parent, "shop");
        }

        @Override
        public List<Item> getItems() {
            return List.of();
        }
    }

    private static final class Branch extends AbstractItem {
        Branch(ItemGroup<?> parent) {
            super(parent, "main");
        }

        @Override
        public ACL getACL() {
            ACL all = super.getACL();
            return ACL.lambda2((who, permission) -> permission != CONFIGURE && all.hasPermission2(who, permission));
        }
    }

    /** Nobody may configure the job of a branch, whose parent decides what it does. */
    @Test
    void inABranchJobWhoMayConfigureTheProjectIsOfferedTheSame() throws Exception {
        Branch branch = new Branch(new BranchProject(bench.jenkins));
        bench.allow(Item.CONFIGURE, CredentialsProvider.USE_ITEM);
        assertEquals(
                List.of(PROJECT + " (Production)"),
                entries(projectList(branch, FormFixture.ENDPOINT, FormFixture.CREDENTIAL)));

        bench.allow(Item.CONFIGURE);
        assertEquals(List.of(), projectList(branch, FormFixture.ENDPOINT, FormFixture.CREDENTIAL));
        bench.allow(CredentialsProvider.USE_ITEM);
        assertEquals(List.of(), projectList(branch, FormFixture.ENDPOINT, FormFixture.CREDENTIAL));
    }

    @Test
    void noEndpointButASavedOneIsAsked() {
        String unsaved = "Elsewhere";

        assertEquals(List.of(), entries(projectList(bench.job, unsaved, FormFixture.CREDENTIAL)));
        assertEquals(List.of(), entries(projectList(bench.job, bench.simulator.baseUrl(), FormFixture.CREDENTIAL)));
        assertEquals(0, bench.simulator.requests());
    }

    @Test
    void aTextThatIsNoProjectIdIsNotAskedFor() {
        assertEquals(List.of(), keys("../orgs"));
        assertEquals(List.of(), keys(""));
        assertEquals(List.of(), keys("$PROJECT_ID"));
        assertEquals("Enter the project ID first.", note(keyList("", "")));
        assertEquals(0, bench.simulator.requests());
    }

    @Test
    void aCredentialThatTheJobCannotUseIsNot() {
        assertEquals(List.of(), projects(FormFixture.SYSTEM_CREDENTIAL));
        assertEquals(0, bench.simulator.requests());
        assertTrue(noteOnProjects(FormFixture.SYSTEM_CREDENTIAL)
                .startsWith("WARNING: Nothing is offered to choose from: There is no credential"));
    }

    @Test
    void withACredentialThatIsChosenLaterNothingIsOffered() {
        assertEquals(List.of(), projects("${CRED}"));
        assertTrue(noteOnProjects("${CRED}").contains("chosen when the build is started"));
        assertEquals(0, bench.simulator.requests());
    }

    @Test
    void anEmptyFieldSaysWhyNothingIsOfferedToo() {
        projects(FormFixture.SYSTEM_CREDENTIAL);

        String verdict = FormFixture.text(
                bench.step().doCheckProjectId(bench.job, "", FormFixture.ENDPOINT, FormFixture.SYSTEM_CREDENTIAL));

        assertTrue(verdict.startsWith("ERROR: The project ID is empty"), verdict);
        assertTrue(verdict.contains("Nothing is offered to choose from: There is no credential"), verdict);
    }

    @Test
    void aRefusalLeavesAPlainFieldAndANote() {
        bench.credentials.add(FormFixture.keyPair(CredentialsScope.GLOBAL, "reader", SimulatorSeed.READER));

        assertEquals(List.of(), keys(UNKNOWN_PROJECT));
        assertTrue(noteOnKeys(UNKNOWN_PROJECT).startsWith("WARNING: Nothing is offered to choose from:"));
        assertTrue(note(keyList("", UNKNOWN_PROJECT)).startsWith("Nothing is offered to choose from:"));
        assertTrue(noteOnKeys(PROJECT).startsWith("OK: "), "a note on one project is shown for another");
        assertTrue(noteOnProjects(FormFixture.CREDENTIAL).startsWith("OK: "));
    }

    @Test
    void theNoteIsForWhoMayConfigureTheJobAlone() {
        projects(FormFixture.SYSTEM_CREDENTIAL);

        bench.allow(Item.EXTENDED_READ);

        assertEquals("OK: ", noteOnProjects(FormFixture.SYSTEM_CREDENTIAL));
    }

    @Test
    void theNoteGoesWhenItIsOver() {
        keys(UNKNOWN_PROJECT);
        assertTrue(noteOnKeys(UNKNOWN_PROJECT).startsWith("WARNING"));

        bench.simulator
                .cloud()
                .addProject(SimulatorSeed.ORGANIZATION_ID, UNKNOWN_PROJECT, "New")
                .assign(
                        UNKNOWN_PROJECT,
                        SimulatorSeed.ADMIN.id(),
                        io.jenkins.plugins.mongodbcloud.testing.simulator.Role.GROUP_USER_ADMIN);

        assertEquals(1, keys(UNKNOWN_PROJECT).size());
        assertTrue(noteOnKeys(UNKNOWN_PROJECT).startsWith("OK: "));
    }
}
