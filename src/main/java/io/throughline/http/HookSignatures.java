package io.throughline.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks webhook signatures of the Standard Webhooks specification (https://www.standardwebhooks.com):
 * {@code webhook-signature: v1,<base64 HMAC-SHA256(secret, id.timestamp.body)>} over the raw bytes of the body.
 * Several signatures, separated by spaces, are allowed so that a vendor can rotate its secret.
 */
public final class HookSignatures {
    /** How far the sender's clock may be from ours, either way. */
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String ENCODED_SECRET = "whsec_";

    private final Map<String, byte[]> secrets = new HashMap<>();
    private final Clock clock;

    /**
     * @param secrets per vendor (lower case, as in {@code /hooks/<vendor>}), from the settings
     *                {@code throughline.hooks.<vendor>.secret}: plain text, or {@code whsec_} followed by base64
     */
    public HookSignatures(Map<String, String> secrets, Clock clock) {
        secrets.forEach((vendor, secret) -> {
            if (!secret.isBlank()) {
                this.secrets.put(vendor, decode(secret));
            }
        });
        this.clock = clock;
    }

    /**
     * Whether the body was signed by the vendor in the last five minutes. A vendor without a secret, a missing header
     * and a malformed one all answer false.
     */
    public boolean valid(String vendor, String id, String timestamp, String signatures, byte[] body) {
        byte[] secret = secrets.get(vendor);
        if (secret == null || id == null || id.isBlank() || signatures == null || !recent(timestamp)) {
            return false;
        }
        byte[] expected = sign(secret, id, timestamp, body);
        boolean found = false;
        for (String signature : signatures.split(" ", 10)) {
            found |= signature.startsWith("v1,") && MessageDigest.isEqual(expected, base64(signature.substring(3)));
        }
        return found;
    }

    private boolean recent(String timestamp) {
        if (timestamp == null || !timestamp.matches("\\d{1,12}")) {
            return false;
        }
        Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
        return Duration.between(sent, clock.instant()).abs().compareTo(TOLERANCE) <= 0;
    }

    private static byte[] sign(byte[] secret, String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static byte[] decode(String secret) {
        return secret.startsWith(ENCODED_SECRET)
                ? Base64.getDecoder().decode(secret.substring(ENCODED_SECRET.length()))
                : secret.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] base64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
