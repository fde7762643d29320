package io.throughline.delivery.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Answer;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/**
 * Says what a target's failure means for the step: whether it certainly did not take effect, may have taken effect, or
 * will never be accepted. A 2xx is not decided here.
 */
public final class Answers {

    private static final Set<Integer> NOT_NOW = Set.of(408, 425);

    /** Nobody behind the gateway heard of the step (RFC 9110, 15.6.3 to 15.6.5): the system is away, whatever was asked. */
    private static final Set<Integer> NOBODY_THERE = Set.of(502, 503, 504);

    /** NetSuite (REST and SuiteTalk) and Salesforce. */
    private static final Set<String> LIMITS =
            Set.of("CONCURRENCY_LIMIT_EXCEEDED", "SSS_REQUEST_LIMIT_EXCEEDED", "REQUEST_LIMIT_EXCEEDED");

    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final Clock clock;

    public Answers(Clock clock) {
        this.clock = clock;
    }

    /** The failure of a call that changes nothing: a look-up, a read, a token request. */
    public Answer readFailed(HttpReply reply) {
        Duration wait = retryAfter(reply).orElse(null);
        if (wantsLess(reply, wait)) {
            return new Answer.Throttled(said(reply), wait);
        }
        if (NOT_NOW.contains(reply.status()) || reply.status() >= 500) {
            return new Answer.Temporary(said(reply), wait, !NOBODY_THERE.contains(reply.status()));
        }
        return refused(reply);
    }

    /** The failure of a call that may have changed something. */
    public Answer writeFailed(HttpReply reply) {
        Duration wait = retryAfter(reply).orElse(null);
        if (wantsLess(reply, wait)) {
            return new Answer.Throttled(said(reply), wait);
        }
        if (NOT_NOW.contains(reply.status())) {
            return new Answer.Temporary(said(reply), wait);
        }
        if (reply.status() >= 500) {
            return new Answer.Unknown(said(reply), !NOBODY_THERE.contains(reply.status()));
        }
        return refused(reply);
    }

    /**
     * Whether the target asks for fewer calls: 429 (RFC 6585, 4), 503 that says for how long (RFC 9110, 15.6.4), or the
     * code by which NetSuite and Salesforce name the limit.
     */
    private static boolean wantsLess(HttpReply reply, Duration wait) {
        return reply.status() == 429
                || (reply.status() == 503 && wait != null)
                || Words.code(reply).filter(LIMITS::contains).isPresent();
    }

    /** The target will not have it, in its own words. */
    public Answer.Refused refused(HttpReply reply) {
        if (reply.status() >= 300 && reply.status() < 400) {
            return new Answer.Refused(
                    String.valueOf(reply.status()), "the target answered with a redirect, which is never followed");
        }
        return new Answer.Refused(Words.code(reply).orElse(String.valueOf(reply.status())), said(reply));
    }

    /**
     * A call that brought no answer.
     *
     * @param changesNothing whether the call was one that changes nothing
     */
    public Answer broken(boolean changesNothing, Throwable cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof ConnectionRequestTimeoutException) {
                return new Answer.Temporary("no free connection to the target", null, false);
            }
            if (neverConnected(at)) {
                return new Answer.Down(describe(at));
            }
        }
        return changesNothing
                ? new Answer.Temporary(describe(cause), null, false)
                : new Answer.Unknown("sent, then no answer: " + describe(cause), false);
    }

    /** How long the target asks to be left alone (RFC 9110, 10.2.3): seconds or an HTTP date. */
    public Optional<Duration> retryAfter(HttpReply reply) {
        return reply.header("Retry-After")
                .map(String::strip)
                .flatMap(this::wait)
                .map(Answers::withinReason);
    }

    private Optional<Duration> wait(String text) {
        if (text.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(clock.instant(), until));
        } catch (DateTimeException neither) {
            return Optional.empty();
        }
    }

    private static Duration withinReason(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private static boolean neverConnected(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof NoRouteToHostException
                || cause instanceof ConnectTimeoutException
                || cause instanceof SSLHandshakeException
                || cause instanceof SSLPeerUnverifiedException;
    }

    private static String said(HttpReply reply) {
        return Words.of(reply).orElse("HTTP status " + reply.status());
    }

    private static String describe(Throwable cause) {
        String message = cause.getMessage();
        return cause.getClass().getSimpleName() + (message == null ? "" : ": " + Words.clean(message));
    }

    /** The answer a mapping read out of a successful response, or empty when it names no failure. */
    static Optional<Answer> failure(JsonNode read) {
        JsonNode refused = read.path("refused");
        if (refused.isObject()) {
            return Optional.of(new Answer.Refused(
                    refused.path("code").asText(),
                    Words.clean(refused.path("reason").asText())));
        }
        JsonNode waiting = read.path("waiting");
        if (waiting.isObject()) {
            return Optional.of(
                    new Answer.Pending(Words.clean(waiting.path("reason").asText())));
        }
        JsonNode temporary = read.path("temporary");
        if (temporary.isObject()) {
            return Optional.of(
                    new Answer.Temporary(Words.clean(temporary.path("reason").asText()), null));
        }
        JsonNode throttled = read.path("throttled");
        if (throttled.isObject()) {
            Duration wait = throttled.path("seconds").canConvertToLong()
                    ? withinReason(Duration.ofSeconds(throttled.get("seconds").asLong()))
                    : null;
            return Optional.of(
                    new Answer.Throttled(Words.clean(throttled.path("reason").asText()), wait));
        }
        return Optional.empty();
    }
}
