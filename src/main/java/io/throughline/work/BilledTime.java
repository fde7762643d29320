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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The correction path of WF-14: an entry on an invoice is not edited. What a newer version changes about its minutes
 * becomes a correction entry of the same day, so that the entry and its corrections together come to what is approved, on
 * each project. Work that was moved to another project is taken off the old one and put on the new one together, or
 * not at all.
 */
final class BilledTime {

    private final TimeFacts facts;
    private final TimeRules rules;
    private final TimeEnrichment enrichment;
    private final Clock clock;

    BilledTime(TimeFacts facts, TimeRules rules, TimeEnrichment enrichment, Clock clock) {
        this.facts = facts;
        this.rules = rules;
        this.enrichment = enrichment;
        this.clock = clock;
    }

    /**
     * {@code time.corrected.v1} for each project with a difference, what is taken off first; nothing when there is none; held
     * when worker or day were changed, or when a rule holds either side of a move.
     */
    Plan plan(Event event, TimeFact billed, TimeEntry entry) {
        if (entry.version() == billed.version()) {
            return Plan.NOTHING;
        }
        if (!entry.workDate().equals(billed.workDate()) || !entry.workerId().equals(billed.workerId())) {
            return Plan.stopped(List.of(Violation.hold(
                    "V-TIM-07",
                    "/timeEntryId",
                    entry.timeEntryId() + " is on invoice " + billed.invoiceId()
                            + "; another worker or day needs a correction by hand")));
        }
        List<TimeEntry> corrections = corrections(billed, entry);
        List<Violation> found = corrections.size() < 2 ? List.of() : held(entry, corrections);
        return found.isEmpty()
                ? Plan.NOTHING.emitting(corrections.stream()
                        .map(correction -> corrected(event, correction))
                        .toArray(Event[]::new))
                : Plan.stopped(found);
    }

    private List<TimeEntry> corrections(TimeFact billed, TimeEntry entry) {
        TreeMap<String, TimeFact> standing = new TreeMap<>();
        Map<String, Integer> missing = new TreeMap<>();
        Stream.concat(Stream.of(billed), facts.correctionsOf(entry.timeEntryId()).stream())
                .filter(fact -> fact.state().approved())
                .forEach(fact -> {
                    standing.putIfAbsent(fact.projectId(), fact);
                    missing.merge(fact.projectId(), -fact.minutes(), Integer::sum);
                });
        int approved = entry.status() == TimeEntry.Status.APPROVED ? entry.minutes() : 0;
        missing.merge(entry.projectId(), approved, Integer::sum);
        List<TimeEntry> corrections = new ArrayList<>();
        missing.forEach((project, minutes) -> {
            if (minutes != 0) {
                String mark = "-v" + entry.version();
                corrections.add(
                        project.equals(entry.projectId())
                                ? correction(Json.toTree(entry), mark, minutes)
                                : correction(
                                        onAnother(entry, standing.get(project)),
                                        mark + "-m" + standing.headMap(project).size(),
                                        minutes));
            }
        });
        corrections.sort(Comparator.comparingInt(TimeEntry::minutes));
        return corrections;
    }

    /** What stands on another project than the entry names is taken back as it was put there. */
    private static ObjectNode onAnother(TimeEntry entry, TimeFact standing) {
        ObjectNode there = Json.toTree(entry)
                .put("projectId", standing.projectId())
                .put("taskId", standing.taskId())
                .put("roleId", standing.roleId())
                .put("billable", standing.billable());
        there.remove("assignmentId");
        return there;
    }

    private static TimeEntry correction(ObjectNode entry, String mark, int minutes) {
        String original = entry.path("timeEntryId").asText();
        entry.put("timeEntryId", original + mark)
                .put("version", 1)
                .put("minutes", minutes)
                .put("status", TimeEntry.Status.APPROVED.name())
                .put("correctionOf", original);
        entry.remove("xref");
        return Json.read(entry, TimeEntry.class);
    }

    /** What holds or refuses a side of a move; what is put on is asked about as the entry that it comes from. */
    private List<Violation> held(TimeEntry entry, List<TimeEntry> corrections) {
        return corrections.stream()
                .map(correction -> correction.projectId().equals(entry.projectId()) ? entry : correction)
                .flatMap(side ->
                        Stream.concat(rules.check(side).stream(), enrichment.complete(side).findings().stream()))
                .filter(finding -> finding.outcome() != Violation.Outcome.WARN)
                .toList();
    }

    private Event corrected(Event event, TimeEntry correction) {
        return FollowUp.of(
                event,
                correction.timeEntryId() + "-corrected",
                "time.corrected.v1",
                correction.timeEntryId(),
                "project:" + correction.projectId(),
                1,
                correction,
                clock.instant());
    }
}
