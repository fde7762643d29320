package io.throughline.delivery;

import io.throughline.delivery.Ledger.Row;
import io.throughline.journal.Audit;
import io.throughline.journal.References;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is to be sent next: the followers in lanes, what was parked and may go, what is overdue, what may probe. */
public final class Agenda {

    private final Ledger ledger;
    private final StepRows stepRows;
    private final Clock clock;
    private final String owner;
    private final Turns turns;

    Agenda(Ledger ledger, StepRows stepRows, Clock clock, String owner, Turns turns) {
        this.ledger = ledger;
        this.stepRows = stepRows;
        this.clock = clock;
        this.owner = owner;
        this.turns = turns;
    }

    /** The next waiting step of each lane in which a step was just settled. */
    public List<Row> nextInLanes(Connection connection, Collection<Long> settled) throws SQLException {
        if (settled.isEmpty()) {
            return List.of();
        }
        return stepRows.find(
                connection,
                "s.state in ('PLANNED', 'RETRY', 'IN_DOUBT') and s.is_open and s.step_no in (select min(o.step_no) from"
                        + " step o join step d on d.system = o.system and d.lane = o.lane where d.step_no = any(?) and"
                        + " o.is_open group by o.system, o.lane)",
                Ledger.numbersOf(connection, settled));
    }

    /**
     * Lets go of parked steps whose references have arrived.
     *
     * @param references {@code <object>:<id>@<system>}, become known
     * @param limit      how many steps are looked at
     * @return the steps that may be sent now
     */
    public List<Row> release(
            Connection connection, Audit.Scribe scribe, String actor, Collection<String> references, int limit)
            throws SQLException {
        if (references.isEmpty()) {
            return List.of();
        }
        List<Row> waiting = stepRows.first(
                connection,
                limit,
                "s.state = 'PARKED' and s.step_no in (select w.step_no from parked_step w where w.reference = any(?))",
                connection.createArrayOf("varchar", references.toArray()));
        List<Row> released = new ArrayList<>();
        for (Row row : waiting) {
            String missing = ledger.missingNeed(row.step());
            if (missing == null) {
                ledger.change(connection, scribe, actor, row, StepState.PLANNED, null);
                released.add(row);
            } else if (!missing.equals(row.waitsFor())) {
                waitFor(connection, row, missing);
            }
        }
        return released;
    }

    /** What parked steps wait for, each reference once. */
    public List<String> awaited(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select distinct reference from parked_step");
                ResultSet rows = select.executeQuery()) {
            List<String> awaited = new ArrayList<>();
            while (rows.next()) {
                awaited.add(rows.getString(1));
            }
            return awaited;
        }
    }

    /** What parked steps wait for and is known by now. */
    public Set<String> arrived(Connection connection) throws SQLException {
        return References.known(connection, awaited(connection));
    }

    /**
     * Steps that should be on their way and are not: planned without a message, due for another attempt, or begun by a
     * process that did not finish.
     *
     * @param closed  systems to which nothing may be sent at the moment
     * @param stopped flows whose steps may not begin at the moment
     * @param idle    systems in whose queues nothing waits: a message that was sent there a while ago is lost
     * @param patience that while; a message to any other system counts as lost after the lease
     */
    public List<Row> overdue(
            Connection connection,
            int limit,
            Set<String> closed,
            Set<String> stopped,
            Set<String> idle,
            Duration patience)
            throws SQLException {
        Instant now = clock.instant();
        List<Row> found = stepRows.first(
                connection,
                limit,
                "s.is_open and s.state in ('PLANNED', 'RETRY', 'IN_DOUBT', 'SENT') and (s.queued_at is null or s.queued_at"
                        + " <= ? or s.queued_at > ? or (s.queued_at <= ? and s.system = any(?))) and (s.state ="
                        + " 'PLANNED' or (s.state in ('RETRY', 'IN_DOUBT') and (s.next_at is null or s.next_at <= ? or"
                        + " s.answered_at > ?)) or (s.state = 'SENT' and (s.started_at < ? or s.started_at > ? or"
                        + " (s.owner like ? and s.owner <> ?)))) and " + StepRows.FIRST_IN_LANE
                        + " and not (s.system = any(?)) and not (s.flow = any(?))",
                Ledger.at(turns.abandonedBefore(now)),
                Ledger.at(turns.aheadOf(now)),
                Ledger.at(now.minus(patience)),
                namesOf(connection, idle),
                Ledger.at(now),
                Ledger.at(turns.aheadOf(now)),
                Ledger.at(turns.abandonedBefore(now)),
                Ledger.at(turns.aheadOf(now)),
                turns.node() + "%",
                owner,
                namesOf(connection, closed),
                namesOf(connection, stopped));
        return found.stream().filter(row -> isDue(row, now)).toList();
    }

    /**
     * The step with which a system is tried, as a list of one: of those whose turn it is the one that was not tried for the
     * longest time, so that one that fails for reasons of its own does not keep the others back. Empty when there is none.
     */
    public List<Row> probe(Connection connection, String system, Set<String> stopped) throws SQLException {
        Instant now = clock.instant();
        List<Row> found = stepRows.ordered(
                connection,
                StepRows.NOT_TRIED_FOR_LONGEST,
                1,
                "s.system = ? and s.is_open and (s.state = 'PLANNED' or (s.state in ('RETRY', 'IN_DOUBT') and"
                        + " (s.next_at is null or s.next_at <= ? or s.answered_at > ?))) and not (s.flow = any(?)) and "
                        + StepRows.FIRST_IN_LANE,
                system,
                Ledger.at(now),
                Ledger.at(turns.aheadOf(now)),
                namesOf(connection, stopped));
        return found.stream().filter(row -> isDue(row, now)).toList();
    }

    /** Notes that messages are on their way, so that the sweeper leaves the steps alone for a while. */
    public void markQueued(Connection connection, Collection<Long> stepNos) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update step set queued_at = ? where step_no = any(?)")) {
            update.setObject(1, OffsetDateTime.now(clock));
            update.setArray(2, Ledger.numbersOf(connection, stepNos));
            update.executeUpdate();
        }
    }

    /** Notes that no message is on its way to any step; the broker that had them is gone. */
    public void forgetMessages(Connection connection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update step set queued_at = null where is_open and queued_at is not null")) {
            update.executeUpdate();
        }
    }

    private boolean isDue(Row row, Instant now) {
        return turns.isDue(row.state(), row.nextAt(), row.lastMoved(), row.owner(), now);
    }

    private void waitFor(Connection connection, Row row, String missing) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update step set waits_for = ? where step_no = ? and state = 'PARKED'")) {
            update.setString(1, missing);
            update.setLong(2, row.stepNo());
            update.executeUpdate();
        }
        ParkedSteps.forget(connection, row.stepNo());
        ParkedSteps.note(connection, Map.of(row.stepNo(), missing));
    }

    private static java.sql.Array namesOf(Connection connection, Collection<String> names) throws SQLException {
        return connection.createArrayOf("varchar", names.toArray());
    }
}
