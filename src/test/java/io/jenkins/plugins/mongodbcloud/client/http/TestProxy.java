package io.jenkins.plugins.mongodbcloud.client.http;

import io.jenkins.plugins.mongodbcloud.client.ProxyRules;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** An HTTP proxy on a loopback port, for whole URLs and for CONNECT, with a record of every byte it sees. */
final class TestProxy implements AutoCloseable {

    /** Decides on a request from its {@code Proxy-Authorization}, empty if there is none. */
    @FunctionalInterface
    interface Guard {
        Guard NONE = (method, uri, authorization) -> null;

        /** The challenge to answer with, or null to let the request pass. */
        String challenge(String method, String uri, String authorization);
    }

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<CountDownLatch> tunnels = new CopyOnWriteArrayList<>();
    private final List<String> heads = new ArrayList<>();
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
    private volatile Guard guard = Guard.NONE;
    private volatile String refusal;
    private volatile boolean endless;

    TestProxy() throws IOException {
        start(() -> {
            while (true) {
                Socket client = server.accept();
                start(() -> serve(client));
            }
        });
    }

    /** The rules that send everything through this proxy. */
    ProxyRules rules(String user, String password) {
        return host -> Optional.of(new ProxyRules.Proxy("127.0.0.1", server.getLocalPort(), user, password));
    }

    ProxyRules rules() {
        return rules(null, null);
    }

    TestProxy guardedBy(Guard newGuard) {
        guard = newGuard;
        return this;
    }

    /** Answers every request with this status, in words, and this body. */
    TestProxy refusing(String status, String body) {
        refusal = status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        return this;
    }

    /** Answers every request with this status and a body that goes on until the client closes. */
    TestProxy refusingWithoutEnd(String status) {
        refusal = status + "\r\nConnection: close\r\n\r\n";
        endless = true;
        return this;
    }

    /** Waits until the client has ended all tunnels. */
    void awaitNoTunnels() throws InterruptedException {
        for (CountDownLatch tunnel : tunnels) {
            tunnel.await();
        }
    }

    /** The request lines so far. */
    synchronized List<String> requestLines() {
        return heads.stream().map(head -> head.substring(0, head.indexOf('\r'))).toList();
    }

    /** The heads of the requests so far. */
    synchronized List<String> heads() {
        return List.copyOf(heads);
    }

    /** Every byte that came by in either direction. */
    synchronized String everything() {
        return seen.toString(StandardCharsets.ISO_8859_1);
    }

    private void serve(Socket client) throws IOException {
        sockets.add(client);
        InputStream in = client.getInputStream();
        OutputStream out = client.getOutputStream();
        for (String head = readHead(in); !head.isEmpty(); head = readHead(in)) {
            note(head);
            String[] line = head.substring(0, head.indexOf('\r')).split(" ");
            String challenge = guard.challenge(line[0], line[1], header(head, "Proxy-Authorization"));
            if (challenge != null) {
                String answer = "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: " + challenge
                        + "\r\nContent-Length: 0\r\n\r\n";
                out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
            } else if (refusal != null) {
                refuse(out);
            } else if (line[0].equals("CONNECT")) {
                tunnel(client, line[1]);
                return;
            } else {
                forward(client, head, line);
                return;
            }
        }
    }

    private void refuse(OutputStream out) throws IOException {
        out.write(("HTTP/1.1 " + refusal).getBytes(StandardCharsets.ISO_8859_1));
        while (endless) {
            out.write(new byte[8192]);
        }
    }

    private void tunnel(Socket client, String authority) throws IOException {
        int colon = authority.lastIndexOf(':');
        Socket target = new Socket(authority.substring(0, colon), Integer.parseInt(authority.substring(colon + 1)));
        sockets.add(target);
        client.getOutputStream().write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        CountDownLatch ended = new CountDownLatch(1);
        tunnels.add(ended);
        start(() -> relay(target, client));
        try (client;
                target) {
            relay(client, target);
        } finally {
            ended.countDown();
        }
    }

    private void forward(Socket client, String head, String[] line) throws IOException {
        URI uri = URI.create(line[1]);
        String path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        StringBuilder request = new StringBuilder(line[0] + " " + path + " HTTP/1.1\r\n");
        head.lines()
                .skip(1)
                .filter(each -> !each.isEmpty())
                .filter(each -> !each.toLowerCase(Locale.ROOT).matches("(proxy-.*|connection:.*)"))
                .forEach(each -> request.append(each).append("\r\n"));
        Socket target = new Socket(uri.getHost(), uri.getPort());
        sockets.add(target);
        request.append("Connection: close\r\n\r\n");
        target.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
        try (client;
                target) {
            relay(target, client);
        }
    }

    /** Passes on what comes until that ends, and then that it has ended. */
    private void relay(Socket from, Socket to) throws IOException {
        byte[] buffer = new byte[8192];
        for (int read = from.getInputStream().read(buffer);
                read > 0;
                read = from.getInputStream().read(buffer)) {
            synchronized (this) {
                seen.write(buffer, 0, read);
            }
            to.getOutputStream().write(buffer, 0, read);
        }
        to.shutdownOutput();
    }

    private synchronized void note(String head) {
        heads.add(head);
        seen.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A head up to and with its empty line; empty at the end of the connection. */
    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.append((char) next);
            if (head.length() >= 4 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
                return head.toString();
            }
        }
        return "";
    }

    private static String header(String head, String name) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElse("");
    }

    @FunctionalInterface
    private interface Task {
        void run() throws IOException;
    }

    private static void start(Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException closed) {
                        // Either end has gone: so has what this thread was for.
                    }
                },
                "test-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Closeable socket : sockets) {
            socket.close();
        }
    }
}
