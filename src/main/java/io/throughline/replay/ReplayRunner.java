package io.throughline.replay;

import io.throughline.broker.Outgoing;
import io.throughline.contract.Json;
import io.throughline.delivery.Batch.StepMessage;
import io.throughline.delivery.MailRoom;
import io.throughline.delivery.Redelivery;
import io.throughline.journal.Audit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Takes up the events of running replays, a few at a time. How far a replay is stands in its table, written together with
 * what was planned again, so a stop or a crash loses nothing and repeats nothing.
 */
public final class ReplayRunner {

    static final String GONE = "the payload was taken away by the retention; there is nothing left to deliver";

    static final String UNSEEN_MONEY =
            "a step that moves money is among its steps, and nobody agreed to that; ask for a replay that a second person"
                    + " approves";

    private static final int NOTE = 1000;

    private final Audit audit;
    private final Redelivery redelivery;
    private final Policy policy;
    private final Throttle throttle;
    private final Clock clock;
    private int turn;

    private enum Outcome {
        /** Steps were planned again. */
        REPLAYED,
        /** Nothing was to be done. */
        NOTHING,
        /** A newer version was here before it. */
        SUPERSEDED,
        /** It cannot be delivered. */
        REFUSED
    }

    private record Next(int seq, long eventNo, String state, OffsetDateTime pruned) {}

    private record Result(Outcome outcome, String note, List<StepMessage> messages) {}

    public ReplayRunner(Audit audit, Redelivery redelivery, Policy policy, Clock clock) {
        this.audit = audit;
        this.redelivery = redelivery;
        this.policy = policy;
        this.throttle = new Throttle(policy.perSecond(), policy.periodMillis());
        this.clock = clock;
    }

    /**
     * Takes up the next events of running replays, which share what may be taken up in a second; the messages are to be
     * sent now that they are committed.
     */
    public List<Outgoing> tick() {
        int allowed = throttle.next();
        if (allowed == 0) {
            return List.of();
        }
        List<StepMessage> messages = audit.inTransaction((connection, scribe) -> {
            List<StepMessage> all = new ArrayList<>();
            List<ReplayRow> running = ReplayRow.running(connection);
            if (!running.isEmpty()) {
                Collections.rotate(running, turn++);
            }
            int left = allowed;
            for (int i = 0; i < running.size() && left > 0; i++) {
                int others = running.size() - i - 1;
                left -= advance(connection, scribe, running.get(i), Math.max(1, left / (others + 1)), all);
            }
            return all;
        });
        return messages.stream()
                .map(message -> MailRoom.delivery(message.system(), message.stepNo(), message.lane()))
                .toList();
    }

    /** Takes up at most so many events of a replay, and tells how many there were. */
    private int advance(
            Connection connection, Audit.Scribe scribe, ReplayRow replay, int most, List<StepMessage> messages)
            throws SQLException {
        Selection selection = Selection.stored(replay.selection());
        int position = replay.position();
        List<Next> events = next(connection, replay, most);
        for (Next next : events) {
            Result result = take(connection, scribe, replay, next, selection);
            write(connection, replay, next, result);
            messages.addAll(result.messages());
            position = next.seq();
        }
        boolean done = position >= replay.events();
        try (PreparedStatement update = connection.prepareStatement(
                "update replay set position = ?, state = ?, finished_at = ? where replay_no = ?")) {
            update.setInt(1, position);
            update.setString(2, (done ? ReplayState.DONE : ReplayState.RUNNING).name());
            update.setObject(3, done ? OffsetDateTime.now(clock) : null, Types.TIMESTAMP_WITH_TIMEZONE);
            update.setLong(4, replay.replayNo());
            update.executeUpdate();
        }
        if (done) {
            scribe.note(
                    audit.self(),
                    "replay.done",
                    "replay:" + replay.replayNo(),
                    Json.mapper().createObjectNode().put("events", replay.events()));
        }
        return events.size();
    }

    private Result take(Connection connection, Audit.Scribe scribe, ReplayRow replay, Next next, Selection selection)
            throws SQLException {
        if (next.pruned() != null) {
            return new Result(Outcome.REFUSED, GONE, List.of());
        }
        if (next.state().equals("SUPERSEDED")) {
            return new Result(
                    Outcome.SUPERSEDED,
                    "a newer version was here before it; an older one never overwrites a newer one",
                    List.of());
        }
        if (next.state().equals("HELD")) {
            return new Result(
                    Outcome.REFUSED, "a rule holds it; correct and resubmit it at the exception desk", List.of());
        }
        if (!replay.mayMoveMoney() && policy.financial(Candidates.unfinished(connection, selection, next.eventNo()))) {
            return new Result(Outcome.REFUSED, UNSEEN_MONEY, List.of());
        }
        Redelivery.Selection steps =
                new Redelivery.Selection(selection.step(), selection.steps(), selection.targets(), selection.absent());
        List<StepMessage> messages = redelivery.again(connection, scribe, replay.requestedBy(), next.eventNo(), steps);
        if (!messages.isEmpty()) {
            return new Result(
                    Outcome.REPLAYED,
                    messages.size() == 1 ? "1 step sent again" : messages.size() + " steps sent again",
                    messages);
        }
        return new Result(Outcome.NOTHING, why(connection, next.eventNo()), List.of());
    }

    private static String why(Connection connection, long eventNo) throws SQLException {
        List<String> open = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select name, system, state, waits_for from step where event_no = ? and is_open order by step_no")) {
            select.setLong(1, eventNo);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    String waits = rows.getString(4);
                    open.add(rows.getString(1) + " to " + rows.getString(2) + " is " + rows.getString(3)
                            + (waits == null ? "" : " for " + waits));
                }
            }
        }
        return open.isEmpty()
                ? "every step is finished already; nothing is sent again"
                : "nothing of it can be sent again now: " + String.join(", ", open);
    }

    private static List<Next> next(Connection connection, ReplayRow replay, int most) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select r.seq, r.event_no, e.state, e.pruned_at from replay_event r join event e on e.event_no ="
                        + " r.event_no where r.replay_no = ? and r.seq > ? order by r.seq fetch first "
                        + most + " rows only")) {
            select.setLong(1, replay.replayNo());
            select.setInt(2, replay.position());
            try (ResultSet rows = select.executeQuery()) {
                List<Next> next = new ArrayList<>();
                while (rows.next()) {
                    next.add(new Next(
                            rows.getInt(1),
                            rows.getLong(2),
                            rows.getString(3),
                            rows.getObject(4, OffsetDateTime.class)));
                }
                return next;
            }
        }
    }

    private void write(Connection connection, ReplayRow replay, Next next, Result result) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update replay_event set outcome = ?, note = ?, at = ? where replay_no = ? and seq = ?")) {
            update.setString(1, result.outcome().name());
            String note = result.note();
            update.setString(2, note.length() <= NOTE ? note : note.substring(0, NOTE));
            update.setObject(3, OffsetDateTime.now(clock));
            update.setLong(4, replay.replayNo());
            update.setInt(5, next.seq());
            update.executeUpdate();
        }
    }
}
