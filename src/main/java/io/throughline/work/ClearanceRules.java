package io.throughline.work;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Violation;
import io.throughline.people.FollowUp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * V-WRK-14 of WF-02: a worker who changes country keeps account, pay and place in the ERP; what he is booked on at regulated
 * clients is held from that day until compliance agrees. While it is, his time there and new bookings there are held too.
 */
public final class ClearanceRules {

    private final Snapshots snapshots;
    private final Clock clock;

    public ClearanceRules(Snapshots snapshots, Clock clock) {
        this.snapshots = snapshots;
        this.clock = clock;
    }

    /**
     * Held, with {@code assignment.held.v1} for each booking that reaches into the days of the new country. Once the event
     * carries {@code ext.throughline.approvedBy}, and when the worker is back in the country he was booked from,
     * {@code assignment.released.v1}.
     *
     * @param event with {@code workerId}, {@code from} (local date), {@code country}, {@code was} and {@code projects} in its data
     */
    public Plan plan(Event event) {
        JsonNode data = event.data();
        String workerId = data.path("workerId").asText();
        StaffingHold hold = new StaffingHold(
                LocalDate.parse(data.path("from").asText()),
                data.path("country").asText(),
                data.path("was").asText());
        boolean agreed = !data.at("/ext/throughline/approvedBy").asText("").isBlank();
        Set<String> projects = new HashSet<>();
        data.path("projects").forEach(project -> projects.add(project.asText()));
        List<Violation> found = new ArrayList<>();
        List<Event> told = new ArrayList<>();
        for (Assignment one : booked(workerId, projects, hold.from())) {
            Optional<StaffingHold> present = StaffingHold.of(one);
            boolean same = present.filter(held -> held.country().equals(hold.country()))
                    .isPresent();
            boolean back =
                    present.filter(held -> held.was().equals(hold.country())).isPresent();
            if (back || agreed && same) {
                told.add(event(event, one, "released", StaffingHold.taken(one)));
            } else if (!back && !agreed) {
                if (!same) {
                    told.add(event(event, one, "held", hold.after(present).put(one)));
                }
                found.add(hold.violation("/country", workerId, one.projectId()));
            }
        }
        return found.isEmpty()
                ? Plan.NOTHING.emitting(told.toArray(Event[]::new)).healing()
                : Plan.parted(found.stream().distinct().toList(), told);
    }

    private List<Assignment> booked(String workerId, Set<String> projects, LocalDate from) {
        return snapshots.all("assignment", "workerId", workerId, Assignment.class).stream()
                .filter(one -> projects.contains(one.projectId()))
                .filter(one -> StaffingRules.books(one) && one.to().isAfter(from))
                .toList();
    }

    private Event event(Event cause, Assignment one, String what, ObjectNode data) {
        long version = one.version() + 1;
        data.put("version", version);
        return FollowUp.of(
                cause,
                one.assignmentId() + "-" + what + "-v" + version,
                "assignment." + what + ".v1",
                one.assignmentId(),
                "worker:" + one.workerId(),
                version,
                Json.read(data, Assignment.class),
                clock.instant());
    }
}
