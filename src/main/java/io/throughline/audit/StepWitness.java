package io.throughline.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.audit.Finding.Kind;
import io.throughline.contract.Json;
import io.throughline.journal.ChainRows.Row;
import io.throughline.journal.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What the audit says last of the steps of one range of numbers, to be held against the ledger. Besides the page that is
 * read, this is all that a walk keeps: some bytes for each step of the range.
 */
final class StepWitness {

    private static final int PAGE = 1000;

    /** Within one epoch: the attempt begins, is settled, and then a person may change the step. */
    private static final int SENT = 0;

    private static final int SETTLED = 1;
    private static final int CHANGED = 2;
    private static final int MOMENTS = 3;
    private static final List<String> STATES =
            List.of("PLANNED", "SENT", "DONE", "IN_DOUBT", "RETRY", "PARKED", "HELD", "DEAD", "SKIPPED");

    private final Database database;
    private final long after;
    private final long last;
    private final Map<Long, Said> said = new HashMap<>();
    private final Map<Long, Suspect> suspects = new TreeMap<>();
    private boolean judged;

    /** States that were said of a step last; several only when a person changed it more than once between two attempts. */
    private record Said(long order, int states) {}

    private record Suspect(String state, Finding finding) {}

    /**
     * @param after the last step before the range
     * @param last  the last step of the range
     */
    StepWitness(Database database, long after, long last) {
        this.database = database;
        this.after = after;
        this.last = last;
    }

    /** The last of so many steps after one, empty when there is none after it. */
    static OptionalLong last(Connection connection, long after, int count) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select max(step_no) from (select step_no from step where step_no > ? order by step_no fetch first "
                        + count + " rows only) range_of_steps")) {
            select.setLong(1, after);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                long last = rows.getLong(1);
                return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(last);
            }
        }
    }

    /** Takes one row of the audit: {@code at, actor, action, subject, detail}. */
    void hear(Row row) {
        String action = row.content().get(2);
        String subject = row.content().get(3);
        String text = row.content().get(4);
        boolean several = action.startsWith("steps.");
        if (!several && !action.startsWith("step.")) {
            return;
        }
        JsonNode detail = text == null ? Json.mapper().createObjectNode() : Json.tree(text);
        if (several) {
            detail.path("steps").properties().forEach(step -> several(action, detail, step.getKey(), step.getValue()));
        } else if (subject.startsWith("step:")) {
            say(
                    Long.parseLong(subject.substring("step:".length())),
                    order(detail.path("epoch").asLong(), detail.has("from") ? CHANGED : SETTLED),
                    action.substring("step.".length()).replace('-', '_').toUpperCase(Locale.ROOT));
        } else if (detail.has("stepNo") && detail.has("is")) {
            say(
                    detail.path("stepNo").asLong(),
                    order(detail.path("epoch").asLong(), CHANGED),
                    detail.path("is").asText());
        }
    }

    private void several(String action, JsonNode detail, String step, JsonNode value) {
        switch (action) {
            case "steps.sent" -> say(Long.parseLong(step), order(value.asLong(), SENT), "SENT");
            case "steps.settled" -> say(
                    Long.parseLong(step), order(detail.path("epochs").path(step).asLong(), SETTLED), value.asText());
            default -> say(Long.parseLong(step), order(0, SETTLED), value.asText());
        }
    }

    /** Not the time but the epoch says what came last: clocks are set back, epochs never fall. */
    private static long order(long epoch, int moment) {
        return epoch * MOMENTS + moment;
    }

    private void say(long step, long order, String state) {
        int index = STATES.indexOf(state);
        if (index < 0 || step <= after || step > last) {
            return;
        }
        if (judged) {
            suspects.computeIfPresent(step, (number, suspect) -> suspect.state().equals(state) ? null : suspect);
            return;
        }
        Said before = said.get(step);
        if (before == null || before.order() < order) {
            said.put(step, new Said(order, 1 << index));
        } else if (before.order() == order) {
            said.put(step, new Said(order, before.states() | 1 << index));
        }
    }

    /**
     * Compares with the ledger. A step that is not what the audit said is suspected only: it may have moved while the walk
     * went on, and then the rows that came meanwhile, heard after this, say so. Steps of which the audit says nothing are
     * left out.
     */
    void judge() {
        long[] at = {after};
        int[] read = new int[1];
        do {
            database.read(connection -> {
                read[0] = 0;
                try (PreparedStatement select = connection.prepareStatement(
                        "select s.step_no, s.state, s.name, s.system, e.event_id from step s join event e on e.event_no ="
                                + " s.event_no where s.step_no > ? and s.step_no <= ? order by s.step_no fetch first "
                                + PAGE
                                + " rows only")) {
                    select.setLong(1, at[0]);
                    select.setLong(2, last);
                    try (ResultSet rows = select.executeQuery()) {
                        while (rows.next()) {
                            read[0]++;
                            at[0] = rows.getLong(1);
                            Said about = said.remove(at[0]);
                            String state = rows.getString(2);
                            if (about != null && (about.states() & 1 << STATES.indexOf(state)) == 0) {
                                String subject = rows.getString(5) + "/" + rows.getString(3);
                                suspects.put(
                                        at[0],
                                        new Suspect(
                                                state,
                                                finding(
                                                        at[0],
                                                        subject,
                                                        rows.getString(4),
                                                        state,
                                                        names(about.states()))));
                            }
                        }
                    }
                }
                return null;
            });
        } while (read[0] == PAGE);
        judged = true;
    }

    /** What is still not explained. */
    void convict(Consumer<Finding> findings) {
        suspects.values().forEach(suspect -> findings.accept(suspect.finding()));
    }

    private static Finding finding(long step, String subject, String system, String is, String said) {
        return new Finding(
                Kind.STATE,
                "step",
                null,
                step,
                subject,
                "step " + step + " (" + subject + " to " + system + ") is " + is + ", but the audit says " + said);
    }

    private static String names(int states) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < STATES.size(); i++) {
            if ((states & 1 << i) != 0) {
                names.add(STATES.get(i));
            }
        }
        return String.join(" or ", names);
    }
}
