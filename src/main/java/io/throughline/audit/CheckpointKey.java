package io.throughline.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs checkpoints: HMAC-SHA256 over the line as it stands without its last member, {@code hmac}. */
final class CheckpointKey {

    private static final String SIGNATURE = ",\"hmac\":\"";

    private final SecretKeySpec key;

    CheckpointKey(String secret) {
        key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /** The signature of a line without {@code hmac}, in lower-case hexadecimal. */
    String sign(String unsigned) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(unsigned.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
        }
    }

    /** Whether the line bears this key's signature. */
    boolean signed(String line) {
        int at = line.lastIndexOf(SIGNATURE);
        if (at < 0 || !line.endsWith("\"}")) {
            return false;
        }
        String given = line.substring(at + SIGNATURE.length(), line.length() - 2);
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8),
                sign(line.substring(0, at) + "}").getBytes(StandardCharsets.UTF_8));
    }

    /** A line as JSON, or null when it is none. */
    static JsonNode parse(String line) {
        try {
            JsonNode parsed = Json.tree(line);
            return parsed.isObject() && parsed.hasNonNull("hmac") ? parsed : null;
        } catch (RuntimeException torn) {
            return null;
        }
    }
}
