package io.jenkins.plugins.mongodbcloud.testing.simulator;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One plain connection on which every byte is the test's own. Reading gives up after 20 s rather than hang. */
final class RawClient implements Closeable {
    private static final int GIVE_UP_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;
    private String challenge;
    private int nc;

    RawClient(Simulator simulator) throws IOException {
        socket = new Socket(InetAddress.getByName("127.0.0.1"), simulator.port());
        socket.setSoTimeout(GIVE_UP_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    record Reply(int status, List<String> head, String body) {
        /** The values of a header, whose name is given in lower case. */
        List<String> headers(String name) {
            return head.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ": "))
                    .map(line -> line.substring(name.length() + 2))
                    .toList();
        }

        String header(String name) {
            return headers(name).isEmpty() ? "" : headers(name).get(0);
        }

        String challenge() {
            return header("www-authenticate");
        }

        String errorCode() {
            return Json.read(body).orElseThrow().path("errorCode").asText();
        }
    }

    void send(String method, String target, String... headerLines) throws IOException {
        StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String line : headerLines) {
            request.append(line).append("\r\n");
        }
        sendBytes(request.append("\r\n").toString());
    }

    /** Sends a document; otherwise as {@link #askAs}. */
    Reply tellAs(SimulatedKey key, String method, String target, String json, String... headerLines)
            throws IOException {
        List<String> lines = new ArrayList<>(List.of(headerLines));
        if (lines.stream().noneMatch(line -> line.startsWith("Content-Type: "))) {
            lines.add("Content-Type: application/json");
        }
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        lines.add("Content-Length: " + body.length);
        if (challenge == null) {
            challenge = ask("GET", target).challenge();
        }
        sendAs(key, method, target, lines.toArray(String[]::new));
        socket.getOutputStream().write(body);
        return read(method);
    }

    void sendBytes(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Reply ask(String method, String target, String... headerLines) throws IOException {
        send(method, target, headerLines);
        return read(method);
    }

    /** Sends a request that is authenticated as this key; the challenge for it is fetched once per connection. */
    void sendAs(SimulatedKey key, String method, String target, String... headerLines) throws IOException {
        if (challenge == null) {
            challenge = ask(method, target).challenge();
        }
        nc++;
        List<String> lines = new ArrayList<>(List.of(headerLines));
        lines.add(new DigestByHand(challenge, method, target, key, nc).line());
        send(method, target, lines.toArray(String[]::new));
    }

    Reply askAs(SimulatedKey key, String method, String target, String... headerLines) throws IOException {
        sendAs(key, method, target, headerLines);
        return read(method);
    }

    Reply read(String method) throws IOException {
        List<String> head = readHead();
        int status = Integer.parseInt(head.get(0).split(" ")[1]);
        Reply headOnly = new Reply(status, head, "");
        if (status == 204 || method.equals("HEAD")) {
            return headOnly;
        }
        byte[] body = headOnly.header("transfer-encoding").equals("chunked")
                ? readChunks()
                : exactly(Integer.parseInt(headOnly.header("content-length")));
        return new Reply(status, head, new String(body, StandardCharsets.UTF_8));
    }

    List<String> readHead() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            lines.add(line);
        }
        return lines;
    }

    /** One byte; -1 at the end. */
    int readByte() throws IOException {
        return in.read();
    }

    byte[] exactly(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException(bytes.length + " of " + count + " bytes");
        }
        return bytes;
    }

    /** All that comes until the server ends the connection. */
    String readToEnd() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    private byte[] readChunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(readLine(), 16);
            body.writeBytes(exactly(size));
            readLine();
            if (size == 0) {
                return body.toByteArray();
            }
        }
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("The connection ended after: " + line);
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
