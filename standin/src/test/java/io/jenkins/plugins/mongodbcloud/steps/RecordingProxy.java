package io.jenkins.plugins.mongodbcloud.steps;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Passes connections on to a port of this machine and keeps what the client said. */
final class RecordingProxy implements AutoCloseable {
    private static final Pattern RESPONSE = Pattern.compile("response=\"([0-9a-f]{32})\"");

    private final ServerSocket listening;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    RecordingProxy(int target) throws IOException {
        this.target = target;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        thread(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** All that clients said, byte for byte. */
    String said() {
        return said.toString(StandardCharsets.ISO_8859_1);
    }

    /** The digest responses among that. */
    List<String> digestResponses() {
        return RESPONSE.matcher(said())
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();
    }

    private void accept() throws IOException {
        while (!listening.isClosed()) {
            Socket client = listening.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(client);
            open.add(server);
            thread(() -> copy(client, server, said));
            thread(() -> copy(server, client, OutputStream.nullOutputStream()));
        }
    }

    private static void copy(Socket from, Socket to, OutputStream record) throws IOException {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                record.write(buffer, 0, read);
                to.getOutputStream().write(buffer, 0, read);
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void thread(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException closed) {
                        // The other side has gone, or the test is over.
                    }
                },
                "relay");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
