package io.jenkins.plugins.mongodbcloud.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.model.TaskListener;
import io.jenkins.plugins.mongodbcloud.demo.DemoStepContext;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How the access of a block ended is in the log when the step, and perhaps the build, is over. */
@Timeout(60)
class BlockEndLineTest {

    @AutoClose
    private StandInJenkins bench;

    @BeforeEach
    void start(@TempDir Path home) throws Exception {
        bench = new StandInJenkins(home);
    }

    /** A log that notes whether the step was over when the line was printed. */
    private static final class Log extends PrintStream {
        private final transient CompletableFuture<DemoStepContext> step = new CompletableFuture<>();
        private final transient List<Boolean> overBefore = new CopyOnWriteArrayList<>();

        Log() {
            super(OutputStream.nullOutputStream());
        }

        @Override
        public void println(String line) {
            if (line.contains("was unassigned from project")) {
                overBefore.add(step.join().outcome().isDone());
            }
        }
    }

    @Test
    void lineComesBeforeTheEndOfTheStep() throws Exception {
        Log log = new Log();
        TaskListener listener = () -> log;
        FlowNode node = StandInJenkins.node();
        DemoStepContext context =
                new DemoStepContext(List.of(bench.run(), bench.run().getParent(), listener, node));
        log.step.complete(context);
        GrantOptions options = new GrantOptions(StandInJenkins.PROJECT);
        options.setCredentialsId(StandInJenkins.OWNER);
        options.setRoles(List.of("GROUP_READ_ONLY"));
        new WithApiKeyStep(options).start(context).start();
        context.body()
                .get(StandInJenkins.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .begin();
        context.body().get().succeed(null);
        context.outcome().get(StandInJenkins.PATIENCE.toSeconds(), TimeUnit.SECONDS);

        assertEquals(List.of(false), log.overBefore);
    }
}
