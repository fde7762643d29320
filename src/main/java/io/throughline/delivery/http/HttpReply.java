package io.throughline.delivery.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a target answered to one request.
 *
 * @param status  HTTP status code
 * @param headers response headers; names are compared without regard to case
 * @param body    the bytes, empty when there are none
 */
public record HttpReply(int status, Map<String, String> headers, byte[] body) {

    public HttpReply {
        Map<String, String> lower = new TreeMap<>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        headers = lower;
        body = body == null ? new byte[0] : body;
    }

    /** Whether the status says that it worked. */
    public boolean ok() {
        return status >= 200 && status < 300;
    }

    /** A header by its name, whatever its case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The body as JSON, a missing node when it is none. */
    public JsonNode json() {
        try {
            JsonNode node = Json.MAPPER.readTree(body);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        } catch (IOException impossible) {
            throw new IllegalStateException("reading from memory failed", impossible);
        }
    }

    /**
     * The body as JSON, as {@link XmlTree} when it is XML, or as {@link CsvTree} when its type is {@code text/csv}; a missing node
     * when it is none of them.
     */
    public JsonNode tree() {
        if (header("Content-Type").orElse("").toLowerCase(Locale.ROOT).startsWith("text/csv")) {
            return CsvTree.read(body);
        }
        int at = 0;
        while (at < body.length && (body[at] <= ' ' || (body[at] & 0xff) >= 0xbb)) {
            at++;
        }
        return at < body.length && body[at] == '<' ? XmlTree.read(body) : json();
    }

    /** The body as text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
