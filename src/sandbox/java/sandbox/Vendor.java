package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What all stand-ins share: records, ledger, faults, and the way of a call through them. A subclass only speaks
 * its vendor's protocol; its calls come one at a time.
 */
abstract class Vendor implements HttpHandler {

    private static final System.Logger LOG = System.getLogger(Vendor.class.getName());
    private static final int AS_ANSWERED = -1;
    private static final int NO_ANSWER = 0;

    protected final Clock clock;
    protected final Records records = new Records();
    protected final OAuth oauth = new OAuth();
    private final Ledger ledger;
    private final Faults faults = new Faults();
    private final Keys keys;
    private final Controls controls;
    private Effects effects = Effects.NOBODY;
    private boolean seeded;

    Vendor(Clock clock) {
        this.clock = clock;
        this.ledger = new Ledger(clock);
        this.keys = new Keys(clock);
        this.controls = new Controls(this, records, ledger, faults, oauth, keys);
    }

    /** Whom to tell of what is applied. */
    final void tell(Effects listener) {
        effects = listener;
    }

    /** The name in the address. */
    abstract String name();

    /** Answers one call of the vendor's protocol, or throws a {@link Refusal}. */
    abstract Reply answer(Call call) throws IOException;

    /** A failure the vendor did not cause by its own rules, in its error shape. */
    abstract Reply failure(int status, String message);

    /** Takes in one record as a test or the demo gives it, unchecked. */
    abstract void seed(String recordType, ObjectNode record);

    /** Puts in the records the vendor has when it starts. */
    abstract void seedAll();

    /** Answers an address that only the sandbox has, or null when there is none such. */
    Reply control(Call call) throws IOException {
        return null;
    }

    /** Whether this call asks for an access token. */
    boolean isToken(Call call) {
        return false;
    }

    /** Whether this call may change something. */
    boolean isWrite(Call call) {
        return !call.is("GET") && !isToken(call);
    }

    /** Back to the state at start. */
    final synchronized void reset() {
        records.clear();
        ledger.clear();
        faults.clear();
        oauth.forget();
        seedAll();
        seeded = true;
    }

    @Override
    public final void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Call call = Call.read(exchange);
            Reply reply = controlled(call);
            if (reply == null) {
                reply = throughFaults(call);
            }
            if (reply != null) {
                reply.send(exchange);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Seeds come with the first call, so that the product does not wait for them when it starts. */
    private synchronized Reply controlled(Call call) throws IOException {
        if (!seeded) {
            reset();
        }
        Reply reply = controls.answer(call);
        return reply != null ? reply : control(call);
    }

    /** The answer, or null when the connection is to be cut. */
    private Reply throughFaults(Call call) throws InterruptedException {
        Faults.Fault fault = faults.meet(call.path(), isWrite(call), isToken(call));
        if (fault == null) {
            return answered(call, AS_ANSWERED);
        }
        switch (fault.kind()) {
            case LATENCY -> {
                TimeUnit.MILLISECONDS.sleep(fault.millis());
                return answered(call, AS_ANSWERED);
            }
            case FOREIGN_HEADER -> {
                int colon = fault.header().indexOf(':');
                return answered(call, AS_ANSWERED)
                        .with(
                                fault.header().substring(0, colon),
                                fault.header().substring(colon + 1).strip());
            }
            case TOO_MANY_REQUESTS -> {
                return notApplied(call, waiting(failure(429, "Too many requests"), fault.retryAfter()));
            }
            case UNAVAILABLE -> {
                return notApplied(call, waiting(failure(503, "Service unavailable"), fault.retryAfter()));
            }
            case REFUSED -> {
                return notApplied(call, failure(400, "The request was refused"));
            }
            case SERVER_ERROR -> {
                return notApplied(call, failure(500, "An unexpected error occurred"));
            }
            case SERVER_ERROR_AFTER -> {
                answered(call, 500);
                return failure(500, "An unexpected error occurred");
            }
            case TIMEOUT_AFTER -> {
                answered(call, NO_ANSWER);
                TimeUnit.MILLISECONDS.sleep(fault.millis());
                return null;
            }
            case DOWN -> {
                if (isWrite(call)) {
                    ledger.add(call, unknown(NO_ANSWER), NO_ANSWER);
                }
                return null;
            }
        }
        throw new IllegalStateException("no such fault: " + fault);
    }

    private Reply notApplied(Call call, Reply reply) {
        if (isWrite(call)) {
            ledger.add(call, unknown(reply.status()), reply.status());
        }
        return reply;
    }

    /** Whether this vendor says how long to wait; most do. */
    boolean sendsRetryAfter() {
        return true;
    }

    private Reply waiting(Reply reply, Integer retryAfter) {
        return retryAfter == null || !sendsRetryAfter() ? reply : reply.with("Retry-After", retryAfter.toString());
    }

    private synchronized Reply answered(Call call, int seen) {
        Reply known = isWrite(call) ? keys.recall(call.header("Idempotency-Key")) : null;
        if (known != null) {
            return known;
        }
        Reply reply;
        try {
            reply = answer(call);
        } catch (Refusal refusal) {
            reply = refusal.reply();
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "the sandbox of " + name() + " failed on " + call.path(), e);
            reply = failure(500, e.toString());
        }
        if (call.writes().isEmpty() && isWrite(call) && reply.status() >= 400) {
            call.wrote(unknown(reply.status()));
        }
        for (Write write : call.writes()) {
            ledger.add(call, write, seen == AS_ANSWERED ? write.status() : seen);
            if (write.applied()) {
                effects.applied(effect(call, write));
            }
        }
        keys.remember(call.header("Idempotency-Key"), reply);
        return reply;
    }

    private Effects.Effect effect(Call call, Write write) {
        ObjectNode record = write.id() == null ? null : records.get(write.recordType(), write.id());
        return new Effects.Effect(
                name(),
                call.method(),
                write.recordType(),
                write.externalId(),
                write.id(),
                call.header("Idempotency-Key"),
                record == null ? null : record.deepCopy());
    }

    private static Write unknown(int status) {
        return Write.refused(null, null, status, Map.of());
    }
}
