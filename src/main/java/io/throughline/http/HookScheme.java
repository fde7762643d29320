package io.throughline.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * How a vendor signs its webhooks with HMAC-SHA256: in which headers, over what, written how.
 *
 * @param signature header of the signature, or of several separated by spaces
 * @param timestamp header of the seconds since 1970 at which it was sent
 * @param id        header of the delivery's id, or null when there is none
 * @param signed    what is signed, part after part: <code>{body}</code>, <code>{timestamp}</code>, <code>{id}</code>, or
 *                  the part itself
 * @param prefix    what stands before each signature, empty for nothing
 * @param encoding  how the signature is written
 */
public record HookScheme(
        String signature, String timestamp, String id, List<String> signed, String prefix, Encoding encoding) {

    /** How the bytes of a signature are written. */
    public enum Encoding {
        BASE64,
        HEX
    }

    /** Standard Webhooks (https://www.standardwebhooks.com). */
    public static final HookScheme STANDARD = new HookScheme(
            "webhook-signature",
            "webhook-timestamp",
            "webhook-id",
            List.of("{id}", ".", "{timestamp}", ".", "{body}"),
            "v1,",
            Encoding.BASE64);

    public HookScheme {
        signed = List.copyOf(signed);
        if (!signed.contains("{body}") || !signed.contains("{timestamp}")) {
            throw new IllegalArgumentException("a webhook signature covers {body} and {timestamp}, not " + signed);
        }
        if (signed.contains("{id}") && id == null) {
            throw new IllegalArgumentException("a webhook signature over {id} needs the header of the id");
        }
    }

    /**
     * Reads {@code {"signature", "timestamp", "id"?, "signed": [part, ...], "prefix"?, "encoding": "hex"|"base64"}}, the
     * form of {@code mappings/<vendor>/hook.json}.
     *
     * @throws IllegalArgumentException when a header is missing, or the signature leaves out body or time
     */
    public static HookScheme read(byte[] document) {
        JsonNode json = Json.tree(document);
        List<String> signed = new ArrayList<>();
        json.path("signed").forEach(part -> signed.add(part.asText()));
        return new HookScheme(
                required(json, "signature"),
                required(json, "timestamp"),
                json.path("id").asText(null),
                signed,
                json.path("prefix").asText(""),
                Encoding.valueOf(required(json, "encoding").toUpperCase(Locale.ROOT)));
    }

    /** The bytes a signature stands for; none when it is not written in this form. */
    byte[] decode(String text) {
        if (!text.startsWith(prefix)) {
            return new byte[0];
        }
        String written = text.substring(prefix.length());
        try {
            return encoding == Encoding.HEX
                    ? HexFormat.of().parseHex(written)
                    : Base64.getDecoder().decode(written);
        } catch (IllegalArgumentException malformed) {
            return new byte[0];
        }
    }

    /** The bytes of one part of what is signed. */
    static byte[] part(String part, String id, String timestamp, byte[] body) {
        return switch (part) {
            case "{body}" -> body;
            case "{timestamp}" -> timestamp.getBytes(StandardCharsets.UTF_8);
            case "{id}" -> id.getBytes(StandardCharsets.UTF_8);
            default -> part.getBytes(StandardCharsets.UTF_8);
        };
    }

    private static String required(JsonNode json, String name) {
        if (!json.hasNonNull(name)) {
            throw new IllegalArgumentException("hook.json does not say " + name);
        }
        return json.get(name).asText();
    }
}
