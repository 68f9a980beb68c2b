package io.jenkins.plugins.mongodbcloud.client.http;

import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.ADMIN;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.client.ProxyRules;
import io.jenkins.plugins.mongodbcloud.client.Session;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
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
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many sessions there can be, and who gets the next one. Nothing is sent here. */
@Timeout(60)
class SessionLimitTest {

    private static final ApiEndpoint BUSY = ApiEndpoint.of("busy", Product.OPS_MANAGER, "http://127.0.0.1:9");
    private static final ApiEndpoint OTHER = ApiEndpoint.of("other", Product.OPS_MANAGER, "http://127.0.0.1:9/other");

    @AutoClose
    private HttpAdminClient api;

    private final Deque<Session> open = new ArrayDeque<>();

    @BeforeEach
    void takeAllPlaces() {
        api = new HttpAdminClient(() -> SimulatorExtension.QUICK, ProxyRules.DIRECT);
        for (int count = 0; count < SessionPlaces.MAX_SESSIONS; count++) {
            CompletableFuture<Session> session = open(BUSY);
            assertTrue(session.isDone());
            open.add(await(session));
        }
    }

    private CompletableFuture<Session> open(ApiEndpoint endpoint) {
        return api.openSession(endpoint, ADMIN, () -> false);
    }

    @Test
    void oneSessionTooManyWaitsForAPlaceAndGetsIt() {
        CompletableFuture<Session> waiting = open(BUSY);
        assertFalse(waiting.isDone());

        open.pop().close();

        assertTrue(waiting.isDone());
        assertFalse(open(BUSY).isDone(), "the place is taken again");
        await(waiting).close();
    }

    @Test
    void aSessionThatIsClosedTwiceGivesOnePlaceBack() {
        CompletableFuture<Session> first = open(BUSY);
        CompletableFuture<Session> second = open(BUSY);
        Session session = open.pop();

        session.close();
        session.close();

        assertTrue(first.isDone());
        assertFalse(second.isDone());
    }

    @Test
    void placesAreGivenInTheOrderInWhichTheyWereAskedFor() {
        List<CompletableFuture<Session>> waiting = List.of(open(BUSY), open(BUSY), open(BUSY));
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
        CompletableFuture<Session> impatient = open(BUSY);
        CompletableFuture<Session> patient = open(BUSY);

        assertTrue(impatient.cancel(false));
        open.pop().close();

        assertTrue(patient.isDone());
        assertTrue(impatient.isCancelled());
    }

    @Test
    void theLineIsBoundedAndWhoIsTooManyIsToldAtOnce() {
        List<CompletableFuture<Session>> line = new ArrayList<>();
        for (int count = 0; count < SessionPlaces.MAX_WAITING; count++) {
            line.add(open(BUSY));
        }
        CompletableFuture<Session> tooMany = open(BUSY);
        assertTrue(tooMany.isDone());
        ExecutionException failure = assertThrows(ExecutionException.class, tooMany::get);
        assertInstanceOf(RuntimeException.class, failure.getCause());

        line.forEach(waiting -> waiting.cancel(false));

        assertFalse(open(BUSY).isDone(), "there is room in the line again");
    }

    @Test
    void aLongLineIsServedToItsEnd() throws Exception {
        CountDownLatch served = new CountDownLatch(SessionPlaces.MAX_WAITING);
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try {
            for (int count = 0; count < SessionPlaces.MAX_WAITING; count++) {
                open(BUSY)
                        .thenAcceptAsync(
                                session -> {
                                    served.countDown();
                                    session.close();
                                },
                                caller);
            }

            open.pop().close();

            assertTrue(
                    served.await(SimulatorExtension.PATIENCE.toSeconds(), TimeUnit.SECONDS),
                    () -> served.getCount() + " wait");
        } finally {
            caller.shutdown();
        }
    }

    @Test
    void allPlacesComeBack() {
        open.forEach(Session::close);
        open.clear();
        takeAllPlacesAgain();
        assertFalse(open(BUSY).isDone());
    }

    private void takeAllPlacesAgain() {
        for (int count = 0; count < SessionPlaces.MAX_SESSIONS; count++) {
            assertTrue(open(BUSY).isDone());
        }
    }
}
