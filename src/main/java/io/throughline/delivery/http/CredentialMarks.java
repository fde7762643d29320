package io.throughline.delivery.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Credentials inside an XML body, for APIs that take them nowhere else. A mapping names one, {@code {"$credential":
 * "access-token"}}, and never sees it; the body carries a mark that holds a random number of this process, so that no
 * payload can forge one; the HTTP client of the system puts the value in its place, below the route.
 */
final class CredentialMarks {

    /** A value made for this one request and kept by nobody, such as the first password of an account. */
    static final String ONCE = "once";

    private static final String FIELD = "$credential";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String START = "credential-" + HexFormat.of().formatHex(random(16)) + "-";
    private static final Pattern MARK = Pattern.compile(START + "([a-z-]+)\\.");

    private CredentialMarks() {}

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }

    /**
     * The tree with marks where it names credentials.
     *
     * @throws IllegalArgumentException when the name cannot be that of a setting
     */
    static JsonNode marked(JsonNode node) {
        if (node.isObject() && node.size() == 1 && node.has(FIELD)) {
            String name = node.get(FIELD).asText();
            if (!name.matches("[a-z]+(-[a-z]+)*")) {
                throw new IllegalArgumentException("'" + name + "' is no credential");
            }
            return TextNode.valueOf(START + name + ".");
        }
        if (node.isObject()) {
            ObjectNode copy = Json.MAPPER.createObjectNode();
            node.properties().forEach(field -> copy.set(field.getKey(), marked(field.getValue())));
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = Json.MAPPER.createArrayNode();
            node.forEach(element -> copy.add(marked(element)));
            return copy;
        }
        return node;
    }

    /** Whether something in the tree names a credential, which only a mapping may do. */
    static boolean named(JsonNode tree) {
        return tree.findValue(FIELD) != null;
    }

    /**
     * The body with values for its marks; the same bytes when it has none.
     *
     * @param values value of a credential, if it is set
     * @throws IllegalArgumentException naming the one that is not set
     */
    static byte[] filled(byte[] body, Function<String, Optional<String>> values) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        if (!text.contains(START)) {
            return body;
        }
        String filled =
                MARK.matcher(text).replaceAll(mark -> Matcher.quoteReplacement(escaped(value(mark.group(1), values))));
        return filled.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String value(String name, Function<String, Optional<String>> values) {
        if (name.equals(ONCE)) {
            return "Aa1-" + Base64.getUrlEncoder().withoutPadding().encodeToString(random(24));
        }
        return values.apply(name).orElseThrow(() -> new IllegalArgumentException("the setting " + name + " is empty"));
    }

    /** As text or attribute of an element, in ASCII whatever the encoding of the document. */
    private static String escaped(String value) {
        StringBuilder text = new StringBuilder();
        value.codePoints().forEach(c -> {
            if (c > 0x7e || c < 0x20 || "<>&\"'".indexOf(c) >= 0) {
                text.append("&#").append(c).append(';');
            } else {
                text.appendCodePoint(c);
            }
        });
        return text.toString();
    }
}
