package io.jenkins.plugins.mongodbcloud.client.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.ClientLimits;
import io.jenkins.plugins.mongodbcloud.client.ForbiddenHosts;
import io.jenkins.plugins.mongodbcloud.client.InvalidBaseUrlException;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.client.ProxyRules;
import io.jenkins.plugins.mongodbcloud.client.Session;
import io.jenkins.plugins.mongodbcloud.client.TransportFailure;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Link-local and metadata addresses are never connected to, however they are written or resolved. */
class ForbiddenHostsTest {

    private static final ApiKeyPair KEYS = new ApiKeyPair("adminkey", "3f9c27d4-52be-4a61-8f0e-d1c5a7b3e940");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.0.1",
                "169.254.170.2",
                "fe80::1",
                "[fe80::1]",
                "[FE80::1%25eth0]",
                "fd00:ec2::254",
                "[fd00:0ec2:0:0:0:0:0:254]",
                "fd20:ce::254",
                "100.100.100.200",
                "metadata.google.internal",
                "Metadata.Google.Internal.",
                "metadata.goog",
                "::ffff:169.254.169.254",
                "[::169.254.169.254]",
                "64:ff9b::169.254.169.254",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1:a9fe:a9:fe00::",
                "64:ff9b:1::169.254.169.254",
                "64:ff9b:1:a9:fe:a9fe::",
                "64:ff9b:1:0:a9:fea9:fe00:0",
                "2002:a9fe:a9fe::1",
                "[2002:a83f:8110::]",
                "168.63.129.16",
                "192.0.0.192",
                "fd00:ec2::23",
                "2852039166",
                "0xA9FEA9FE",
                "0xa9.254.0xA9.254",
                "0251.0376.0251.0376",
                "169.254.43518",
                "169.16689662",
                "0169.0254.0169.0254",
                "0250.077.0201.020",
                "metadata",
                "instance-data.ec2.internal",
                "metadata.tencentyun.com",
                "\uff11\uff16\uff19.254.169.254",
                "169\u3002254\u3002169\u3002254"
            })
    void isRefusedAsWritten(String host) {
        assertTrue(ForbiddenHosts.isForbidden(host));
        String url = "https://" + (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + "/";
        InvalidBaseUrlException refused =
                assertThrows(InvalidBaseUrlException.class, () -> ApiEndpoint.of("Ours", Product.OPS_MANAGER, url));
        assertEquals(InvalidBaseUrlException.Problem.FORBIDDEN_HOST, refused.problem());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cloud.mongodb.com",
                "localhost",
                "127.0.0.1",
                "[::1]",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "fd00::1",
                "100.64.0.1",
                "169.253.1.1",
                "64:ff9b::8.8.8.8",
                "64:ff9b:1::10.0.0.1",
                "2002:808:808::1",
                "192.0.0.191",
                "168.63.129.17",
                "2130706433",
                "0x7f.1",
                "1.2.3.4.5",
                "4294967296",
                "0xA9FEA9FE0",
                "256.254.169.254",
                "",
                ".",
                "999.1.1.1",
                "metadata.example.com"
            })
    void isAllowed(String host) {
        assertFalse(ForbiddenHosts.isForbidden(host));
    }

    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getByName(literal);
    }

    /** Leads every name to these addresses. */
    private static TestResolver names(InetAddress... addresses) {
        return host -> addresses;
    }

    private static InetAddress[] resolve(InetAddress... addresses) throws Exception {
        try (Scheduler timers = new Scheduler();
                NameResolver resolver = new NameResolver(names(addresses), timers)) {
            resolver.lookUp("mms.example.com", Duration.ofSeconds(30)).get();
            return resolver.resolve("mms.example.com");
        }
    }

    @Test
    void aNameThatLeadsToSuchAnAddressIsRefusedEvenIfItLeadsElsewhereToo() throws Exception {
        InetAddress[] both = {address("10.0.0.1"), address("169.254.169.254")};

        ExecutionException refused = assertThrows(ExecutionException.class, () -> resolve(both));

        TransportFailure failure = FailureClassifier.of(refused.getCause());
        assertEquals(TransportFailure.Kind.FORBIDDEN, failure.kind());
        assertEquals("mms.example.com is at 169.254.169.254", failure.detail());
    }

    @Test
    void aNameThatLeadsElsewhereIsResolved() throws Exception {
        InetAddress[] there = {address("10.0.0.1")};

        assertArrayEquals(there, resolve(there));
    }

    @Test
    void theClientAnswersWithTheFaultAfterOneAttempt() throws Exception {
        ProxyRules direct = ProxyRules.DIRECT;
        ApiEndpoint endpoint = ApiEndpoint.of("Ours", Product.OPS_MANAGER, "http://mms.example.com:8080");
        try (HttpAdminClient api =
                new HttpAdminClient(() -> ClientLimits.DEFAULT, direct, Optional.empty(), names(address("fe80::1")))) {
            Session session = api.openSession(endpoint, KEYS, () -> false).get(10, TimeUnit.SECONDS);

            CallResult<?> answer = session.call(Operations.listProjects(1)).get(10, TimeUnit.SECONDS);

            assertEquals(
                    TransportFailure.Kind.FORBIDDEN,
                    answer.failure().orElseThrow().kind());
            assertEquals(1, answer.cost().attempts());
            assertFalse(answer.cost().mayHaveTakenEffect());
            session.close();
        }
    }
}
