package io.jenkins.plugins.mongodbcloud.admin;

import static io.jenkins.plugins.mongodbcloud.admin.TestBed.ADMIN;
import static io.jenkins.plugins.mongodbcloud.admin.TestBed.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many lanes there can be, and who gets the next one. Nothing is sent here. */
@Timeout(60)
class LanePlacesTest {

    private static final ApiEndpoint BUSY = ApiEndpoint.of("busy", Product.OPS_MANAGER, "http://127.0.0.1:9");
    private static final ApiEndpoint OTHER = ApiEndpoint.of("other", Product.OPS_MANAGER, "http://127.0.0.1:9/other");

    private AdminApi api;
    private final Deque<Lane> open = new ArrayDeque<>();

    @BeforeEach
    void takeAllPlaces() {
        api = new AdminApi(() -> TestBed.QUICK, ProxyRules.DIRECT);
        for (int count = 0; count < LanePool.MAX_LANES; count++) {
            CompletableFuture<Lane> lane = open(BUSY);
            assertTrue(lane.isDone());
            open.add(await(lane));
        }
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private CompletableFuture<Lane> open(ApiEndpoint endpoint) {
        return api.openLane(endpoint, ADMIN, () -> false);
    }

    @Test
    void oneLaneTooManyWaitsForAPlaceAndGetsIt() {
        CompletableFuture<Lane> waiting = open(BUSY);
        assertFalse(waiting.isDone());

        open.pop().close();

        assertTrue(waiting.isDone());
        assertFalse(open(BUSY).isDone(), "the place is taken again");
        await(waiting).close();
    }

    @Test
    void aLaneThatIsClosedTwiceGivesOnePlaceBack() {
        CompletableFuture<Lane> first = open(BUSY);
        CompletableFuture<Lane> second = open(BUSY);
        Lane lane = open.pop();

        lane.close();
        lane.close();

        assertTrue(first.isDone());
        assertFalse(second.isDone());
    }

    @Test
    void placesAreGivenInTheOrderInWhichTheyWereAskedFor() {
        List<CompletableFuture<Lane>> waiting = List.of(open(BUSY), open(BUSY), open(BUSY));
        for (int given = 1; given <= waiting.size(); given++) {
            open.pop().close();
            assertEquals(
                    given, waiting.stream().filter(CompletableFuture::isDone).count());
            assertTrue(waiting.get(given - 1).isDone());
        }
    }

    @Test
    void anotherEndpointHasPlacesOfItsOwn() {
        assertTrue(open(OTHER).isDone());
    }

    @Test
    void whoGivesUpWaitingLeavesTheLine() {
        CompletableFuture<Lane> impatient = open(BUSY);
        CompletableFuture<Lane> patient = open(BUSY);

        assertTrue(impatient.cancel(false));
        open.pop().close();

        assertTrue(patient.isDone());
        assertTrue(impatient.isCancelled());
    }

    @Test
    void theLineIsBoundedAndWhoIsTooManyIsToldAtOnce() {
        List<CompletableFuture<Lane>> line = new ArrayList<>();
        for (int count = 0; count < LanePool.MAX_WAITING; count++) {
            line.add(open(BUSY));
        }
        CompletableFuture<Lane> tooMany = open(BUSY);
        assertTrue(tooMany.isDone());
        ExecutionException failure = assertThrows(ExecutionException.class, tooMany::get);
        assertInstanceOf(RuntimeException.class, failure.getCause());

        line.forEach(waiting -> waiting.cancel(false));

        assertFalse(open(BUSY).isDone(), "there is room in the line again");
    }

    @Test
    void aLongLineIsServedToItsEnd() throws Exception {
        CountDownLatch served = new CountDownLatch(LanePool.MAX_WAITING);
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try {
            for (int count = 0; count < LanePool.MAX_WAITING; count++) {
                open(BUSY)
                        .thenAcceptAsync(
                                lane -> {
                                    served.countDown();
                                    lane.close();
                                },
                                caller);
            }

            open.pop().close();

            assertTrue(served.await(TestBed.PATIENCE.toSeconds(), TimeUnit.SECONDS), () -> served.getCount() + " wait");
        } finally {
            caller.shutdown();
        }
    }

    @Test
    void allPlacesComeBack() {
        open.forEach(Lane::close);
        open.clear();
        takeAllPlacesAgain();
        assertFalse(open(BUSY).isDone());
    }

    private void takeAllPlacesAgain() {
        for (int count = 0; count < LanePool.MAX_LANES; count++) {
            assertTrue(open(BUSY).isDone());
        }
    }
}
