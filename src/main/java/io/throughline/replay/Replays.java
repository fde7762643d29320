package io.throughline.replay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.journal.Audit;
import io.throughline.journal.Audit.Scribe;
import io.throughline.journal.Database;
import io.throughline.journal.Seal;
import io.throughline.replay.Candidates.Candidate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Replays as people ask for them: proposed with a preview, confirmed, approved by a second person, held up, given up. */
public final class Replays {

    private final Database database;
    private final Audit audit;
    private final Policy policy;
    private final Preview previews;
    private final KeyHistory keys;
    private final Clock clock;

    public Replays(Database database, Audit audit, Seal seal, Policy policy, KeyHistory keys, Clock clock) {
        this.keys = keys;
        this.database = database;
        this.audit = audit;
        this.policy = policy;
        this.previews = new Preview(policy, seal);
        this.clock = clock;
    }

    /** What a replay would do, without proposing it. */
    public ObjectNode preview(Selection selection) {
        return database.read(connection -> previews.of(connection, candidates(connection, selection)));
    }

    /**
     * Proposes a replay of the events that meet the selection now; nothing is delivered before it is confirmed.
     *
     * @return its number
     * @throws Refused when nothing meets the selection, too much does, or only what cannot be replayed
     */
    public long propose(Selection selection, String reason, String person) {
        if (reason == null || reason.isBlank() || reason.length() > 1000) {
            throw new Refused(400, "say in up to 1000 characters why, as reason");
        }
        return audit.inTransaction((connection, scribe) -> propose(connection, scribe, selection, reason, person));
    }

    /**
     * Proposes a replay and stands by it at once, in a transaction of the caller's. What was asked for already and waits
     * for a second person is not asked for twice.
     *
     * @return the replay as the API shows it
     * @throws Refused as {@link #propose} does
     */
    public ObjectNode ask(Connection connection, Scribe scribe, Selection selection, String reason, String person)
            throws SQLException {
        Optional<Long> waiting = ReplayRow.waiting(connection, selection);
        if (waiting.isPresent()) {
            return ReplayRow.show(connection, waiting.get());
        }
        long replay = propose(connection, scribe, selection, reason, person);
        act(connection, scribe, replay, person, "confirm", Replays::confirmed);
        return ReplayRow.show(connection, replay);
    }

    /** Whether replaying an operation needs a second person, because it moves money. */
    public boolean isFinancial(String system, String operation) {
        return policy.isFinancial(system, operation);
    }

    private long propose(Connection connection, Scribe scribe, Selection selection, String reason, String person)
            throws SQLException {
        List<Candidate> candidates = candidates(connection, selection);
        if (candidates.isEmpty()) {
            throw new Refused(409, "no event meets the selection");
        }
        if (candidates.stream().allMatch(candidate -> candidate.pruned() != null)) {
            throw new Refused(409, ReplayRunner.GONE);
        }
        ObjectNode preview = previews.of(connection, candidates);
        long lastKey = keys.noted(connection, scribe);
        long replay = insert(connection, selection, reason, person, candidates, preview, lastKey);
        scribe.note(
                person,
                "replay.propose",
                "replay:" + replay,
                Json.mapper()
                        .createObjectNode()
                        .put("events", candidates.size())
                        .put("reason", reason)
                        .set("selection", Json.tree(selection.json())));
        return replay;
    }

    /** The person who asked stands by it; it runs, or waits for a second person. */
    public ObjectNode confirm(long replay, String person) {
        return act(replay, person, "confirm", Replays::confirmed);
    }

    private static ReplayState confirmed(Connection connection, Scribe scribe, ReplayRow row) {
        if (row.state() != ReplayState.PROPOSED) {
            throw wrongState(row, "confirmed");
        }
        return row.approval() ? ReplayState.CONFIRMED : ReplayState.RUNNING;
    }

    /** A second person agrees, one who had a key before the replay was asked for. */
    public ObjectNode approve(long replay, String person) {
        return act(replay, person, "approve", (connection, scribe, row) -> {
            if (row.state() != ReplayState.CONFIRMED) {
                throw wrongState(row, "approved");
            }
            if (person.equals(row.requestedBy()) || person.equals(row.confirmedBy())) {
                throw new Refused(403, "a second person has to approve what " + person + " has asked for");
            }
            keys.noted(connection, scribe);
            if (row.lastKey() != null && keys.keyOf(connection, person).orElse(Long.MAX_VALUE) > row.lastKey()) {
                throw new Refused(
                        403,
                        "the key of " + person + " was made after this replay was asked for; somebody whose key was"
                                + " there before has to approve it");
            }
            return ReplayState.RUNNING;
        });
    }

    public ObjectNode pause(long replay, String person) {
        return act(replay, person, "pause", (connection, scribe, row) -> next(row, ReplayState.PAUSED, "paused"));
    }

    /** Goes on after a pause. */
    public ObjectNode resume(long replay, String person) {
        return act(replay, person, "resume", (connection, scribe, row) -> {
            if (row.state() != ReplayState.PAUSED) {
                throw wrongState(row, "resumed");
            }
            return ReplayState.RUNNING;
        });
    }

