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
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks webhook signatures over the raw bytes of the body, in the scheme of the vendor and otherwise as Standard Webhooks
 * has it: {@code webhook-signature: v1,<base64 HMAC-SHA256(secret, id.timestamp.body)>}. Several signatures, separated by
 * spaces, are allowed so that a vendor can rotate its secret.
 */
public final class HookSignatures {
    /** How far the sender's clock may be from ours, either way. */
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String ENCODED_SECRET = "whsec_";

    private final Map<String, byte[]> secrets = new HashMap<>();
    private final Map<String, HookScheme> schemes;
    private final Clock clock;

    /** Signatures of vendors that all keep to Standard Webhooks. */
    public HookSignatures(Map<String, String> secrets, Clock clock) {
        this(secrets, Map.of(), clock);
    }

    /**
     * @param secrets per vendor (lower case, as in {@code /hooks/<vendor>}), from the settings
     *                {@code throughline.hooks.<vendor>.secret}: plain text, or {@code whsec_} followed by base64
     * @param schemes how the vendors sign that do not keep to Standard Webhooks
     */
    public HookSignatures(Map<String, String> secrets, Map<String, HookScheme> schemes, Clock clock) {
        secrets.forEach((vendor, secret) -> {
            if (!secret.isBlank()) {
                this.secrets.put(vendor, decode(secret));
            }
        });
        this.schemes = Map.copyOf(schemes);
        this.clock = clock;
    }

    /** Whether a request carries a signature of the vendor's kind, right or wrong. */
    boolean present(String vendor, UnaryOperator<String> headers) {
        return headers.apply(scheme(vendor).signature()) != null;
    }

    /**
     * Whether the body was signed by the vendor in the last five minutes. A vendor without a secret, a missing header
     * and a malformed one all answer false.
     *
     * @param headers value of a header by its name, null when there is none
     */
    public boolean valid(String vendor, UnaryOperator<String> headers, byte[] body) {
        HookScheme scheme = scheme(vendor);
        String id = scheme.id() == null ? "none" : headers.apply(scheme.id());
        return valid(vendor, id, headers.apply(scheme.timestamp()), headers.apply(scheme.signature()), body);
    }

    /** The same for headers that have been read. */
    public boolean valid(String vendor, String id, String timestamp, String signatures, byte[] body) {
        byte[] secret = secrets.get(vendor);
        if (secret == null || id == null || id.isBlank() || signatures == null || !recent(timestamp)) {
            return false;
        }
        HookScheme scheme = scheme(vendor);
        byte[] expected = sign(scheme, secret, id, timestamp, body);
        boolean found = false;
        for (String signature : signatures.split(" ", 10)) {
            found |= MessageDigest.isEqual(expected, scheme.decode(signature));
        }
        return found;
    }

    private HookScheme scheme(String vendor) {
        return schemes.getOrDefault(vendor, HookScheme.STANDARD);
    }

    private boolean recent(String timestamp) {
        if (timestamp == null || !timestamp.matches("\\d{1,12}")) {
            return false;
        }
        Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
        return Duration.between(sent, clock.instant()).abs().compareTo(TOLERANCE) <= 0;
    }

    private static byte[] sign(HookScheme scheme, byte[] secret, String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            scheme.signed().forEach(part -> mac.update(HookScheme.part(part, id, timestamp, body)));
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static byte[] decode(String secret) {
        return secret.startsWith(ENCODED_SECRET)
                ? Base64.getDecoder().decode(secret.substring(ENCODED_SECRET.length()))
                : secret.getBytes(StandardCharsets.UTF_8);
    }
}
