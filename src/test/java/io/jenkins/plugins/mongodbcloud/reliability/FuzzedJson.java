package io.jenkins.plugins.mongodbcloud.reliability;

import java.util.List;

/** JSON of the API's words in all the wrong places. */
final class FuzzedJson {
    /** Stands for the digest response that the client sent, and is as long. */
    static final String ECHO = "@@-THE-RESPONSE-OF-THE-CLIENT-@@";

    private static final int DEEPEST = 4;
    private static final int MOST_FIELDS = 6;
    private static final int TOO_DEEP = 200;
    private static final int TOO_LONG = 70_000;

    private static final List<String> NAMES = List.of(
            "status",
            "content",
            "error",
            "errorCode",
            "detail",
            "reason",
            "parameters",
            "results",
            "totalCount",
            "id",
            "publicKey",
            "desc",
            "roles",
            "groupId",
            "roleName",
            "name",
            "links",
            "",
            "\\u0000",
            "x");
    private static final List<String> SCALARS = List.of(
            "null",
            "true",
            "0",
            "-1",
            "200",
            "204",
            "404",
            "500",
            "600",
            "1e999",
            "-0.0",
            "2147483648",
            "1E400",
            "9".repeat(90),
            "9".repeat(120),
            "0.1e-300",
            "NaN",
            "01",
            "+1",
            "Infinity");
    private static final List<String> TEXTS = List.of(
            "",
            "API_KEY_NOT_FOUND",
            "GROUP_NOT_FOUND",
            "RATE_LIMITED",
            "IP_ADDRESS_NOT_ON_ACCESS_LIST",
            "UNEXPECTED_ERROR",
            "5d1d12c087d9d63e6d682438",
            "5A0A1E7E0F2912C554080ADC",
            "203.0.113.7",
            "::1",
            "1:2:3:4:5:6:7:8:9",
            ":".repeat(300),
            "a\\nb\\r\\u2028c",
            "\\u001b[8mha:AAAA\\u001b[0m",
            "\\ud800",
            "\\uD83D\\uDE00",
            "<b>&amp;",
            "{0} {1}",
            "Digest username=\\\"x\\\", response=\\\"" + ECHO + "\\\"",
            "response=\\\"" + ECHO + "\\\"",
            "response=&quot;" + ECHO + "&quot;",
            "response%3D%22" + ECHO + "%22",
            "x" + ECHO,
            "\u00fc\u4e2d\u202e");

    private FuzzedJson() {}

    /** A document; usually JSON. */
    static String document(SeededRandom dice) {
        if (dice.percent(4)) {
            int depth = 1 + dice.below(TOO_DEEP);
            return "{\"detail\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
        }
        if (dice.below(200) == 0) {
            return "{\"detail\":\"" + "x".repeat(dice.below(TOO_LONG)) + "\"}";
        }
        return dice.percent(40) ? page(dice) : value(dice, 0);
    }

    /** A list of keys with something wrong in it, at times. */
    private static String page(SeededRandom dice) {
        StringBuilder text = new StringBuilder("{\"links\":[],\"results\":[");
        int keys = dice.below(4);
        for (int i = 0; i < keys; i++) {
            text.append(i > 0 ? "," : "")
                    .append("{\"id\":")
                    .append(dice.percent(80) ? "\"5d1d12c087d9d63e6d68243" + dice.below(10) + "\"" : value(dice, 2))
                    .append(",\"publicKey\":")
                    .append(dice.percent(80) ? "\"abcdwxyz\"" : value(dice, 2))
                    .append(",\"desc\":")
                    .append(value(dice, DEEPEST))
                    .append(",\"roles\":")
                    .append(
                            dice.percent(70)
                                    ? "[{\"groupId\":\"5a0a1e7e0f2912c554080adc\",\"roleName\":\"GROUP_OWNER\"}]"
                                    : value(dice, 2))
                    .append('}');
        }
        return text.append("],\"totalCount\":")
                .append(dice.percent(80) ? String.valueOf(keys) : dice.one(SCALARS))
                .append('}')
                .toString();
    }

    private static String value(SeededRandom dice, int depth) {
        int kind = dice.below(depth >= DEEPEST ? 2 : 5);
        if (kind == 0) {
            return dice.one(SCALARS);
        }
        if (kind == 1) {
            return '"' + dice.one(TEXTS) + '"';
        }
        boolean object = kind > 2;
        StringBuilder text = new StringBuilder(object ? "{" : "[");
        int fields = dice.below(MOST_FIELDS);
        for (int i = 0; i < fields; i++) {
            text.append(i > 0 ? "," : "");
            if (object) {
                text.append('"').append(dice.one(NAMES)).append("\":");
            }
            text.append(value(dice, depth + 1));
        }
        return text.append(object ? '}' : ']').toString();
    }
}
