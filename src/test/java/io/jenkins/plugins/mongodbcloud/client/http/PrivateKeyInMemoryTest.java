package io.jenkins.plugins.mongodbcloud.client.http;

import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.ClientLimits;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.client.ProxyRules;
import io.jenkins.plugins.mongodbcloud.client.Session;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Role;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedCloud;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedKey;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Looks for a private key, and for what stands in for it, in all that the JVM holds after the sessions are closed. */
@Timeout(60)
class PrivateKeyInMemoryTest {

    private static final String KEY_ID = "5d1d12c087d9d63e6d682450";
    private static final ClientLimits LIMITS =
            SimulatorExtension.QUICK.withWaits(Duration.ofMillis(1), Duration.ofSeconds(15));
    private static final byte MASK = 0x5a;
    private static final int CHUNK = 1 << 20;
    /** Longer than anything that is searched for. */
    private static final int OVERLAP = 128;

    @TempDir
    private Path folder;

    @Test
    void isGoneWhenTheSessionIsClosedAlthoughItsStateIsKeptAndAnotherWasCancelledInAWait() throws Exception {
        HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        assumeTrue(jvm != null, "this JVM cannot write its heap to a file");
        SimulatedCloud cloud = SimulatorSeed.cloud();
        try (Simulator simulator = Simulator.builder().cloud(cloud).start();
                HttpAdminClient api = new HttpAdminClient(() -> LIMITS, ProxyRules.DIRECT)) {
            Map<String, byte[]> wanted = useKeyOf(simulator, api);
            cloud.deleteApiKey(SimulatorSeed.ORGANIZATION_ID, KEY_ID);
            assertTrue(simulator.journal().openConnections() > 0);
            Path heap = folder.resolve("heap.hprof");
            jvm.dumpHeap(heap.toString(), true);

            Map<String, Integer> found = search(heap, wanted);
            assertTrue(found.remove("the public key") > 0, "the search finds what is there");
            found.forEach((what, times) -> assertEquals(0, times, what));
        }
    }

    /** Everything here that knows the key is garbage when this returns; only masked copies get out. */
    private static Map<String, byte[]> useKeyOf(Simulator simulator, HttpAdminClient api) throws Exception {
        SimulatedKey key =
                new SimulatedKey(KEY_ID, "heapdump", UUID.randomUUID().toString(), "of this test");
        simulator
                .cloud()
                .addApiKey(SimulatorSeed.ORGANIZATION_ID, key)
                .assign(SimulatorSeed.PROJECT_ID, KEY_ID, Role.GROUP_USER_ADMIN);
        ApiEndpoint endpoint = ApiEndpoint.of("simulator", Product.CLOUD_MANAGER, simulator.baseUrl());
        try (Session waiting = await(api.openSession(endpoint, SimulatorExtension.pair(key), () -> false));
                Session other = await(api.openSession(endpoint, SimulatorExtension.ADMIN, () -> false))) {
            cancelInAWait(simulator, waiting, other);
        }
        for (int number = 1; number <= 3; number++) {
            try (Session session = await(api.openSession(endpoint, SimulatorExtension.pair(key), () -> false))) {
                CallResult<?> answer = await(session.call(
                        Operations.unassignApiKey(SimulatorSeed.PROJECT_ID, SimulatorExtension.ciKey(number))));
                assertEquals(Optional.of(204), answer.status());
                assertEquals(number == 1 ? 2 : 1, answer.cost().requests(), "the session is kept");
            }
        }
        byte[] ha1 = MessageDigest.getInstance("MD5")
                .digest(("heapdump:MMS Public API:" + key.privateKey()).getBytes(StandardCharsets.UTF_8));
        String hexHa1 = HexFormat.of().formatHex(ha1);
        Map<String, byte[]> wanted = new LinkedHashMap<>();
        wanted.put("the private key in bytes", masked(key.privateKey(), StandardCharsets.ISO_8859_1));
        wanted.put("the private key in characters", masked(key.privateKey(), StandardCharsets.UTF_16BE));
        wanted.put(
                "its digest in bytes",
                masked(new String(ha1, StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1));
        wanted.put("its digest in hexadecimal bytes", masked(hexHa1, StandardCharsets.ISO_8859_1));
        wanted.put("its digest in hexadecimal characters", masked(hexHa1, StandardCharsets.UTF_16BE));
        wanted.put("the public key", masked(key.publicKey(), StandardCharsets.ISO_8859_1));
        return wanted;
    }

    private static void cancelInAWait(Simulator simulator, Session waiting, Session other) throws Exception {
        String later = "HTTP/1.1 503 Later\r\nRetry-After: 3600\r\nContent-Length: 0\r\n\r\n";
        simulator
                .faults()
                .next(InjectedFault.raw(later.getBytes(StandardCharsets.US_ASCII))
                        .on(Phase.DELETE));
        CompletableFuture<?> call =
                waiting.call(Operations.unassignApiKey(SimulatorSeed.PROJECT_ID, SimulatorExtension.ciKey(9)));
        simulator.journal().awaitRequests(Phase.DELETE, 1, SimulatorExtension.PATIENCE);
        // The one I/O thread has read the 503 when it reads a response that came after.
        await(other.call(Operations.listProjects(1)));
        call.cancel(true);
    }

    private static byte[] masked(String secret, Charset charset) {
        byte[] bytes = secret.getBytes(charset);
        for (int index = 0; index < bytes.length; index++) {
            bytes[index] ^= MASK;
        }
        return bytes;
    }

    private static Map<String, Integer> search(Path file, Map<String, byte[]> wanted) throws IOException {
        Map<String, Integer> found = new LinkedHashMap<>();
        wanted.forEach((what, masked) -> found.put(what, 0));
        byte[] window = new byte[OVERLAP + CHUNK];
        int kept = 0;
        try (InputStream heap = Files.newInputStream(file)) {
            for (int read = heap.readNBytes(window, kept, CHUNK);
                    read > 0;
                    read = heap.readNBytes(window, kept, CHUNK)) {
                int filled = kept + read;
                wanted.forEach((what, masked) -> found.merge(what, count(window, filled, masked), Integer::sum));
                kept = Math.min(OVERLAP, filled);
                System.arraycopy(window, filled - kept, window, 0, kept);
            }
        }
        return found;
    }

    private static int count(byte[] window, int filled, byte[] masked) {
        byte first = (byte) (masked[0] ^ MASK);
        int times = 0;
        for (int start = 0; start <= filled - masked.length; start++) {
            if (window[start] == first && isAt(window, start, masked)) {
                times++;
            }
        }
        return times;
    }

    private static boolean isAt(byte[] window, int start, byte[] masked) {
        for (int index = 1; index < masked.length; index++) {
            if (window[start + index] != (byte) (masked[index] ^ MASK)) {
                return false;
            }
        }
        return true;
    }
}
