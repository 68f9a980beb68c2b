package io.jenkins.plugins.mongodbcloud.client.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** Challenges, and answers an authenticated request with whatever a test makes of its {@code Authorization}. */
final class EchoServer implements AutoCloseable {

    private static final String CHALLENGE =
            answer("401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"echo\", nonce=\"bm9uY2U\", qop=\"auth\"", "");

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final UnaryOperator<String> echo;

    EchoServer(UnaryOperator<String> echo) throws IOException {
        this.echo = echo;
        Thread thread = new Thread(this::serve, "echo-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** A whole answer with a status, and further header lines, before the body. */
    static String answer(String status, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return "HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Length: " + length + "\r\n\r\n" + body;
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/api/public/v1.0";
    }

    /** The values of {@code Authorization} so far. */
    List<String> authorizations() {
        return authorizations;
    }

    private void serve() {
        try {
            while (true) {
                try (Socket client = server.accept()) {
                    String authorization = authorization(client.getInputStream());
                    if (!authorization.isEmpty()) {
                        authorizations.add(authorization);
                    }
                    String answer = authorization.isEmpty() ? CHALLENGE : echo.apply(authorization);
                    client.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private static String authorization(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        return head.toString()
                .lines()
                .filter(line -> line.startsWith("Authorization: "))
                .map(line -> line.substring("Authorization: ".length()))
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
