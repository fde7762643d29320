package io.throughline.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Snapshots;
import io.throughline.people.Worker;

/**
 * Adds what a vendor does not say and the firm knows: the time zone of a work date is that of the worker, and the number of
 * an employment and the first hire date are those that we count.
 */
final class Completion {

    private final Snapshots known;

    Completion(Snapshots known) {
        this.known = known;
    }

    private static void count(ObjectNode employment, Worker.Employment before) {
        boolean same = before.hireDate().toString().equals(employment.path("hireDate").asText());
        int told = employment.path("sequence").asInt(1);
        employment.put("sequence", same ? before.sequence() : Math.max(told, before.sequence() + 1));
        String first = employment.path("originalHireDate").asText("");
        if (first.isEmpty() || first.compareTo(before.originalHireDate().toString()) > 0) {
            employment.put("originalHireDate", before.originalHireDate().toString());
        }
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
        if (event.type().equals("worker.rehired.v1") && event.data().path("employment") instanceof ObjectNode employment) {
            known.latest("worker", event.subject(), Worker.class)
                    .ifPresent(worker -> count(employment, worker.employment()));
        }
    }
}
