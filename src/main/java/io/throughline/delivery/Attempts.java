package io.throughline.delivery;

import io.throughline.contract.Delivery;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Step;
import io.throughline.contract.Waypoint;
import io.throughline.journal.Audit;
import io.throughline.journal.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Attempts at steps: each is in the ledger before its target is called, and its answer settles that attempt and no other. */
final class Attempts {

    private static final String STARTABLE =
            "s.step_no = any(?) and s.state in ('PLANNED', 'RETRY', 'IN_DOUBT', 'SENT') and " + StepRows.FIRST_IN_LANE;
    private final Database database;
    private final StepRows stepRows;
    private final Snapshots known;
    private final Audit audit;
    private final Clock clock;
    private final String owner;
    private final Turns turns;
    private final Supplier<Set<String>> stoppedFlows;
    private final AtomicLong settlements = new AtomicLong();

    Attempts(
            Database database,
            StepRows stepRows,
            Snapshots known,
            Audit audit,
            Clock clock,
            String owner,
            Turns turns,
            Supplier<Set<String>> stoppedFlows) {
        this.database = database;
        this.stepRows = stepRows;
        this.known = known;
        this.audit = audit;
        this.clock = clock;
        this.owner = owner;
        this.turns = turns;
        this.stoppedFlows = stoppedFlows;
    }

    /**
     * Begins an attempt at each of these steps whose turn it is, and says so in the ledger before anything is sent.
     * Steps that are settled, not due, held or behind another step of their lane are left alone, and so is one that
     * somebody else began or moved between the look at it and the note.
     */
    List<Delivery> begin(Collection<Long> stepNos) {
        if (stepNos.isEmpty()) {
            return List.of();
        }
        Instant now = clock.instant();
        List<Ledger.Row> startable = database.read(connection -> startable(connection, stepNos, now));
        if (startable.isEmpty()) {
            return List.of();
        }
        List<Ledger.Row> started =
                audit.inTransaction((connection, scribe) -> start(connection, scribe, startable, now));
        Waypoint.BEGUN.reached();
        return started.stream().map(row -> delivery(row, now)).toList();
    }

    /** Begins an attempt at one step in a transaction of the caller's, under the same terms. */
    Optional<Ledger.Row> begin(Connection connection, Audit.Scribe scribe, long stepNo) throws SQLException {
        Instant now = clock.instant();
        return start(connection, scribe, startable(connection, List.of(stepNo), now), now).stream()
                .findFirst();
    }

    /** The attempt that began at a step, as its connector would receive it. */
    Delivery begun(Ledger.Row row) {
        return delivery(row, clock.instant());
    }

    private List<Ledger.Row> startable(Connection connection, Collection<Long> stepNos, Instant now)
            throws SQLException {
        Set<String> stopped = stoppedFlows.get();
        return stepRows.find(connection, STARTABLE, Ledger.numbersOf(connection, stepNos)).stream()
                .filter(row -> turns.isDue(row.state(), row.nextAt(), row.lastMoved(), row.owner(), now)
                        && !stopped.contains(row.flow()))
                .toList();
    }

    private List<Ledger.Row> start(Connection connection, Audit.Scribe scribe, List<Ledger.Row> startable, Instant now)
            throws SQLException {
        List<Ledger.Row> sent = markSent(connection, startable, now);
        StepAudit.sent(scribe, audit.self(), sent);
        return sent;
    }

    private Delivery delivery(Ledger.Row row, Instant now) {
        return new Delivery(
                row.stepNo(),
                row.step(),
                row.eventId(),
                row.eventId() + "/" + row.step().name(),
                row.attempts() + 1,
                Turns.isDoubtful(row.state(), row.inDoubt()),
                references(row.step()),
                row.epoch() + 1,
                row.firstSentAt(),
                turns.callBefore(now),
                row.flow());
    }

