package io.throughline.delivery.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * One request to a target, ready to be sent. It carries no credentials: those are added below the route, in the HTTP
 * client of the system.
 *
 * @param token   whether it goes to the token endpoint of the system instead of its API
 * @param method  HTTP method
 * @param path    percent-encoded path below the system's base URL, starting with a slash
 * @param query   percent-encoded query, or null
 * @param headers request headers
 * @param body    the bytes to send, or null
 * @param reads   whether it leaves the target as it is
 */
public record HttpCall(
        boolean token,
        String method,
        String path,
        String query,
        Map<String, String> headers,
        byte[] body,
        boolean reads) {

    /** Largest body that is sent or read, in bytes. */
    public static final int MAX_BODY = 10 * 1024 * 1024;

    private static final String NUMBER = "$number";
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final Set<String> SAFE = Set.of("GET", "HEAD");
    private static final Set<Integer> GONE = Set.of(404, 410);
    private static final Set<String> HEADERS = Set.of(
            "accept", "content-type", "prefer", "sforce-call-options", "if-match", "idempotency-key", "soapaction");
    private static final String UNRESERVED = "-._~:@!$()*,";

    public HttpCall {
        headers = Map.copyOf(headers);
    }

    /** Whether it can be repeated without an effect on the target. */
    public boolean safe() {
        return reads;
    }

    /** Whether it was to delete what is not there, so that nothing is left to do. */
    boolean undone(HttpReply reply) {
        return method.equals("DELETE") && GONE.contains(reply.status());
    }

    /**
     * Reads a request document as a mapping yields it:
     * {@code {"method", "path": [segment, ...], "query": {name: value}, "headers": {name: value}, "body": any,
     * "reads": true when a request that is no GET changes nothing}}; without a path it goes to the base URL itself. What a
     * body may be says {@link BodyFormat}.
     * An object {@code {"$number": "215.0000"}} in the body becomes that number, digit for digit, because JSLT itself has
     * only binary fractions. Every path segment and every query value is percent-encoded here, so that no value can leave its place.
     *
     * @throws IllegalArgumentException when the document asks for what no mapping may ask for
     */
    public static HttpCall of(JsonNode document) {
        String method = document.path("method").asText();
        if (!METHODS.contains(method)) {
            throw new IllegalArgumentException("unknown method '" + method + "' in a request document");
        }
        Map<String, String> headers = headers(document.path("headers"));
        byte[] body = null;
        if (document.hasNonNull("body")) {
            BodyFormat.Body written = BodyFormat.of(exact(document.get("body")));
            body = written.bytes();
            headers.putIfAbsent("Content-Type", written.contentType());
        }
        headers.putIfAbsent("Accept", "application/json");
        boolean reads = SAFE.contains(method) || document.path("reads").asBoolean();
        String path = document.path("path").isMissingNode() ? "" : path(document.path("path"));
        return new HttpCall(false, method, path, query(document.path("query")), headers, body, reads);
    }

    /** The same request, known to change nothing in the target although its method may. */
    HttpCall reading() {
        return new HttpCall(token, method, path, query, headers, body, true);
    }

    /** A request to the base URL itself that changes nothing there although it is not a GET, as SOAP reads are. */
    static HttpCall read(String method, Map<String, String> headers, byte[] body) {
        return new HttpCall(false, method, "", null, headers, body, true);
    }

    static JsonNode exact(JsonNode node) {
        if (node.isObject() && node.size() == 1 && node.has(NUMBER)) {
            return DecimalNode.valueOf(new BigDecimal(node.get(NUMBER).asText()));
        }
        if (node.isObject()) {
            ObjectNode copy = Json.MAPPER.createObjectNode();
            node.properties().forEach(field -> copy.set(field.getKey(), exact(field.getValue())));
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = Json.MAPPER.createArrayNode();
            node.forEach(element -> copy.add(exact(element)));
            return copy;
        }
        return node;
    }

    private static String path(JsonNode segments) {
        if (!segments.isArray() || segments.isEmpty()) {
            throw new IllegalArgumentException("the path of a request document is a list of segments");
        }
        StringBuilder path = new StringBuilder();
        for (JsonNode segment : segments) {
            String text = segment.asText();
            if (text.isEmpty() || text.equals(".") || text.equals("..") || segment.isContainerNode()) {
                throw new IllegalArgumentException("'" + text + "' cannot be a path segment");
            }
            path.append('/').append(encode(text));
        }
        return path.toString();
    }

    private static String query(JsonNode parameters) {
        if (parameters.isMissingNode() || parameters.isNull() || parameters.isEmpty()) {
            return null;
        }
        StringJoiner query = new StringJoiner("&");
        for (Map.Entry<String, JsonNode> parameter : parameters.properties()) {
            query.add(encode(parameter.getKey()) + "="
                    + encode(parameter.getValue().asText()));
        }
        return query.toString();
    }

    private static Map<String, String> headers(JsonNode wanted) {
        Map<String, String> headers = new LinkedHashMap<>();
        Iterator<Map.Entry<String, JsonNode>> fields = wanted.fields();
        while (fields.hasNext()) {
            Map.Entry<String, JsonNode> field = fields.next();
            String value = field.getValue().asText();
            if (!HEADERS.contains(field.getKey().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("a mapping may not set the header '" + field.getKey() + "'");
            }
            if (value.chars().anyMatch(c -> c < 0x20 || c > 0x7e)) {
                throw new IllegalArgumentException("the header '" + field.getKey() + "' has a control character");
            }
            headers.put(field.getKey(), value);
        }
        return headers;
    }

    /** Percent-encodes UTF-8 (RFC 3986), leaving what is harmless in a segment and in a query value. */
    static String encode(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (plain || UNRESERVED.indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
            }
        }
        return out.toString();
    }
}
