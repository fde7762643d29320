package io.throughline.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.alerts.AlertRows;
import io.throughline.contract.Json;
import io.throughline.delivery.Ledger;
import io.throughline.delivery.StepTimes;
import io.throughline.journal.AuditTrail;
import io.throughline.journal.Journal;
import io.throughline.journal.MappingVersions;
import io.throughline.replay.ReplayLinks;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What belongs to the stories of some events, fetched for all of them at once. */
final class StoryParts {

    /** Notes of the audit that are told, the newest. */
    private static final int NOTES = 10_000;

    private final Map<Long, List<Ledger.Row>> steps = new HashMap<>();
    private final Map<Long, StepTimes> times = new HashMap<>();
    private final Map<Long, ArrayNode> cases = new HashMap<>();
    private final Map<Long, ArrayNode> replays = new HashMap<>();
    private final Map<Long, ArrayNode> alerts;
    private final Map<Long, Set<String>> subjects = new HashMap<>();
    private final Map<String, List<AuditTrail.Note>> notes = new HashMap<>();
    private final MappingVersions mappings;
    private final boolean notesLeftOut;

    StoryParts(Connection connection, Ledger ledger, List<Journal.Entry> entries) throws SQLException {
        List<Long> numbers = entries.stream().map(Journal.Entry::eventNo).toList();
        for (Journal.Entry entry : entries) {
            subjects.put(
                    entry.eventNo(),
                    new LinkedHashSet<>(List.of("event:" + entry.event().id())));
        }
        Set<String> all = new LinkedHashSet<>();
        for (Ledger.Row row : ledger.ofEvents(connection, numbers)) {
            steps.computeIfAbsent(row.eventNo(), event -> new ArrayList<>()).add(row);
            all.add("step:" + row.stepNo());
        }
        times.putAll(StepTimes.ofEvents(connection, numbers));
        readCases(connection, numbers);
        for (long number : numbers) {
            replays.put(number, ReplayLinks.of(connection, number, subjects.get(number)));
        }
        alerts = AlertRows.ofEvents(connection, numbers);
        subjects.values().forEach(all::addAll);
        AuditTrail.Newest newest = AuditTrail.newest(connection, all, NOTES);
        newest.notes().forEach(note -> notes.computeIfAbsent(note.subject(), subject -> new ArrayList<>())
                .add(note));
        notesLeftOut = newest.leftOut();
        mappings = MappingVersions.read(connection);
    }

    List<Ledger.Row> steps(long eventNo) {
        return steps.getOrDefault(eventNo, List.of());
    }

    /** Null when the step is not there. */
    StepTimes times(long stepNo) {
        return times.get(stepNo);
    }

    /** What the audit says of a step, oldest first. */
    List<AuditTrail.Note> history(long stepNo) {
        return notes.getOrDefault("step:" + stepNo, List.of());
    }

    /** What people did with an event, its cases and its replays, oldest first. */
    List<AuditTrail.Note> actions(long eventNo) {
        return subjects.get(eventNo).stream()
                .flatMap(subject -> notes.getOrDefault(subject, List.of()).stream())
                .sorted(Comparator.comparing(AuditTrail.Note::at))
                .toList();
    }

    ArrayNode cases(long eventNo) {
        return cases.getOrDefault(eventNo, Json.mapper().createArrayNode());
    }

    ArrayNode replays(long eventNo) {
        return replays.getOrDefault(eventNo, Json.mapper().createArrayNode());
    }

    ArrayNode alerts(long eventNo) {
        return alerts.getOrDefault(eventNo, Json.mapper().createArrayNode());
    }

    /** Name and version of the mapping that wrote the last request of a step; empty when it was not sent through one. */
    Optional<ObjectNode> mapping(Ledger.Row row) {
        StepTimes time = times(row.stepNo());
        if (row.owner() == null || time == null || time.lastSent() == null) {
            return Optional.empty();
        }
        String name = row.step().system() + "/" + row.step().operation() + ".out.jslt";
        return mappings.of(name, row.owner(), time.lastSent())
                .map(version ->
                        Json.mapper().createObjectNode().put("name", name).put("sha256", version));
    }

    /** Whether the audit has older notes than those that are told. */
    boolean notesLeftOut() {
        return notesLeftOut;
    }

    private void readCases(Connection connection, List<Long> numbers) throws SQLException {
        if (numbers.isEmpty()) {
            return;
        }
        try (PreparedStatement select = connection.prepareStatement(
                "select case_no, kind, rule, message, opened_at, closed_at, closed_by, event_no from exception_case where"
                        + " event_no = any(?) order by case_no")) {
            select.setArray(1, connection.createArrayOf("bigint", numbers.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    long eventNo = rows.getLong(8);
                    subjects.get(eventNo).add("case:" + rows.getLong(1));
                    ObjectNode one = cases.computeIfAbsent(
                                    eventNo, event -> Json.mapper().createArrayNode())
                            .addObject()
                            .put("id", rows.getLong(1))
                            .put("kind", rows.getString(2))
                            .put("rule", rows.getString(3))
                            .put("message", rows.getString(4))
                            .put("openedAt", instant(rows, 5).toString());
                    EventStory.putIfKnown(one, "closedAt", instant(rows, 6));
                    EventStory.putIfKnown(one, "closedBy", rows.getString(7));
                }
            }
        }
    }

    private static Instant instant(ResultSet rows, int column) throws SQLException {
        OffsetDateTime at = rows.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
