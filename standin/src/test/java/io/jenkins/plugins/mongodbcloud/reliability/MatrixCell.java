package io.jenkins.plugins.mongodbcloud.reliability;

import io.jenkins.plugins.mongodbcloud.access.AccessExecution;
import io.jenkins.plugins.mongodbcloud.access.AccessReport;
import io.jenkins.plugins.mongodbcloud.access.AccessTask;
import io.jenkins.plugins.mongodbcloud.access.ExperiencedWorker;
import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.access.KeySelector;
import io.jenkins.plugins.mongodbcloud.access.UnassignApiKey;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.client.ClientLimits;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.client.ProxyRules;
import io.jenkins.plugins.mongodbcloud.client.ServiceAccount;
import io.jenkins.plugins.mongodbcloud.client.http.HttpAdminClient;
import io.jenkins.plugins.mongodbcloud.demo.DemoRun;
import io.jenkins.plugins.mongodbcloud.journal.BuildJournal;
import io.jenkins.plugins.mongodbcloud.journal.JournalSnapshot;
import io.jenkins.plugins.mongodbcloud.journal.SensitiveValues;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.LoggedRequest;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Plays one cell of the matrix against a simulator of its own. */
final class MatrixCell {
    /** What the client waits for an answer from a server that gives none. */
    static final Duration SILENCE = Duration.ofSeconds(1);

