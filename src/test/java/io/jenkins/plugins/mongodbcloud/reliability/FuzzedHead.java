package io.jenkins.plugins.mongodbcloud.reliability;

import java.util.ArrayList;
import java.util.List;

/** Status lines, headers and challenges that no server should send, and some that it may. */
final class FuzzedHead {
    /** Stands for a nonce that was never used before. */
    static final String NONCE = "@@NONCE@@";

    private static final int LONGER_THAN_A_LINE = 9_000;
    private static final int MANY_HEADERS = 300;

    private static final List<String> STATUS_LINES = List.of(
            "HTTP/1.0 204 No Content",
            "HTTP/1.1 204",
            "HTTP/1.1  204  No Content",
            "HTTP/2 204",
            "HTTP/2.0 200 OK",
            "HTTP/0.9 200 OK",
            "HTTP/1.2 204 x",
            "HTTP/1.1 2O4 No Content",
            "HTTP/1.1 -204 x",
            "HTTP/1.1 0204 x",
            "HTTP/1.1 99999999999 x",
            "HTTP/1.1 20",
            "HTTP/1.1",
            "HTTP/",
            "HTP/1.1 204 x",
            "http/1.1 204 x",
            "ICY 200 OK",
            "",
            " HTTP/1.1 204 x",
            "HTTP/1.1\t204\tx",
            "HTTP/1.1 204 \u0000\u0007",
            "HTTP/1.1 204 \u00e9\u00ff",
            "SSH-2.0-OpenSSH_9.2p1",
            "\u0016\u0003\u0001\u0002\u0000",
            "PRI * HTTP/2.0",
            "* BYE",
            "x".repeat(LONGER_THAN_A_LINE));
    private static final List<Integer> STATUSES = List.of(
            200, 201, 204, 206, 226, 299, 300, 302, 304, 307, 400, 401, 402, 403, 404, 405, 407, 408, 409, 410, 411,
            418, 429, 431, 451, 499, 500, 501, 502, 503, 504, 511, 599, 600, 999, 100, 101, 102, 103, 199);
    private static final List<String> HEADERS = List.of(
            "Content-Type: application/json",
            "Content-Type: text/html; charset=x-none",
            "Content-Type: ;;;=",
            "Content-Type: application/json; charset=UTF-16",
            "Content-Encoding: gzip",
            "Content-Encoding: br, gzip",
            "Connection: close",
            "Connection: keep-alive",
            "Connection: upgrade",
            "Upgrade: h2c",
            "Keep-Alive: timeout=-1",
            "Keep-Alive: timeout=99999999999999999999",
            "Retry-After: 0",
            "Retry-After: 1",
            "Retry-After: -1",
            "Retry-After: 999999999",
            "Retry-After: 99999999999999999999",
            "Retry-After: Thu, 01 Jan 1970 00:00:00 GMT",
            "Retry-After: Fri, 31 Dec 99999 23:59:59 GMT",
            "Retry-After: soon",
            "Retry-After:",
            "RateLimit-Remaining: 0",
            "RateLimit-Remaining: x",
            "X-Error-Code: API_KEY_NOT_FOUND",
            "X-Error-Code: <script>",
            "X-Error-Code: " + FuzzedJson.ECHO,
            "Location: http://127.0.0.1:9/",
            "Location: \\\\::",
            "Set-Cookie: a=b",
            "Proxy-Authenticate: Basic realm=\"x\"",
            "Date: never",
            "Trailer: X-Error-Code",
            "Alt-Svc: h3=\":443\"",
            " folded: line",
            "no colon",
            ": no name",
            "sp ace: x",
            "X-Nul: a\u0000b",
            "X-Eight: \u00e9\u00ff\u0080",
            "Content-Length: 0",
            "Content-Length: 5",
            "Content-Length: -1",
            "Content-Length: 99999999999999999999",
            "Content-Length: 5, 5",
            "Content-Length: x",
            "Transfer-Encoding: chunked",
            "Transfer-Encoding: gzip, chunked",
            "Transfer-Encoding: identity",
            "Transfer-Encoding: x");
    private static final List<String> ALGORITHMS = List.of(
            "MD5",
            "md5",
            "MD5-sess",
            "SHA-256",
            "SHA-256-sess",
            "SHA-512-256",
            "SHA",
            "token",
            "",
            "\"MD5\"",
            "MD5,SHA-256");
    private static final List<String> QOPS = List.of(
            "\"auth\"",
            "auth",
            "\"auth-int\"",
            "\"auth,auth-int\"",
            "\"\"",
            "\"x\"",
            "\"auth, \"",
            "\",\"",
            "\"AUTH\"");
    private static final List<String> VALUES = List.of(
            "\"MMS Public API\"",
            "\"\"",
            "x",
            "\"a\\\"b\"",
            "\"a\\\\\"",
            "\"\u00e9\"",
            "\"unfinished",
            "\"a,b=c\"",
            "",
            "\"" + "n".repeat(500) + "\"",
            "\"" + NONCE + "\"",
            "\"\t\"",
            "=",
            "\"x\" \"y\"");
    private static final List<String> OTHERS = List.of(
            "Basic realm=\"x\"",
            "Negotiate",
            "NTLM TlRMTVNTUAAC",
            "Bearer",
            "Digest",
            "Digest ",
            "Digest ,,,",
            "=,=",
            "Digest abcdef==",
            "digest nonce=x",
            "Basic realm=\"x\", Digest realm=\"y\", nonce=\"z\"",
            "",
            "\"",
            ",");

