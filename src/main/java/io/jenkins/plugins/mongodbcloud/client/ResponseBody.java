package io.jenkins.plugins.mongodbcloud.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The body of a response and what it was recognized as.
 *
 * @param json the document if it is JSON, else a missing node
 * @param text the first characters of anything else; the name of the encoding if it is {@link Format#ENCODED}
 */
record ResponseBody(Format format, JsonNode json, String text) {

    enum Format {
        EMPTY,
        JSON,
        HTML,
        TEXT,
        /** In a content encoding that was not undone. */
        ENCODED,
        /** Longer than the limit up to which it was read. */
        TOO_LARGE
    }

    private static final int MAX_DEPTH = 32;
    private static final int MAX_STRING = 64 * 1024;
    private static final int MAX_NUMBER = 100;
    private static final int START = 8 * 1024;
    private static final int SHOWN = 80;

    private static final Pattern HTML = Pattern.compile(
            "(?i)\\s*+(?:<\\?xml[^>]*+>\\s*+)?<(?:!doctype\\s+html|!--|html|head|body|title|h1|center|script|meta)\\b?");
    private static final Pattern TITLE = Pattern.compile("(?i)<(?:title|h1|h2)\\b[^>]*+>([^<]++)");
    private static final Pattern MARKUP = Pattern.compile("(?is)<(script|style)\\b.*?(?:</\\1\\s*+>|$)|<[^>]*+>?");

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_STRING)
                            .maxNumberLength(MAX_NUMBER)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static ResponseBody of(Response response) {
        byte[] bytes = response.body();
        if (response.truncated()) {
            return without(Format.TOO_LARGE, start(bytes));
        }
        if (bytes.length == 0) {
            return without(Format.EMPTY, "");
        }
        String encoding = response.header("content-encoding").orElse("").strip();
        if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("identity")) {
            return without(Format.ENCODED, encoding);
        }
        try {
            JsonNode json = MAPPER.readTree(bytes);
            if (json != null && !json.isMissingNode()) {
                return new ResponseBody(Format.JSON, json, "");
            }
        } catch (IOException | RuntimeException e) {
            // Neither is JSON that the API would not send: with a name twice, or nested too deep.
            return ofText(start(bytes));
        }
        return ofText(start(bytes));
    }

    private static ResponseBody ofText(String text) {
        return without(HTML.matcher(text).lookingAt() ? Format.HTML : Format.TEXT, text);
    }

    private static ResponseBody without(Format format, String text) {
        return new ResponseBody(format, MAPPER.missingNode(), text);
    }

    private static String start(byte[] bytes) {
        String text = new String(bytes, 0, Math.min(bytes.length, START), StandardCharsets.UTF_8);
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    /** The document in an envelope. */
    ResponseBody content() {
        JsonNode content = json.path("content");
        return content.isNull() || content.isMissingNode()
                ? without(Format.EMPTY, "")
                : new ResponseBody(Format.JSON, content, "");
    }

    /** What it is, and its title or first words, on one short line. */
    String describe() {
        return switch (format) {
            case EMPTY -> "no content";
            case JSON -> "JSON " + quote(json.toString());
            case HTML -> "HTML page " + quote(title());
            case TEXT -> "text " + quote(text);
            case ENCODED -> "content in the unsupported encoding " + quote(text);
            case TOO_LARGE ->
                text.isEmpty()
                        ? "more content than the API sends"
                        : "more content than the API sends: " + ofText(text).describe();
        };
    }

    private String title() {
        Matcher titles = TITLE.matcher(text);
        while (titles.find()) {
            if (!titles.group(1).isBlank()) {
                return titles.group(1);
            }
        }
        return MARKUP.matcher(text).replaceAll(" ");
    }

    private static String quote(String text) {
        String start = text.length() <= START ? text : text.substring(0, START);
        String line = LogSanitizer.oneLine(start.replaceAll("\\s++", " "));
        return '"' + (line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…") + '"';
    }
}
