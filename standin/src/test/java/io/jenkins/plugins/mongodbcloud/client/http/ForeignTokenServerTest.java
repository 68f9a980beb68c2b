package io.jenkins.plugins.mongodbcloud.client.http;

import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.client.ProxyRules;
import io.jenkins.plugins.mongodbcloud.client.ServiceAccount;
import io.jenkins.plugins.mongodbcloud.client.Session;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.net.InetAddress;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Access tokens of a server that nobody here wrote. It is in no repository of Jenkins, so this is tested here alone. */
@Timeout(60)
class ForeignTokenServerTest {

    private static final ServiceAccount ACCOUNT =
            new ServiceAccount(SimulatorSeed.ADMIN_ACCOUNT.clientId(), SimulatorSeed.ADMIN_ACCOUNT.secret());

    @Test
    void aTokenIsMintedUsedAndRevoked() throws Exception {
        MockOAuth2Server server = new MockOAuth2Server();
        server.start(InetAddress.getLoopbackAddress(), 0);
        try {
            String host = "http://127.0.0.1:" + server.baseUrl().port();
            ApiEndpoint endpoint = ApiEndpoint.of("foreign", Product.ATLAS, host + "/api/atlas/v2");
            try (HttpAdminClient api = new HttpAdminClient(() -> SimulatorExtension.QUICK, ProxyRules.DIRECT)) {
                try (Session session = await(api.openSession(endpoint, ACCOUNT, () -> false))) {
                    await(session.call(Operations.listProjects(1)));
                }
            }

            RecordedRequest minting = server.takeRequest();
            assertEquals("POST /api/oauth/token HTTP/1.1", minting.getRequestLine());
            ClientSecretBasic sent = ClientSecretBasic.parse(minting.getHeader("Authorization"));
            assertEquals(ACCOUNT.clientId(), sent.getClientID().getValue());
            assertEquals(ACCOUNT.clientSecret(), sent.getClientSecret().getValue());
            String bearer = server.takeRequest().getHeader("Authorization");
            assertTrue(bearer.startsWith("Bearer "), bearer);
            SignedJWT token = SignedJWT.parse(bearer.substring("Bearer ".length()));
            assertEquals(host + "/api/oauth", token.getJWTClaimsSet().getIssuer());
            RecordedRequest revocation = server.takeRequest();
            assertEquals("POST /api/oauth/revoke HTTP/1.1", revocation.getRequestLine());
        } finally {
            server.shutdown();
        }
    }
}
