package io.throughline.work;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Violation;
import java.time.LocalDate;
import java.util.Optional;

/**
 * V-WRK-14: that a booking at a regulated client waits for compliance since its worker changed country; kept in
 * {@code ext.throughline.held} of the assignment.
 *
 * @param from    first local date in the new country
 * @param country country to which nobody has agreed yet, ISO 3166-1 alpha-2
 * @param was     the last country that needed nobody's word
 */
record StaffingHold(LocalDate from, String country, String was) {

    static final String RULE = "V-WRK-14";

    /** The hold of an assignment, if it is held. */
    static Optional<StaffingHold> of(Assignment assignment) {
        JsonNode held = assignment.ext() == null ? null : assignment.ext().at("/throughline/held");
        return held == null || held.isMissingNode()
                ? Optional.empty()
                : Optional.of(new StaffingHold(
                        LocalDate.parse(held.path("from").asText()),
                        held.path("country").asText(),
                        held.path("was").asText()));
    }

    /** A hold of the worker's bookings on a project that reaches a day. */
    static Optional<StaffingHold> on(Snapshots snapshots, String workerId, String projectId, LocalDate day) {
        return snapshots.all("assignment", "workerId", workerId, Assignment.class).stream()
                .filter(one -> one.projectId().equals(projectId))
                .flatMap(one -> of(one).stream())
                .filter(hold -> !hold.from().isAfter(day))
                .findFirst();
    }

    /** This hold in the place of an earlier one that nobody has lifted. */
    StaffingHold after(Optional<StaffingHold> earlier) {
        return earlier.map(held -> new StaffingHold(from, country, held.was())).orElse(this);
    }

    /** The assignment with this hold. */
    ObjectNode put(Assignment assignment) {
        ObjectNode data = Json.toTree(assignment);
        data.withObject("/ext")
                .withObject("/throughline")
                .putObject("held")
                .put("rule", RULE)
                .put("from", from.toString())
                .put("country", country)
                .put("was", was);
        return data;
    }

    /** The assignment without a hold. */
    static ObjectNode taken(Assignment assignment) {
        ObjectNode data = Json.toTree(assignment);
        ((ObjectNode) data.at("/ext/throughline")).remove("held");
        return data;
    }

    /** What is said of somebody's work that is held. */
    Violation violation(String pointer, String workerId, String projectId) {
        return Violation.hold(
                RULE,
                pointer,
                workerId + " works in " + country + " since " + from + " and " + projectId
                        + " is regulated; compliance has not agreed yet that he goes on there");
    }
}
