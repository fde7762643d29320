package io.throughline.delivery.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Access tokens of OAuth 2.0 (RFC 6749, 4.4), one per system, in memory only and until shortly before they expire. The
 * answer of a token endpoint is {@code {"access_token", "token_type", "expires_in"}}, {@code expires_in} in seconds.
 */
public final class Tokens {

    private static final Duration UNSAID = Duration.ofMinutes(10);
    private static final Duration MARGIN = Duration.ofSeconds(60);

    private final Clock clock;
    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private final CsrfSessions csrf = new CsrfSessions();

    private record Held(String value, Instant until) {}

    public Tokens(Clock clock) {
        this.clock = clock;
    }

    /** The sessions of systems that guard their writes by them. */
    CsrfSessions csrf() {
        return csrf;
    }

    /** The token of a system, unless there is none that still holds. */
    public Optional<String> current(String system) {
        Held token = held.get(system);
        return token == null || !clock.instant().isBefore(token.until) ? Optional.empty() : Optional.of(token.value);
    }

    /**
     * Keeps what a token endpoint answered.
     *
     * @return whether there was a token in it
     */
    public boolean keep(String system, JsonNode answer) {
        String value = answer.path("access_token").asText();
        if (value.isEmpty()) {
            return false;
        }
        long seconds = answer.path("expires_in").asLong(UNSAID.toSeconds());
        Duration life = Duration.ofSeconds(seconds);
        Duration margin = life.dividedBy(10).compareTo(MARGIN) < 0 ? life.dividedBy(10) : MARGIN;
        held.put(system, new Held(value, clock.instant().plus(life).minus(margin)));
        return true;
    }

    /** Forgets a token the target no longer accepts, unless another one has taken its place already. */
    public void forget(String system, String value) {
        held.computeIfPresent(system, (name, token) -> token.value.equals(value) ? null : token);
    }
}
