package io.jenkins.plugins.mongodbcloud.client.http;

import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.ADMIN;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.PROJECT;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.await;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.show;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.client.ApiCredential;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.CallResult.Nothing;
import io.jenkins.plugins.mongodbcloud.client.CreatedApiKey;
import io.jenkins.plugins.mongodbcloud.client.ErrorCategory;
import io.jenkins.plugins.mongodbcloud.client.Operation;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.ServiceAccount;
import io.jenkins.plugins.mongodbcloud.client.Session;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Http2Faults;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Role;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedKey;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests with a document, and when one that makes something is sent again: only where nothing can have been made. */
@Timeout(60)
class RequestBodyTest {

    private static final List<String> READ_ONLY = List.of("GROUP_READ_ONLY");
    private static final String KEY = SimulatorSeed.UNASSIGNED_KEY_ID;
    private static final ServiceAccount ACCOUNT =
            new ServiceAccount(SimulatorSeed.ADMIN_ACCOUNT.clientId(), SimulatorSeed.ADMIN_ACCOUNT.secret());

    @RegisterExtension
    private static final SimulatorExtension plain = SimulatorExtension.plain();

    @RegisterExtension
    private static final SimulatorExtension tls = SimulatorExtension.tls();

    @AfterEach
    void clear() {
        for (SimulatorExtension bed : List.of(plain, tls)) {
            bed.simulator.faults().clear();
            bed.simulator.behaviour().upgrading(false).mostKeys(500);
            bed.cloud().unassign(PROJECT, KEY);
            bed.with(SimulatorExtension.QUICK);
        }
    }

    static Stream<Arguments> ways() {
        return Stream.of(
                Arguments.of("HTTP/1.1", "key pair"),
                Arguments.of("HTTP/1.1", "service account"),
                Arguments.of("HTTP/2", "key pair"),
                Arguments.of("HTTP/2", "service account"));
    }

    private static SimulatorExtension bed(String protocol) {
        return protocol.equals("HTTP/2") ? tls : plain;
    }

