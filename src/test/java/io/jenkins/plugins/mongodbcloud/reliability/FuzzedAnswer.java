package io.jenkins.plugins.mongodbcloud.reliability;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Answers of HTTP/1.1 as bytes, put together wrongly in many ways, then damaged. */
final class FuzzedAnswer {
    private static final int MOST_DAMAGE = 4;
    private static final int MOST_GARBAGE = 200;

    private static final List<String> PAGES = List.of(
            "",
            "{}",
            "{\"error\":404,\"reason\":\"Not Found\",\"detail\":\"No API key.\",\"errorCode\":\"API_KEY_NOT_FOUND\"}",
            "{\"status\":204,\"content\":{}}",
            "{\"status\":404,\"content\":{\"errorCode\":\"API_KEY_NOT_FOUND\"}}",
            "<!DOCTYPE html><html><body><h1>Service unavailable</h1></body></html>",
            "<html><head><title>Request Rejected</title></head><body>Blocked by policy.</body></html>",
            "Client sent an HTTP request to an HTTPS server.",
            "OK",
            "{\"status\":\"404\",\"content\":{}}",
            "{\"fault\":{\"faultstring\":\"quota\"}}",
            "{\"error\":404,\"errorCode\":\"RESOURCE_NOT_FOUND\",\"parameters\":[\"/api/v9\"]}",
            "\ufeff{}",
            "[]",
            "null",
            "\"text\"");
    private static final List<String> TOKENS = List.of(
            "\r\n",
            "\n",
            "\r",
            "\0",
            "\r\n\r\n",
            "HTTP/1.1 204 No Content\r\n\r\n",
            "HTTP/1.1 503 x\r\n\r\n",
            "0\r\n\r\n",
            "ffffffffffffffff\r\n",
            "-1\r\n",
            "1;x=\"y\"\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Content-Length: 1\r\n",
            "\u00ff\u00fe",
            "{",
            "\"",
            "\\u",
            ":",
            ",",
            " ",
            "\t",
            "WWW-Authenticate: Digest nonce=\"",
            "2",
            "9");
    private static final List<String> CHUNK_SIZES =
            List.of("", "0", "-1", "x", "ffffffff", "ffffffffffffffff", "0x5", "5;a=b", " 5", "00000000000000000005");

    private FuzzedAnswer() {}

    /** A body as it travels, in one of several encodings. */
    static byte[] body(SeededRandom dice) {
        if (dice.percent(8)) {
            return dice.bytes(dice.below(MOST_GARBAGE));
        }
        String text = dice.percent(30) ? dice.one(PAGES) : FuzzedJson.document(dice);
        Charset charset = dice.percent(90)
                ? StandardCharsets.UTF_8
                : dice.one(List.of(StandardCharsets.UTF_16, StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16LE));
        byte[] body = text.getBytes(charset);
        if (dice.percent(5)) {
            body = gzip(body);
        }
        return dice.percent(30) ? damaged(dice, body) : body;
    }

    /** A whole answer. */
    static byte[] bytes(SeededRandom dice) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (dice.percent(5)) {
            bytes.writeBytes(latin1("HTTP/1.1 10" + dice.below(4) + " Wait\r\n\r\n"));
        }
        byte[] body = body(dice);
        boolean chunked = dice.percent(25);
        bytes.writeBytes(latin1(FuzzedHead.statusLine(dice, FuzzedHead.status(dice)) + "\r\n"));
        for (String header : FuzzedHead.headers(dice)) {
            bytes.writeBytes(latin1(header + (dice.percent(98) ? "\r\n" : "\n")));
        }
        if (chunked) {
            bytes.writeBytes(latin1("Transfer-Encoding: chunked\r\n"));
        } else if (dice.percent(80)) {
            int length = dice.percent(90) ? body.length : dice.below(2 * body.length + 2);
            bytes.writeBytes(latin1("Content-Length: " + length + "\r\n"));
        }
        bytes.writeBytes(latin1("\r\n"));
        bytes.writeBytes(chunked ? inChunks(dice, body) : body);
        byte[] whole = bytes.toByteArray();
        return dice.percent(40) ? damaged(dice, whole) : whole;
    }

    private static byte[] inChunks(SeededRandom dice, byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int at = 0; at < body.length; ) {
            int size = Math.min(body.length - at, 1 + dice.below(body.length));
            String written = dice.percent(95) ? Integer.toHexString(size) : dice.one(CHUNK_SIZES);
            bytes.writeBytes(latin1(written + "\r\n"));
            bytes.write(body, at, size);
            bytes.writeBytes(latin1(dice.percent(97) ? "\r\n" : ""));
            at += size;
        }
        if (dice.percent(92)) {
            bytes.writeBytes(latin1("0\r\n" + (dice.percent(10) ? "X-Error-Code: TRAILED\r\n" : "") + "\r\n"));
        }
        return bytes.toByteArray();
    }

    /** The same with bytes changed, cut out, doubled, put in or cut off. */
    static byte[] damaged(SeededRandom dice, byte[] bytes) {
        byte[] damaged = bytes;
        int times = 1 + dice.below(MOST_DAMAGE);
        for (int i = 0; i < times; i++) {
            int from = dice.below(damaged.length + 1);
            int to = Math.min(damaged.length, from + dice.below(20));
            switch (dice.below(5)) {
                case 0 -> damaged = splice(damaged, from, to, dice.bytes(to - from));
                case 1 -> damaged = splice(damaged, from, to, new byte[0]);
                case 2 -> damaged = splice(damaged, to, to, Arrays.copyOfRange(damaged, from, to));
                case 3 -> damaged = splice(damaged, from, from, latin1(dice.one(TOKENS)));
                default -> damaged = dice.percent(30) ? Arrays.copyOf(damaged, from) : damaged;
            }
        }
        return damaged;
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] with) {
        byte[] spliced = new byte[from + with.length + bytes.length - to];
        System.arraycopy(bytes, 0, spliced, 0, from);
        System.arraycopy(with, 0, spliced, from, with.length);
        System.arraycopy(bytes, to, spliced, from + with.length, bytes.length - to);
        return spliced;
    }

    private static byte[] gzip(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
