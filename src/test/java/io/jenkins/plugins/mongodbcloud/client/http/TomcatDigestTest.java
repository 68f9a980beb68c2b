package io.jenkins.plugins.mongodbcloud.client.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.catalina.authenticator.DigestAuthenticator;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Digest as Tomcat checks it. */
@Timeout(60)
class TomcatDigestTest {

    private static final String ROLE = "api";

    @TempDir
    private Path folder;

    @Test
    void deletesArriveAuthenticated() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        Tomcat tomcat = new Tomcat();
        tomcat.setSilent(true);
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.addUser(SimulatorSeed.ADMIN.publicKey(), SimulatorSeed.ADMIN.privateKey());
        tomcat.addRole(SimulatorSeed.ADMIN.publicKey(), ROLE);
        protect((StandardContext) tomcat.addContext("", folder.toString()), seen);
        try {
            tomcat.start();
            ForeignServer.use(tomcat.getConnector().getLocalPort());
        } finally {
            tomcat.stop();
            tomcat.destroy();
        }
        assertEquals(ForeignServer.expected(), seen);
    }

    private static void protect(StandardContext context, List<String> seen) {
        context.setClearReferencesObjectStreamClassCaches(false);
        context.setClearReferencesRmiTargets(false);
        context.setClearReferencesThreadLocals(false);
        context.setLoginConfig(new LoginConfig("DIGEST", ForeignServer.REALM, null, null));
        context.getPipeline().addValve(new DigestAuthenticator());
        SecurityCollection everything = new SecurityCollection();
        everything.addPattern("/*");
        SecurityConstraint constraint = new SecurityConstraint();
        constraint.addCollection(everything);
        constraint.addAuthRole(ROLE);
        context.addConstraint(constraint);
        Tomcat.addServlet(context, "api", new Api(seen)).addMapping("/*");
    }

    private static final class Api extends HttpServlet {
        private static final long serialVersionUID = 1L;

        private final transient List<String> seen;

        Api(List<String> seen) {
            this.seen = seen;
        }

        @Override
        protected void doDelete(HttpServletRequest request, HttpServletResponse response) {
            seen.add(request.getUserPrincipal().getName() + " DELETE " + request.getRequestURI());
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        }
    }
}