    private static ApiCredential credential(String kind) {
        return kind.equals("key pair") ? ADMIN : ACCOUNT;
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("ways")
    void aKeyIsMadeWithItsDescriptionAndRolesAndItsPrivateHalfIsHandedOver(String protocol, String kind) {
        SimulatorExtension bed = bed(protocol);
        CallResult<CreatedApiKey> result =
                call(bed, bed.endpoint(), credential(kind), create("Gr\u00fc\u00dfe \"von\" Jenkins \uD83D\uDE80"));

        CreatedApiKey created = result.value().orElseThrow(() -> new AssertionError(show(result)));
        SimulatedKey made = lastMade(bed);
        assertEquals(made.id(), created.key().id());
        assertEquals("Gr\u00fc\u00dfe \"von\" Jenkins \uD83D\uDE80", made.description());
        assertEquals(READ_ONLY, created.key().roles());
        assertEquals(SimulatorSeed.ORGANIZATION_ID, created.orgId());
        assertEquals(made.privateKey(), created.pair().privateKey());
        assertEquals(made.publicKey(), created.pair().publicKey());
        assertEquals(Set.of(Role.GROUP_READ_ONLY), bed.cloud().rolesIn(PROJECT, made.id()));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("ways")
    void aKeyIsAssignedWithItsRolesAndThoseReplaceTheEarlierOnes(String protocol, String kind) {
        SimulatorExtension bed = bed(protocol);

        assertDone(call(bed, bed.endpoint(), credential(kind), assign("GROUP_OWNER", "GROUP_READ_ONLY")));
        assertEquals(Set.of(Role.GROUP_OWNER, Role.GROUP_READ_ONLY), bed.cloud().rolesIn(PROJECT, KEY));

        assertDone(call(bed, bed.endpoint(), credential(kind), assign("GROUP_READ_ONLY")));
        assertEquals(Set.of(Role.GROUP_READ_ONLY), bed.cloud().rolesIn(PROJECT, KEY));
    }

    @Test
    void atlasIsSentItsVersionedMediaType() {
        assertDone(call(plain, plain.atlas(), ADMIN, assign("GROUP_READ_ONLY")));
        assertEquals(Set.of(Role.GROUP_READ_ONLY), plain.cloud().rolesIn(PROJECT, KEY));
    }

    @Test
    void anOwnerOfTheOrganizationDeletesAKeyAndAddsToItsAccessList() {
        SimulatedKey owner = new SimulatedKey(
                "5d1d12c087d9d63e6d680001", "orgowner", "0b1a52e0-6f0c-4f3e-9d52-7c1e5b1a9fff", "Owner");
        plain.cloud().addApiKey(SimulatorSeed.ORGANIZATION_ID, owner, Role.ORG_OWNER);
        ApiCredential keys = SimulatorExtension.pair(owner);
        call(plain, plain.endpoint(), keys, create("for the access list"));
        String id = lastMade(plain).id();
        List<String> addresses = List.of("203.0.113.7", "198.51.100.0/24", "2001:db8::1");

        assertDone(call(plain, plain.endpoint(), keys, allow(id, addresses)));
        assertEquals(addresses, plain.cloud().accessListOf(id));
        assertEquals(
                Optional.of(ErrorCategory.ALREADY_THERE),
                call(plain, plain.endpoint(), keys, allow(id, addresses)).category());
        assertEquals(
                Optional.of(ErrorCategory.MISSING_ROLE),
                call(plain, plain.endpoint(), ADMIN, allow(id, addresses)).category());

        assertEquals(
                Optional.of(ErrorCategory.MISSING_ROLE),
                call(plain, plain.endpoint(), ADMIN, delete(id)).category());
        assertDone(call(plain, plain.endpoint(), keys, delete(id)));
        assertFalse(plain.simulator.orgKeyExists(SimulatorSeed.ORGANIZATION_ID, id));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("ways")
    void theDocumentIsSentAgainAfterAChallengeAndOnEachRetry(String protocol, String kind) {
        SimulatorExtension bed = bed(protocol);
        InjectedFault again =
                kind.equals("key pair") ? InjectedFault.staleChallenge() : InjectedFault.unauthorizedWithoutChallenge();
        bed.simulator
                .faults()
                .next(
                        again.on(Phase.ASSIGN),
                        InjectedFault.lostThenError(500).on(Phase.ASSIGN),
                        InjectedFault.rateLimited(0).on(Phase.ASSIGN));

        CallResult<ApiKey> result = call(bed, bed.endpoint(), credential(kind), assign("GROUP_READ_ONLY"));

        assertDone(result);
        assertEquals(3, result.cost().attempts(), show(result));
        assertEquals(List.of(), bed.simulator.faults().pending());
        assertEquals(Set.of(Role.GROUP_READ_ONLY), bed.cloud().rolesIn(PROJECT, KEY));
    }

    /** After each of these a key may have been made, whether it was or not. */
    static final List<InjectedFault> UNCERTAIN = List.of(
            InjectedFault.lostThenReset(),
            InjectedFault.lostThenError(500),
            InjectedFault.lostThenError(503),
            InjectedFault.cutInHead(),
            InjectedFault.cutInBody(),
            InjectedFault.reset(),
            InjectedFault.close(),
            InjectedFault.html(502),
            InjectedFault.error(500, "UNEXPECTED_ERROR", "Unexpected error."),
            InjectedFault.html(200).instead(),
            cut("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 99\r\n\r\n<html>").afterPerforming());

    private static InjectedFault cut(String response) {
        return InjectedFault.raw(response.getBytes(StandardCharsets.US_ASCII));
    }

    static Stream<Arguments> uncertain() {
        return UNCERTAIN.stream()
                .flatMap(fault -> Stream.of("HTTP/1.1", "HTTP/2").map(protocol -> Arguments.of(fault, protocol)));
    }

    @ParameterizedTest(name = "{0} over {1}")
    @MethodSource("uncertain")
    void aKeyIsNotMadeAgainAfterAnAttemptThatMayHaveMadeOne(InjectedFault fault, String protocol) {
        SimulatorExtension bed = bed(protocol);
        bed.simulator.faults().next(fault.on(Phase.CREATE));
        long before = bed.simulator.journal().requests(Phase.CREATE);

        CallResult<CreatedApiKey> result = call(bed, bed.endpoint(), ADMIN, create("once"));

        assertEquals(1, bed.simulator.journal().requests(Phase.CREATE) - before, show(result));
        assertTrue(result.value().isEmpty(), show(result));
        assertTrue(result.cost().mayHaveTakenEffect(), "not told that a key may have been made: " + show(result));
    }

    @Test
    void aKeyIsNotMadeAgainWhenNoResponseComes() {
        plain.with(SimulatorExtension.QUICK.withTimeouts(
                Duration.ofSeconds(5), Duration.ofMillis(60), Duration.ofSeconds(5)));
        plain.simulator.faults().next(InjectedFault.lostThenSilence().on(Phase.CREATE));
        long before = plain.simulator.journal().requests(Phase.CREATE);

        CallResult<CreatedApiKey> result = call(plain, plain.endpoint(), ADMIN, create("once"));

        assertEquals(1, plain.simulator.journal().requests(Phase.CREATE) - before, show(result));
        assertTrue(result.cost().mayHaveTakenEffect(), show(result));
    }

    /** After each of these it is known that nothing was made. */
    static final List<InjectedFault> CERTAIN = List.of(
            InjectedFault.staleChallenge(),
            InjectedFault.rateLimited(0),
            InjectedFault.error(405, "WRITES_NOT_ALLOWED_DURING_APP_UPGRADES", "Upgrade."));

    @ParameterizedTest
    @FieldSource("CERTAIN")
    void aKeyIsMadeByTheNextAttemptWhereTheOneBeforeMadeNone(InjectedFault fault) {
        plain.simulator.faults().next(fault.on(Phase.CREATE));
        int before = plain.cloud().createdKeys().size();

        CallResult<CreatedApiKey> result = call(plain, plain.endpoint(), ADMIN, create("once"));

        assertTrue(result.value().isPresent(), show(result));
        assertFalse(result.cost().mayHaveTakenEffect(), show(result));
        assertEquals(1, plain.cloud().createdKeys().size() - before);
    }

    @Test
    void aStreamThatWasNotProcessedIsNoAttemptThatMayHaveMadeAKey() {
        tls.simulator.faults().next(Http2Faults.refusedStream().on(Phase.CREATE));
        int before = tls.cloud().createdKeys().size();

        CallResult<CreatedApiKey> result = call(tls, tls.endpoint(), ADMIN, create("once"));

        assertTrue(result.value().isPresent(), show(result));
        assertEquals(1, tls.cloud().createdKeys().size() - before);
    }

    @Test
    void refusalsSayWhy() {
        assertRefused(ErrorCategory.UNSUPPORTED_ROLE, 400, plain.endpoint(), create("x", "GROUP_CLUSTER_MANAGER"));
        assertRefused(ErrorCategory.UNSUPPORTED_ROLE, 400, plain.atlas(), create("x", "GROUP_AUTOMATION_ADMIN"));
        plain.simulator.behaviour().mostKeys(1);
        assertRefused(ErrorCategory.KEY_LIMIT, 403, plain.atlas(), create("x"));
        plain.with(SimulatorExtension.attempts(SimulatorExtension.QUICK, 1));
        plain.simulator.behaviour().upgrading(true);
        assertRefused(ErrorCategory.WRITES_DISABLED, 405, plain.atlas(), create("x"));
        assertRefused(ErrorCategory.WRITES_DISABLED, 405, plain.atlas(), assign("GROUP_READ_ONLY"));
    }

    @Test
    void thePrivateHalfIsInNoText() {
        CallResult<CreatedApiKey> result = call(plain, plain.endpoint(), ADMIN, create("secret"));
        String secret = lastMade(plain).privateKey();
        assertFalse(show(result).contains(secret), "in the text of a result");

        plain.simulator.faults().next(document("{\"privateKey\":\"" + secret + "\",\"id\":\"malformed\"}"));
        assertFalse(show(call(plain, plain.endpoint(), ADMIN, create("a"))).contains(secret), "malformed ID");
        plain.simulator.faults().next(document("{\"privateKey\":\"" + secret + "\",\"error\":1}"));
        assertFalse(show(call(plain, plain.endpoint(), ADMIN, create("b"))).contains(secret), "reports an error");
        plain.simulator.faults().next(document("{\"privateKey\":\"" + secret.substring(0, 30)));
        assertFalse(
                show(call(plain, plain.endpoint(), ADMIN, create("c"))).contains(secret.substring(0, 20)),
                "broken off");
    }

    private static InjectedFault document(String json) {
        return InjectedFault.answer(200, "application/json", json).instead().on(Phase.CREATE);
    }

    private static Operation<CreatedApiKey> create(String description, String... roles) {
        return Operations.createApiKey(PROJECT, description, roles.length == 0 ? READ_ONLY : List.of(roles));
    }

    private static Operation<ApiKey> assign(String... roles) {
        return Operations.assignApiKey(PROJECT, KEY, List.of(roles));
    }

    private static Operation<Nothing> allow(String id, List<String> addresses) {
        return Operations.allowAddresses(SimulatorSeed.ORGANIZATION_ID, id, addresses);
    }

    private static Operation<Nothing> delete(String id) {
        return Operations.deleteApiKey(SimulatorSeed.ORGANIZATION_ID, id);
    }

    private static <T> CallResult<T> call(
            SimulatorExtension bed, ApiEndpoint endpoint, ApiCredential credential, Operation<T> operation) {
        try (Session session = bed.session(endpoint, credential)) {
            return await(session.call(operation));
        }
    }

    private static SimulatedKey lastMade(SimulatorExtension bed) {
        List<SimulatedKey> made = bed.cloud().createdKeys();
        return made.get(made.size() - 1);
    }

    private static void assertDone(CallResult<?> result) {
        assertTrue(result.value().isPresent(), show(result));
    }

    private static void assertRefused(
            ErrorCategory category, int status, ApiEndpoint endpoint, Operation<?> operation) {
        CallResult<?> result = call(plain, endpoint, ADMIN, operation);
        assertEquals(Optional.of(category), result.category(), show(result));
        assertEquals(Optional.of(status), result.status(), show(result));
    }
}