    private FuzzedHead() {}

    static int status(SeededRandom dice) {
        return dice.one(STATUSES);
    }

    static String statusLine(SeededRandom dice, int status) {
        return dice.percent(85) ? "HTTP/1.1 " + status + " Reason" : dice.one(STATUS_LINES);
    }

    /** Some headers, without those on framing unless by chance. */
    static List<String> headers(SeededRandom dice) {
        List<String> headers = new ArrayList<>();
        int count = dice.percent(2) ? MANY_HEADERS : dice.below(5);
        for (int i = 0; i < count; i++) {
            headers.add(dice.one(HEADERS));
        }
        if (dice.percent(2)) {
            headers.add("X-Long: " + "l".repeat(dice.below(LONGER_THAN_A_LINE)));
        }
        if (dice.percent(15)) {
            headers.add("WWW-Authenticate: " + challenge(dice));
        }
        return headers;
    }

    /** The value of a {@code WWW-Authenticate} header; every second one can be answered. */
    static String challenge(SeededRandom dice) {
        if (dice.percent(15)) {
            return dice.one(OTHERS);
        }
        boolean right = dice.percent(50);
        StringBuilder text = new StringBuilder("Digest realm=")
                .append(right ? VALUES.get(0) : dice.one(VALUES))
                .append(", nonce=")
                .append(right ? "\"" + NONCE + "\"" : dice.one(VALUES));
        add(dice, text, "algorithm", dice.percent(60) ? "MD5" : dice.one(ALGORITHMS));
        add(dice, text, dice.percent(20) ? "op" : "qop", dice.percent(60) ? "\"auth\"" : dice.one(QOPS));
        add(dice, text, "domain", dice.one(VALUES));
        add(dice, text, "opaque", dice.one(VALUES));
        add(dice, text, "stale", dice.percent(50) ? "true" : dice.one(VALUES));
        add(dice, text, "charset", dice.percent(50) ? "UTF-8" : dice.one(VALUES));
        add(dice, text, "userhash", dice.percent(50) ? "true" : dice.one(VALUES));
        return text.toString();
    }

    private static void add(SeededRandom dice, StringBuilder text, String name, String value) {
        if (dice.percent(45)) {
            text.append(", ").append(name).append('=').append(value);
        }
    }
}
