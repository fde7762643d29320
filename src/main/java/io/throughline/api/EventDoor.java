package io.throughline.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.delivery.Batch;
import io.throughline.delivery.Batch.Arrival;
import io.throughline.delivery.Batch.Fate;
import io.throughline.http.Keyring;
import io.throughline.intake.Intake;
import io.throughline.intake.Reading;
import io.throughline.intake.Reading.Problem;
import io.throughline.mapping.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Header;

/** Events over HTTP: canonical CloudEvents at {@code /api/v1/events}, vendors' own words at {@code /hooks/<vendor>}. */
public final class EventDoor {

    private final Intake intake;
    private final Set<String> vendors;

    /** @param vendors systems whose words are accepted as hooks */
    public EventDoor(Intake intake, Set<String> vendors) {
        this.intake = intake;
        this.vendors = Set.copyOf(vendors);
    }

    /** A request that was read: batches to accept, or the answer when it is refused as a whole. */
    public record Opened(Intake.DocumentReading document, Reply refusal) {

        public List<Batch> batches() {
            return document == null ? List.of() : document.reading().batches();
        }
    }

    /** Reads canonical events. */
    public Opened events(byte[] body, @Header(Keyring.ACTOR) String person) {
        return open("canonical", body, "http:/api/v1/events", person);
    }

    /** Reads a vendor's notice. */
    public Opened hook(Exchange exchange) {
        String vendor = exchange.getMessage().getHeader("vendor", String.class);
        if (vendor == null || !vendors.contains(vendor)) {
            return new Opened(null, Reply.problem(404, "Not Found", "there is no system of that name"));
        }
        return open(
                vendor,
                exchange.getMessage().getBody(byte[].class),
                "http:/hooks/" + vendor,
                exchange.getMessage().getHeader(Keyring.ACTOR, String.class));
    }

    /** Answers once the batches are in the journal. */
    public void answer(Opened opened, Exchange exchange) {
        reply(opened).on(exchange);
    }

    private Opened open(String vendor, byte[] body, String origin, String person) {
        try {
            Intake.DocumentReading document = intake.body(vendor, body == null ? new byte[0] : body, origin);
            document.reading()
                    .arrivals()
                    .forEach(arrival -> arrival.madeBy(arrival.provenance().by(person)));
            return new Opened(document, null);
        } catch (Refusal refusal) {
            return new Opened(
                    null,
                    Reply.problem(
                            400,
                            "Bad Request",
                            refusal.getMessage(),
                            List.of(new Problem(
                                    0,
                                    "",
                                    io.throughline.contract.Violation.reject(
                                            refusal.rule(), "", refusal.getMessage())))));
        }
    }

    private static Reply reply(Opened opened) {
        if (opened.refusal() != null) {
            return opened.refusal();
        }
        Reading reading = opened.document().reading();
        List<Problem> refusals = reading.refusals();
        List<ObjectNode> statuses = statuses(reading);
        if (statuses.isEmpty() && !refusals.isEmpty()) {
            return Reply.problem(
                    422, "Unprocessable Content", "nothing was accepted; each error names field and rule", refusals);
        }
        if (statuses.size() == 1 && refusals.isEmpty() && reading.skipped() == 0) {
            return Reply.json(202, statuses.get(0));
        }
        ObjectNode answer = Json.mapper().createObjectNode();
        ArrayNode events = answer.putArray("events");
        statuses.forEach(events::add);
        answer.put("skipped", reading.skipped());
        ArrayNode errors = answer.putArray("errors");
        refusals.forEach(problem -> errors.addObject()
                .put("row", problem.row())
                .put("pointer", problem.pointer())
                .put("rule", problem.violation().rule())
                .put("detail", problem.violation().message()));
        return Reply.json(202, answer);
    }

    private static List<ObjectNode> statuses(Reading reading) {
        List<ObjectNode> statuses = new ArrayList<>();
        for (Arrival arrival : reading.arrivals()) {
            if (arrival.fate() != Fate.REJECTED) {
                ObjectNode status = Json.mapper().createObjectNode();
                status.put("id", arrival.event().id());
                status.put("status", arrival.fate().name().toLowerCase(Locale.ROOT));
                statuses.add(status);
            }
        }
        return statuses;
    }
}
