package io.jenkins.plugins.mongodbcloud.client.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.security.AuthenticationState;
import org.eclipse.jetty.security.Constraint;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.SecurityHandler;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.security.authentication.DigestAuthenticator;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.security.Credential;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Digest as Jetty checks it. Jenkins brings a Jetty of its own, so this is tested here alone. */
@Timeout(60)
class JettyDigestTest {

    private static final String ROLE = "api";

    /** Tells when it starts and stops otherwise. Held here, since a logger that nobody refers to forgets its level. */
    private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");

    static {
        JETTY.setLevel(Level.WARNING);
    }

    @Test
    void deletesArriveAuthenticated() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(security(new Api(seen)));
        try {
            server.start();
            ForeignServer.use(connector.getLocalPort());
        } finally {
            server.stop();
        }
        assertEquals(ForeignServer.expected(), seen);
    }

    private static SecurityHandler security(Handler protectedHandler) {
        UserStore users = new UserStore();
        users.addUser(
                SimulatorSeed.ADMIN.publicKey(),
                Credential.getCredential(SimulatorSeed.ADMIN.privateKey()),
                new String[] {ROLE});
        HashLoginService logins = new HashLoginService(ForeignServer.REALM);
        logins.setUserStore(users);
        SecurityHandler.PathMapped security = new SecurityHandler.PathMapped();
        security.setRealmName(ForeignServer.REALM);
        security.setLoginService(logins);
        security.setAuthenticator(new DigestAuthenticator());
        security.put("/*", Constraint.from(ROLE));
        security.setHandler(protectedHandler);
        return security;
    }

    private static final class Api extends Handler.Abstract {
        private final List<String> seen;

        Api(List<String> seen) {
            this.seen = seen;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            String user = AuthenticationState.getUserPrincipal(request).getName();
            seen.add(user + " " + request.getMethod() + " "
                    + request.getHttpURI().getPath());
            response.setStatus(HttpStatus.NO_CONTENT_204);
            callback.succeeded();
            return true;
        }
    }
}