    /**
     * Writes what attempts led to.
     *
     * @return the steps that were settled; an answer to an attempt that was given up and begun anew meanwhile changes
     *     nothing
     */
    Set<Long> settle(Connection connection, List<Ledger.Outcome> outcomes) throws SQLException {
        if (outcomes.isEmpty()) {
            return Set.of();
        }
        settlements.incrementAndGet();
        try (PreparedStatement update = connection.prepareStatement(
                "update step set state = ?, is_open = ?, in_doubt = ?, attempts = ?, next_at = ?, code = ?, reason = ?,"
                        + " target_ref = ?, adopted = ?, settled_at = ?, answered_at = ?, queued_at = null,"
                        + " first_sent_at = case when ? then null else first_sent_at end where step_no = ? and state ="
                        + " 'SENT' and owner = ? and epoch = ?")) {
            for (Ledger.Outcome outcome : outcomes) {
                update.setString(1, StepState.SENT.become(outcome.state()).name());
                update.setBoolean(2, outcome.state().isOpen());
                update.setBoolean(3, outcome.inDoubt());
                update.setInt(4, outcome.attempts());
                update.setObject(5, Ledger.at(outcome.nextAt()), Types.TIMESTAMP_WITH_TIMEZONE);
                update.setString(6, outcome.code());
                update.setString(7, shortened(outcome.reason()));
                update.setString(8, outcome.reference());
                update.setBoolean(9, outcome.adopted());
                update.setObject(
                        10, outcome.state().isOpen() ? null : OffsetDateTime.now(clock), Types.TIMESTAMP_WITH_TIMEZONE);
                update.setObject(11, OffsetDateTime.now(clock));
                update.setBoolean(12, outcome.unheard());
                update.setLong(13, outcome.stepNo());
                update.setString(14, owner);
                update.setLong(15, outcome.epoch());
                update.addBatch();
            }
            int[] counts = update.executeBatch();
            Set<Long> settled = new HashSet<>();
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] > 0) {
                    settled.add(outcomes.get(i).stepNo());
                }
            }
            return settled;
        }
    }

    /** How often steps were settled by this process. */
    long settlements() {
        return settlements.get();
    }

    /** The attempts of these steps that are under way; an answer counts only while its attempt is the one known here. */
    Map<Long, Ledger.Attempt> underWay(Connection connection, Collection<Long> stepNos) throws SQLException {
        Map<Long, Ledger.Attempt> underWay = new HashMap<>();
        if (stepNos.isEmpty()) {
            return underWay;
        }
        try (PreparedStatement select = connection.prepareStatement(
                "select step_no, event_no, epoch, flow from step where step_no = any(?) and state = 'SENT'")) {
            select.setArray(1, Ledger.numbersOf(connection, stepNos));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    underWay.put(
                            rows.getLong(1), new Ledger.Attempt(rows.getLong(2), rows.getLong(3), rows.getString(4)));
                }
            }
        }
        return underWay;
    }

    /** The next attempt at a step as its connector would receive it; nothing is begun. */
    Delivery preview(Ledger.Row row) {
        return new Delivery(
                row.stepNo(),
                row.step(),
                row.eventId(),
                row.eventId() + "/" + row.step().name(),
                row.attempts() + 1,
                row.inDoubt(),
                references(row.step()),
                row.epoch() + 1,
                row.firstSentAt(),
                null,
                row.flow());
    }

    private List<Ledger.Row> markSent(Connection connection, List<Ledger.Row> rows, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update step set state = ?, owner = ?, started_at = ?, queued_at = null, attempts = attempts + 1,"
                        + " epoch = epoch + 1, first_sent_at = coalesce(first_sent_at, ?), in_doubt = ? where step_no ="
                        + " ? and state = ? and epoch = ?")) {
            for (Ledger.Row row : rows) {
                update.setString(1, row.state().become(StepState.SENT).name());
                update.setString(2, owner);
                update.setObject(3, Ledger.at(now));
                update.setObject(4, Ledger.at(now));
                update.setBoolean(5, Turns.isDoubtful(row.state(), row.inDoubt()));
                update.setLong(6, row.stepNo());
                update.setString(7, row.state().name());
                update.setLong(8, row.epoch());
                update.addBatch();
            }
            int[] counts = update.executeBatch();
            List<Ledger.Row> started = new ArrayList<>();
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] > 0) {
                    started.add(rows.get(i));
                }
            }
            return started;
        }
    }

    private Map<String, String> references(Step step) {
        Map<String, String> references = new HashMap<>();
        List<String> wanted = new ArrayList<>(step.needs());
        wanted.add(step.lane() + "@" + step.system());
        for (String need : wanted) {
            int colon = need.indexOf(':');
            int at = need.lastIndexOf('@');
            known.externalId(need.substring(0, colon), need.substring(colon + 1, at), need.substring(at + 1))
                    .ifPresent(id -> references.put(need, id));
        }
        return references;
    }

    private static String shortened(String reason) {
        return reason == null || reason.length() <= 4000 ? reason : reason.substring(0, 4000);
    }
}
