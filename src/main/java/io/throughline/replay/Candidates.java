package io.throughline.replay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds the events of a selection, and what of each would be delivered again. */
final class Candidates {

    private static final int CHUNK = 1000;

    private Candidates() {}

    /** One event that is meant. */
    record Candidate(
            long eventNo, String eventId, String type, String subject, String state, Instant pruned, List<Step> steps) {

        /** Steps of the selection that are not finished. */
        List<Step> unfinished() {
            return steps.stream().filter(step -> !step.finished()).toList();
        }
    }

    /** One step that is meant. */
    record Step(long stepNo, String name, String system, String operation, String state) {

        boolean finished() {
            return state.equals("DONE") || state.equals("SKIPPED");
        }
    }

    /**
     * What a selection meets.
     *
     * @param candidates its events in the order of their arrival
     * @param steps      names of all steps of these events, also of those that are not meant
     * @param systems    targets of all these steps
     */
    record Found(List<Candidate> candidates, Set<String> steps, Set<String> systems) {}

    /** The events of a selection in the order of their arrival, at most so many and one more. */
    static Found find(Connection connection, Selection selection, int most) throws SQLException {
        Map<String, List<Object>> conditions = selection.conditions();
        List<Candidate> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select e.event_no, e.event_id, e.type, e.subject, e.state, e.pruned_at from event e where "
                        + String.join(" and ", conditions.keySet()) + " order by e.event_no fetch first " + (most + 1)
                        + " rows only")) {
            int i = 1;
            for (List<Object> values : conditions.values()) {
                for (Object value : values) {
                    select.setObject(i++, value);
                }
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    OffsetDateTime pruned = rows.getObject(6, OffsetDateTime.class);
                    found.add(new Candidate(
                            rows.getLong(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getString(4),
                            rows.getString(5),
                            pruned == null ? null : pruned.toInstant(),
                            new ArrayList<>()));
                }
            }
        }
        Found all = new Found(found, new TreeSet<>(), new TreeSet<>());
        for (int from = 0; from < found.size(); from += CHUNK) {
            addSteps(connection, selection, found.subList(from, Math.min(found.size(), from + CHUNK)), all);
        }
        return all;
    }

    /** The steps of one event that are meant and not finished, as they are now. */
    static List<Step> unfinished(Connection connection, Selection selection, long eventNo) throws SQLException {
        Candidate one = new Candidate(eventNo, null, null, null, null, null, new ArrayList<>());
        addSteps(connection, selection, List.of(one), new Found(List.of(one), new TreeSet<>(), new TreeSet<>()));
        return one.unfinished();
    }

    private static void addSteps(Connection connection, Selection selection, List<Candidate> chunk, Found all)
            throws SQLException {
        Map<Long, Candidate> byNumber = new HashMap<>();
        chunk.forEach(candidate -> byNumber.put(candidate.eventNo(), candidate));
        try (PreparedStatement select = connection.prepareStatement(
                "select event_no, step_no, name, system, operation, state from step where event_no = any(?) order by"
                        + " event_no, step_no")) {
            select.setArray(
                    1, connection.createArrayOf("bigint", byNumber.keySet().toArray()));
            try (ResultSet rows = select.executeQuery()) {
                long event = -1;
                boolean reached = false;
                while (rows.next()) {
                    if (rows.getLong(1) != event) {
                        event = rows.getLong(1);
                        reached = selection.step() == null;
                    }
                    reached |= rows.getString(3).equals(selection.step());
                    all.steps().add(rows.getString(3));
                    all.systems().add(rows.getString(4));
                    if (selection.takes(rows.getString(3), rows.getString(4), reached)) {
                        byNumber.get(event)
                                .steps()
                                .add(new Step(
                                        rows.getLong(2),
                                        rows.getString(3),
                                        rows.getString(4),
                                        rows.getString(5),
                                        rows.getString(6)));
                    }
                }
            }
        }
    }
}
