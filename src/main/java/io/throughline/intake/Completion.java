package io.throughline.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Snapshots;
import io.throughline.people.Worker;

/** Adds what a vendor does not say and the firm knows: the time zone of a work date is that of the worker. */
final class Completion {

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
    }
}
