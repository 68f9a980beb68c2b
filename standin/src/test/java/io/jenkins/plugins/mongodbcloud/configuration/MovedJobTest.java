package io.jenkins.plugins.mongodbcloud.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.model.AbstractItem;
import hudson.model.Item;
import hudson.model.ItemGroup;
import io.jenkins.plugins.mongodbcloud.access.Grant;
import io.jenkins.plugins.mongodbcloud.demo.DemoJenkins;
import io.jenkins.plugins.mongodbcloud.freestyle.FreeBuild;
import io.jenkins.plugins.mongodbcloud.freestyle.FreeProject;
import io.jenkins.plugins.mongodbcloud.steps.RenamedJobScenarios;
import io.jenkins.plugins.mongodbcloud.testing.JenkinsFixture;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Grants follow their job to another name or folder, in memory at once and on disk soon. */
@Timeout(120)
class MovedJobTest implements RenamedJobScenarios {

    @TempDir
    private Path home;

    @AutoClose
    private StandInJenkins jenkins;

    private final GrantClock clock = new GrantClock();

    @BeforeEach
    void start() throws Exception {
        jenkins = new StandInJenkins(home);
    }

    @Override
    public JenkinsFixture jenkins() {
        return jenkins;
    }

    private static final class Folder extends AbstractItem implements ItemGroup<Item> {
        private final List<Item> items = new CopyOnWriteArrayList<>();

        Folder(DemoJenkins jenkins, String name) {
            super(jenkins, name);
            jenkins.add(this);
        }

        @Override
        public List<Item> getItems() {
            return items;
        }

        FreeProject job(String name) {
            FreeProject job = new FreeProject(this, name);
            items.add(job);
            ((DemoJenkins) getParent()).add(job);
            return job;
        }

        @Override
        public void renameTo(String name) throws IOException {
            super.renameTo(name);
        }
    }

    private static List<String> jobs() {
        return Grants.get().all().stream()
                .map(grant -> grant.holder().job())
                .sorted()
                .toList();
    }

    private void pendingOf(FreeProject job) throws Exception {
        FreeBuild build = new FreeBuild(job);
        BuildAccess.end(BuildAccess.give(build), build);
        build.finished();
    }

    private void down() {
        StandInJenkins.giveUpSoon();
        jenkins.simulator.faults().always(InjectedFault.html(503).on(Phase.UNASSIGN));
    }

    private long filesThatSay(String text) {
        try (Stream<Path> files = Files.list(home.resolve("mongodb-cloud").resolve("grants"))) {
            long count = 0;
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".json")).toList()) {
                count += Files.readString(file).contains(text) ? 1 : 0;
            }
            return count;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void grantsFollowARenamedFolderAlsoOverARestart() throws Exception {
        Folder folder = new Folder(jenkins.jenkins(), "team");
        new Folder(jenkins.jenkins(), "team-b");
        down();
        pendingOf(folder.job("nightly"));
        pendingOf(folder.job("weekly"));
        pendingOf(new FreeProject(jenkins.jenkins(), "team-other"));
        folder.renameTo("crew");
        assertEquals(List.of("crew/nightly", "crew/weekly", "team-other"), jobs());
        GrantClock.until(() -> filesThatSay("\"crew/") == 2);

        jenkins.restart();
        Folder known = new Folder(jenkins.jenkins(), "crew");
        known.job("nightly");
        known.job("weekly");
        new FreeProject(jenkins.jenkins(), "team-other");
        clock.pass(Duration.ZERO);
        assertEquals(List.of("crew/nightly", "crew/weekly", "team-other"), jobs());
        jenkins.simulator.faults().clear();
        clock.untilSettled();
        assertEquals(List.of(), jenkins.madeKeysWithAccess());
    }

    /** The attempt began with what it knew then, and writes how it ended. */
    @Test
    void attemptThatIsUnderWayDoesNotBringTheOldNameBack() throws Exception {
        down();
        pendingOf(new FreeProject(jenkins.jenkins(), "nightly"));
        jenkins.simulator.faults().clear();
        jenkins.simulator.faults().next(InjectedFault.silence().on(Phase.UNASSIGN));
        StandInJenkins.timeouts(10, 10, 10);
        long before = jenkins.simulator.journal().requests(Phase.UNASSIGN);
        clock.pass(Duration.ofMinutes(6));
        jenkins.simulator.journal().awaitRequests(Phase.UNASSIGN, before + 1, JenkinsFixture.PATIENCE);
        jenkins.jenkins().getItemByFullName("nightly", FreeProject.class).renameTo("renamed");
        jenkins.simulator.faults().always(InjectedFault.html(503).on(Phase.UNASSIGN));
        jenkins.simulator.releaseSilent();

        GrantClock.until(
                () -> Grants.get().all().stream().map(Grant::progress).allMatch(progress -> progress.attempts() == 2));
        assertEquals(List.of("renamed"), jobs());
        assertEquals(1, filesThatSay("\"renamed\""));
    }
}
