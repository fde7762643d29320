package io.throughline.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.ObjectTypes;
import io.throughline.contract.Snapshots;
import io.throughline.people.Worker;

/**
 * Adds what a vendor does not say and the firm knows: the time zone of a work date is that of the worker, and a hire after
 * the end of the last employment, or one that is said to be another, is the next one (WF-04), also where the HRIS began a record of its own for it.
 */
final class Completion {

    private static final String REHIRED = "worker.rehired.v1";

    private final Snapshots known;

    Completion(Snapshots known) {
        this.known = known;
    }

    void complete(Event event) {
        if (event.object().equals("time")
                && event.data() instanceof ObjectNode time
                && !time.hasNonNull("workTimeZone")) {
            String zone = known.latest("worker", time.path("workerId").asText(), Worker.class)
                    .map(worker -> worker.org().timeZone().getId())
                    .orElse("UTC");
            time.put("workTimeZone", zone);
        }
        if (ObjectTypes.of(event.type()).equals("worker")
                && event.data().path("employment") instanceof ObjectNode told) {
            known.latest("worker", event.data().path("workerId").asText(), Worker.class)
                    .ifPresent(worker ->
                            number(told, worker.employment(), event.type().equals(REHIRED)));
        }
    }

    private static void number(ObjectNode told, Worker.Employment last, boolean again) {
        String hired = told.path("hireDate").asText();
        int sequence = told.path("sequence").asInt(1);
        boolean same = hired.equals(last.hireDate().toString());
        boolean over = last.terminationDate() != null
                && hired.compareTo(last.terminationDate().toString()) > 0;
        boolean converted = again && hired.compareTo(last.hireDate().toString()) > 0;
        boolean next = (over || converted) && sequence <= last.sequence();
        if (next || (same && sequence < last.sequence())) {
            told.put("sequence", next ? last.sequence() + 1 : last.sequence())
                    .put("rehire", true)
                    .put("originalHireDate", last.originalHireDate().toString());
        }
    }
}
