package io.throughline.work;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Snapshots;
import io.throughline.people.FollowUp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Ends the bookings of a worker who leaves and brings them back when he stays. What a booking was before is kept in its
 * {@code ext.throughline.ended}, so that it can be restored to the letter.
 */
final class EndedBookings {

    private final Snapshots snapshots;
    private final Clock clock;

    EndedBookings(Snapshots snapshots, Clock clock) {
        this.snapshots = snapshots;
        this.clock = clock;
    }

    /** Bookings of a worker that reach beyond a day, in the order of their ids. */
    List<Assignment> after(String workerId, LocalDate lastDay) {
        return snapshots.all("assignment", "workerId", workerId, Assignment.class).stream()
                .filter(StaffingRules::books)
                .filter(one -> one.to().isAfter(lastDay.plusDays(1)))
                .toList();
    }

    /** One that begins after the last day is rejected, every other ends with that day. */
    List<Event> end(Event cause, String workerId, LocalDate lastDay) {
        List<Event> events = new ArrayList<>();
        for (Assignment one : after(workerId, lastDay)) {
            ObjectNode data = Json.toTree(one);
            ObjectNode ended =
                    data.withObject("/ext").withObject("/throughline").putObject("ended");
            ended.put("by", cause.id())
                    .put("status", one.status().name())
                    .put("to", one.to().toString());
            if (one.from().isAfter(lastDay)) {
                data.put("status", Assignment.Status.REJECTED.name());
            } else {
                data.put("status", Assignment.Status.ENDED.name())
                        .put("to", lastDay.plusDays(1).toString());
            }
            events.add(event(cause, one, "assignment.ended.v1", "-ended-v", data));
        }
        return events;
    }

    /** Those that ended with the worker and whose place nobody has taken. */
    List<Event> restore(Event cause, String workerId) {
        List<Event> events = new ArrayList<>();
        for (Assignment one : snapshots.all("assignment", "workerId", workerId, Assignment.class)) {
            if (!ended(one).isMissingNode() && !filled(one)) {
                ObjectNode data = Json.toTree(one);
                data.put("status", ended(one).path("status").asText())
                        .put("to", ended(one).path("to").asText());
                ((ObjectNode) data.at("/ext/throughline")).remove("ended");
                events.add(event(cause, one, "assignment.changed.v1", "-restored-v", data));
            }
        }
        return events;
    }

    /** Of these, the ended ones whose place nobody has taken. */
    List<Assignment> unfilled(Collection<String> assignmentIds) {
        return assignmentIds.stream()
                .flatMap(id -> snapshots.latest("assignment", id, Assignment.class).stream())
                .filter(one -> !ended(one).isMissingNode() && !filled(one))
                .toList();
    }

    private boolean filled(Assignment ended) {
        boolean over = snapshots
                .latest("project", ended.projectId(), Project.class)
                .filter(project -> project.status() == Project.Status.CLOSED)
                .isPresent();
        LocalDate from = ended.status() == Assignment.Status.REJECTED ? ended.from() : ended.to();
        LocalDate to = LocalDate.parse(ended(ended).path("to").asText());
        return over
                || snapshots.all("assignment", "projectId", ended.projectId(), Assignment.class).stream()
                        .anyMatch(other -> !other.workerId().equals(ended.workerId())
                                && StaffingRules.books(other)
                                && other.roleId().equals(ended.roleId())
                                && !other.from().isBefore(from)
                                && other.from().isBefore(to));
    }

    private static JsonNode ended(Assignment one) {
        JsonNode ext = one.ext();
        return ext == null
                ? com.fasterxml.jackson.databind.node.MissingNode.getInstance()
                : ext.at("/throughline/ended");
    }

    private Event event(Event cause, Assignment one, String type, String mark, ObjectNode data) {
        long version = one.version() + 1;
        data.put("version", version);
        return FollowUp.of(
                cause,
                one.assignmentId() + mark + version,
                type,
                one.assignmentId(),
                "worker:" + one.workerId(),
                version,
                Json.read(data, Assignment.class),
                clock.instant());
    }
}