    public ObjectNode cancel(long replay, String person) {
        return act(
                replay, person, "cancel", (connection, scribe, row) -> next(row, ReplayState.CANCELLED, "cancelled"));
    }

    @FunctionalInterface
    private interface Decision {
        ReplayState next(Connection connection, Scribe scribe, ReplayRow row) throws SQLException;
    }

    private ObjectNode act(long replay, String person, String action, Decision decision) {
        audit.inTransaction((connection, scribe) -> act(connection, scribe, replay, person, action, decision));
        return database.read(connection -> ReplayRow.show(connection, replay));
    }

    private ReplayState act(
            Connection connection, Scribe scribe, long replay, String person, String action, Decision decision)
            throws SQLException {
        ReplayRow row = ReplayRow.locked(connection, replay)
                .orElseThrow(() -> new Refused(404, "there is no replay " + replay));
        ReplayState next = decision.next(connection, scribe, row);
        write(connection, row, next, action, person);
        scribe.note(
                person,
                "replay." + action,
                "replay:" + replay,
                Json.mapper()
                        .createObjectNode()
                        .put("was", row.state().name())
                        .put("is", next.name())
                        .put("position", row.position()));
        return next;
    }

    private void write(Connection connection, ReplayRow row, ReplayState next, String action, String person)
            throws SQLException {
        String also =
                switch (action) {
                    case "confirm" -> ", confirmed_by = ?, confirmed_at = ?";
                    case "approve" -> ", approved_by = ?, approved_at = ?";
                    default -> "";
                };
        OffsetDateTime now = OffsetDateTime.now(clock);
        try (PreparedStatement update =
                connection.prepareStatement("update replay set state = ?, started_at = case when"
                        + " started_at is null and ? = 'RUNNING' then ? else started_at end, finished_at = ?" + also
                        + " where replay_no = ?")) {
            int i = 1;
            update.setString(i++, next.name());
            update.setString(i++, next.name());
            update.setObject(i++, now);
            update.setObject(i++, next == ReplayState.CANCELLED ? now : null, Types.TIMESTAMP_WITH_TIMEZONE);
            if (!also.isEmpty()) {
                update.setString(i++, person);
                update.setObject(i++, now);
            }
            update.setLong(i, row.replayNo());
            update.executeUpdate();
        }
    }

    private static ReplayState next(ReplayRow row, ReplayState next, String what) {
        if (!row.state().mayBecome(next)) {
            throw wrongState(row, what);
        }
        return next;
    }

    private static Refused wrongState(ReplayRow row, String what) {
        return new Refused(
                409,
                "replay " + row.replayNo() + " is " + row.state().name().toLowerCase(Locale.ROOT) + " and cannot be "
                        + what);
    }

    private List<Candidate> candidates(Connection connection, Selection selection) throws SQLException {
        Candidates.Found found = Candidates.find(connection, selection, policy.most());
        if (found.candidates().size() > policy.most()) {
            throw new Refused(
                    409, "more than " + policy.most() + " events meet the selection; narrow it, or split the replay");
        }
        if (!found.candidates().isEmpty()) {
            known("step", selection.step() == null ? Set.of() : Set.of(selection.step()), found.steps());
            known("steps", selection.steps(), found.steps());
            known("targets", selection.targets(), found.systems());
        }
        return found.candidates();
    }

    /** A name that none of the events has is a mistake, not something that is finished already. */
    private static void known(String field, Set<String> named, Set<String> there) {
        for (String name : new TreeSet<>(named)) {
            if (!there.contains(name)) {
                throw new Refused(
                        409,
                        field + " names " + name + ", but no event that meets the selection has it; they have "
                                + (there.isEmpty() ? "no steps" : String.join(", ", there)));
            }
        }
    }

    private long insert(
            Connection connection,
            Selection selection,
            String reason,
            String person,
            List<Candidate> candidates,
            ObjectNode preview,
            long lastKey)
            throws SQLException {
        long replay;
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into replay (state, selection, reason, events, financial, approval, preview, requested_by,"
                        + " requested_at, last_key, position) values ('PROPOSED', ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
                new String[] {"replay_no"})) {
            insert.setString(1, selection.json());
            insert.setString(2, reason);
            insert.setInt(3, candidates.size());
            insert.setBoolean(4, preview.path("financial").asBoolean());
            insert.setBoolean(5, Preview.approval(preview));
            insert.setString(6, preview.toString());
            insert.setString(7, person);
            insert.setObject(8, OffsetDateTime.now(clock));
            insert.setLong(9, lastKey);
            insert.executeUpdate();
            try (ResultSet keys = insert.getGeneratedKeys()) {
                keys.next();
                replay = keys.getLong(1);
            }
        }
        try (PreparedStatement insert =
                connection.prepareStatement("insert into replay_event (replay_no, seq, event_no) values (?, ?, ?)")) {
            int seq = 0;
            for (Candidate candidate : candidates) {
                insert.setLong(1, replay);
                insert.setInt(2, ++seq);
                insert.setLong(3, candidate.eventNo());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        return replay;
    }
}
