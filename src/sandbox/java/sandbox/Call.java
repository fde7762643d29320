package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One request to a vendor, read completely, and the writes it led to. */
final class Call {

    private static final int LARGEST_BODY = 110 * 1024 * 1024;

    private final HttpExchange exchange;
    private final String path;
    private final List<String> segments;
    private final Map<String, String> query;
    private final byte[] body;
    private final List<Write> writes = new ArrayList<>();

    private Call(HttpExchange exchange, String path, byte[] body) {
        this.exchange = exchange;
        this.path = path;
        this.segments = Arrays.stream(path.substring(1).split("/"))
                .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
        this.query = pairs(exchange.getRequestURI().getRawQuery());
        this.body = body;
    }

    static Call read(HttpExchange exchange) throws IOException {
        int prefix = exchange.getHttpContext().getPath().length() - 1;
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY);
        return new Call(exchange, exchange.getRequestURI().getRawPath().substring(prefix), body);
    }

    String method() {
        return exchange.getRequestMethod();
    }

    boolean is(String method) {
        return method().equals(method);
    }

    /** The path after {@code /sandbox/<vendor>}, as it was sent. */
    String path() {
        return path;
    }

    /** The decoded parts of {@link #path()}. */
    List<String> segments() {
        return segments;
    }

    /** The decoded part at this place, empty when there is none. */
    String segment(int index) {
        return index < segments.size() ? segments.get(index) : "";
    }

    String query(String name) {
        return query.get(name);
    }

    /** A whole number of the query; the default when absent or no number. */
    int number(String name, int otherwise) {
        String value = query.get(name);
        return value != null && value.matches("\\d{1,9}") ? Integer.parseInt(value) : otherwise;
    }

    String header(String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    byte[] body() {
        return body;
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    JsonNode json() throws IOException {
        return Json.read(body);
    }

    Map<String, String> form() {
        return pairs(text());
    }

    /** The token of {@code Authorization: Bearer}, or null. */
    String bearer() {
        String header = header("Authorization");
        return header != null && header.startsWith("Bearer ") ? header.substring(7) : null;
    }

    /** Name and password of {@code Authorization: Basic}, or null. */
    String[] basic() {
        String header = header("Authorization");
        if (header == null || !header.startsWith("Basic ")) {
            return null;
        }
        try {
            String decoded = new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8);
            String[] pair = decoded.split(":", 2);
            return pair.length == 2 ? pair : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Scheme, host and port the caller used, with {@code /sandbox/<vendor>}. */
    String base() {
        String host = header("Host");
        String context = exchange.getHttpContext().getPath();
        return "http://" + (host == null ? "127.0.0.1" : host) + context.substring(0, context.length() - 1);
    }

    /** Notes one write, applied or refused; the ledger takes it over when the call is answered. */
    void wrote(Write write) {
        writes.add(write);
    }

    List<Write> writes() {
        return writes;
    }

    private static Map<String, String> pairs(String encoded) {
        Map<String, String> pairs = new LinkedHashMap<>();
        if (encoded == null || encoded.isBlank()) {
            return pairs;
        }
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            pairs.put(decoded(name), decoded(value));
        }
        return pairs;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
