package io.jenkins.plugins.mongodbcloud.reliability;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** A server on a loopback port that answers each request with bytes made for it, whatever they are. */
final class RawServer implements Closeable {
    private static final int BACKLOG = 1_024;
    private static final int LONGEST_HEAD = 16_384;
    private static final long PATIENCE_SECONDS = 30;

    /** What becomes of the connection after an answer. */
    enum Ending {
        KEEP,
        CLOSE,
        RESET
    }

    record Reply(byte[] bytes, Ending ending) {}

    private final ServerSocket listening =
            new ServerSocket(0, BACKLOG, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "raw-server");
        thread.setDaemon(true);
        return thread;
    });
    private final Function<String, Reply> script;

    /** @param script from the head of a request, as it came, to the answer; called from many threads */
    RawServer(Function<String, Reply> script) throws IOException {
        this.script = script;
        threads.execute(this::accept);
    }

    String origin() {
        return "http://127.0.0.1:" + listening.getLocalPort();
    }

    /**
     * Waits until no connection is open.
     *
     * @throws TimeoutException if one stays open
     */
    void awaitNoConnections() throws InterruptedException, TimeoutException {
        synchronized (open) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (!open.isEmpty()) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    throw new TimeoutException(open.size() + " connections stay open");
                }
                open.wait(left);
            }
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                open.add(socket);
                threads.execute(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The end.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (String head = head(in); head != null; head = head(in)) {
                Reply reply = script.apply(head);
                socket.getOutputStream().write(reply.bytes());
                if (reply.ending() == Ending.RESET) {
                    socket.setSoLinger(true, 0);
                }
                if (reply.ending() != Ending.KEEP) {
                    return;
                }
            }
        } catch (IOException gone) {
            // The client hung up.
        } finally {
            synchronized (open) {
                open.remove(socket);
                open.notifyAll();
            }
        }
    }

    /** Null at the end of the connection. The client sends no bodies. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.append((char) next);
            if (next == '\n'
                    && head.length() >= 4
                    && head.substring(head.length() - 4).equals("\r\n\r\n")) {
                return head.toString();
            }
            if (head.length() > LONGEST_HEAD) {
                throw new IOException("a request longer than any that the client sends");
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
