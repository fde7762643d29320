package io.throughline.work;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Violation;
import io.throughline.money.TimeFact;
import io.throughline.money.TimeFacts;
import io.throughline.people.FollowUp;
import java.time.Clock;
import java.util.List;

/**
 * The correction path of WF-14: an entry on an invoice is not edited. What a newer version changes about its minutes
 * becomes a correction entry of the same day, so that the entry and its corrections together come to what is approved.
 */
final class BilledTime {

    private final TimeFacts facts;
    private final Clock clock;

    BilledTime(TimeFacts facts, Clock clock) {
        this.facts = facts;
        this.clock = clock;
    }

    /** {@code time.corrected.v1} with the difference; nothing when there is none; held when the work itself was moved. */
    Plan plan(Event event, TimeFact billed, TimeEntry entry) {
        if (entry.version() == billed.version()) {
            return Plan.NOTHING;
        }
        if (!entry.projectId().equals(billed.projectId())
                || !entry.workDate().equals(billed.workDate())
                || !entry.workerId().equals(billed.workerId())) {
            return Plan.stopped(List.of(Violation.hold(
                    "V-TIM-07",
                    "/timeEntryId",
                    entry.timeEntryId() + " is on invoice " + billed.invoiceId()
                            + "; another worker, project or day needs a correction by hand")));
        }
        int approved = entry.status() == TimeEntry.Status.APPROVED ? entry.minutes() : 0;
        int standing = billed.minutes()
                + facts.correctionsOf(entry.timeEntryId()).stream()
                        .filter(correction -> correction.state().approved())
                        .mapToInt(TimeFact::minutes)
                        .sum();
        if (approved == standing) {
            return Plan.NOTHING;
        }
        String id = entry.timeEntryId() + "-v" + entry.version();
        ObjectNode correction = Json.toTree(entry)
                .put("timeEntryId", id)
                .put("version", 1)
                .put("minutes", approved - standing)
                .put("status", TimeEntry.Status.APPROVED.name())
                .put("correctionOf", entry.timeEntryId());
        correction.remove("xref");
        return Plan.NOTHING.emitting(FollowUp.of(
                event,
                id + "-corrected",
                "time.corrected.v1",
                id,
                event.key(),
                1,
                Json.read(correction, TimeEntry.class),
                clock.instant()));
    }
}
