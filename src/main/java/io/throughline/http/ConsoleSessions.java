package io.throughline.http;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who is logged in to the console, and who has guessed too often. A session gets a new random token at every login and
 * ends after thirty idle minutes; after five wrong keys an address waits a minute.
 */
final class ConsoleSessions {
    static final Duration IDLE = Duration.ofMinutes(30);
    static final Duration PENALTY = Duration.ofMinutes(1);
    private static final int TRIES = 5;
    private static final int MOST = 1000;

    private record Failures(int count, Instant last) {}

    private final OperatorKey key;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Instant> sessions = new ConcurrentHashMap<>();
    private final Map<String, Failures> failures = new ConcurrentHashMap<>();

    ConsoleSessions(OperatorKey key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    /** How long the address must wait before it may try again; zero when it may now. */
    Duration wait(String address) {
        Failures past = failures.get(address);
        if (past == null || past.count < TRIES) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(clock.instant(), past.last.plus(PENALTY));
        if (left.isNegative() || left.isZero()) {
            failures.remove(address);
            return Duration.ZERO;
        }
        return left;
    }

    /** A new session's token, or empty when user or key is wrong, which counts against the address. */
    Optional<String> login(String address, String user, String password) {
        if (!"operator".equals(user) || !key.matches(password)) {
            forgetOld();
            failures.merge(
                    address, new Failures(1, clock.instant()), (past, now) -> new Failures(past.count + 1, now.last));
            return Optional.empty();
        }
        failures.remove(address);
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        sessions.put(token, clock.instant());
        return Optional.of(token);
    }

    /** Whether the token is of a living session; asking does not keep it alive. */
    boolean alive(String token) {
        Instant last = token == null ? null : sessions.get(token);
        return last != null && !last.plus(IDLE).isBefore(clock.instant());
    }

    /** Like {@link #alive}, and starts the idle time anew: the person did something. */
    boolean refresh(String token) {
        if (!alive(token)) {
            logout(token);
            return false;
        }
        return sessions.replace(token, clock.instant()) != null;
    }

    void logout(String token) {
        if (token != null) {
            sessions.remove(token);
        }
    }

    private void forgetOld() {
        Instant now = clock.instant();
        sessions.values().removeIf(last -> last.plus(IDLE).isBefore(now));
        if (failures.size() > MOST) {
            failures.values().removeIf(past -> past.last.plus(PENALTY).isBefore(now));
        }
    }
}