    static final int ATTEMPTS = 5;

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);
    private static final Duration WHOLE_CALL = Duration.ofSeconds(50);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(50);
    private static final long PATIENCE_SECONDS = 60;
    private static final String CALL = "the-call";
    private static final String CREDENTIALS = "key-pair-of-jenkins";
    private static final ApiKeyPair ADMIN =
            new ApiKeyPair(SimulatorSeed.ADMIN.publicKey(), SimulatorSeed.ADMIN.privateKey());
    private static final ServiceAccount ACCOUNT =
            new ServiceAccount(SimulatorSeed.ADMIN_ACCOUNT.clientId(), SimulatorSeed.ADMIN_ACCOUNT.secret());
    private static final InjectedFault WAIT_THEN_CLOSED =
            InjectedFault.raw("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));

    private final MatrixPhase phase;
    private final InjectedFault fault;
    private final boolean always;
    private final DemoRun build;
    private final CountDownLatch stopNow;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private MatrixProject world;
    private Simulator simulator;

    /** @param build in whose folder the journal is kept */
    MatrixCell(MatrixPhase phase, InjectedFault fault, boolean always, DemoRun build) {
        this.phase = phase;
        this.fault = fault;
        this.always = always;
        this.build = build;
        this.stopNow = new CountDownLatch(phase == MatrixPhase.ABORT && always ? 2 : 1);
    }

    CellResult play() throws Exception {
        world = new MatrixProject(phase);
        long begun = System.nanoTime();
        try (Simulator started = Simulator.builder().cloud(world.cloud()).start()) {
            simulator = started;
            simulator.journal().onRequest(this::seen);
            if (phase == MatrixPhase.RETRY_WAIT) {
                simulator.faults().next(WAIT_THEN_CLOSED.on(phase.phase()));
            }
            if (!isSecondToBeHit()) {
                arm();
            }
            AccessReport report = phase == MatrixPhase.RESTART ? throughARestart() : run(true);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            String outcomes = report.results().stream()
                    .map(result -> result.outcome().name())
                    .collect(Collectors.joining(", "));
            List<String> flaws = world.flaws(report, build, simulator);
            return new CellResult(phase, fault, always, outcomes, simulator.requests(), time(report), millis, flaws);
        }
    }

    /** Whether the request to be hit comes after one of its kind that is not. */
    private boolean isSecondToBeHit() {
        return phase == MatrixPhase.LIST_PAGE || phase == MatrixPhase.ABORT || phase == MatrixPhase.RESTART;
    }

    private void arm() {
        InjectedFault placed = (phase == MatrixPhase.ANSWER_LOST ? fault.afterPerforming() : fault).on(phase.phase());
        // The first page, which is read again to prove the list, has so many bytes that one by one they take too long.
        boolean tooSlow = phase == MatrixPhase.LIST_PAGE && fault.toString().startsWith("one byte every");
        if (always && !tooSlow) {
            simulator.faults().always(placed);
        } else {
            // The request that a restart cuts off meets the fault as well.
            simulator.faults().repeat(phase == MatrixPhase.RESTART ? 2 : 1, placed);
        }
    }

    private void seen(LoggedRequest request) {
        boolean first = simulator.journal().requests(phase.phase()) == 1;
        if (isSecondToBeHit()
                && first
                && request.authenticated()
                && request.fault().isEmpty()) {
            arm();
        } else if (!request.fault().isEmpty() && stopNow.getCount() > 0) {
            stopNow.countDown();
            if (stopNow.getCount() == 0 && (phase == MatrixPhase.ABORT || phase == MatrixPhase.RESTART)) {
                // The answer is held back until the run is over, so that it is surely over before the answer.
                awaitQuietly(stopped);
            }
        }
    }

    private AccessReport throughARestart() throws Exception {
        ExecutorService before = Executors.newFixedThreadPool(2);
        try (HttpAdminClient api = client()) {
            start(api, before);
            awaitQuietly(stopNow);
        } finally {
            before.shutdownNow();
        }
        before.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        stopped.countDown();
        return run(false);
    }

    private AccessReport run(boolean stoppable) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(2);
        try (HttpAdminClient api = client()) {
            AccessExecution unassignment = start(api, workers);
            if (stoppable && phase == MatrixPhase.ABORT) {
                awaitQuietly(stopNow);
                unassignment.cancel();
            }
            CompletableFuture<AccessReport> report = unassignment.report();
            AccessReport reported = report.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            stopped.countDown();
            return reported;
        } finally {
            workers.shutdownNow();
        }
    }

    private AccessExecution start(HttpAdminClient api, ExecutorService workers) throws Exception {
        AccessTask task = task();
        return ExperiencedWorker.of(api, workers, task).start(task, journal(), () -> false);
    }

    private HttpAdminClient client() {
        ClientLimits limits = new ClientLimits(
                LONG_ENOUGH,
                isSilent() ? SILENCE : LONG_ENOUGH,
                WHOLE_CALL,
                ATTEMPTS,
                Duration.ofMillis(1),
                LONGEST_WAIT,
                LONG_ENOUGH);
        return new HttpAdminClient(() -> limits, ProxyRules.DIRECT);
    }

    private AccessTask task() throws Exception {
        KeySelector selector = phase == MatrixPhase.LIST_PAGE
                ? new KeySelector.ByDescription(MatrixProject.DESCRIPTION + "*")
                : new KeySelector.ByIds(world.named());
        return AccessTask.builder()
                .endpoint(ApiEndpoint.of("The simulator", Product.CLOUD_MANAGER, simulator.baseUrl()))
                .operation(new UnassignApiKey())
                .projectId(SimulatorSeed.PROJECT_ID)
                .selector(selector)
                .maxKeys(phase.keys())
                .credential(phase == MatrixPhase.TOKEN ? ACCOUNT : ADMIN)
                .credentialsId(CREDENTIALS)
                .resumeState(JournalSnapshot.of(build).resumeState(CALL, "The simulator", SimulatorSeed.PROJECT_ID))
                .build();
    }

    private BuildJournal journal() {
        return new BuildJournal(
                build, CALL, "The simulator", SimulatorSeed.PROJECT_ID, SensitiveValues.NONE, result -> {});
    }

    private boolean isSilent() {
        return isSilent(fault);
    }

    /** Whether the client learns of the fault from its clock alone. */
    static boolean isSilent(InjectedFault fault) {
        return fault.toString().startsWith(InjectedFault.silence().toString());
    }

    private String time(AccessReport report) {
        int attempts =
                report.results().stream().mapToInt(KeyResult::attempts).max().orElse(1);
        int retries = Math.max(attempts - 1, retriesSeen());
        boolean timedOut = isSilent() && (phase != MatrixPhase.ABORT || retries > 0);
        return switch (retries) {
            case 0 -> timedOut ? "time-out" : "at once";
            case 1 -> (timedOut ? "time-out, " : "") + "1 retry";
            default -> (timedOut ? "time-outs, " : "") + retries + " retries";
        };
    }

    /** Attempts that are in no key's result: those on lists, and those that an abort cut off. */
    private int retriesSeen() {
        if (phase != MatrixPhase.LIST_PAGE && phase != MatrixPhase.ABORT) {
            return 0;
        }
        int retries = 0;
        LoggedRequest before = null;
        for (LoggedRequest request : simulator.log()) {
            boolean again = before != null && before.target().equals(request.target());
            // A 401 is answered without a wait.
            if (again && !before.fault().isEmpty() && !before.fault().startsWith("401")) {
                retries++;
            }
            before = request;
        }
        return retries;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("what was waited for has not come");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
