package io.throughline.delivery;

import io.throughline.contract.Json;
import io.throughline.contract.Safety;
import io.throughline.contract.Step;
import io.throughline.delivery.Batch.StepMessage;
import io.throughline.journal.Audit.Scribe;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Sends steps of an event once more because a person asked for it: under the idempotency keys they always had, so that a
 * target that has one of them sees the same request again. Finished steps are left alone.
 */
public final class Redelivery {

    private final Ledger ledger;
    private final Function<Step, Safety> safety;
    private final Clock clock;

    /**
     * Which steps of an event are meant.
     *
     * @param from    name of the step from which on, in the order in which they were planned, or null for all
     * @param steps   names of steps, empty for any
     * @param systems targets, empty for any
     * @param absent  whether the person has made sure that an attempt in doubt left nothing behind
     */
    public record Selection(String from, Set<String> steps, Set<String> systems, boolean absent) {

        /** Every step that is not finished. */
        public static final Selection ALL = new Selection(null, Set.of(), Set.of(), false);

        public Selection {
            steps = Set.copyOf(steps);
            systems = Set.copyOf(systems);
        }

        /** One step. */
        public static Selection of(String step, boolean absent) {
            return new Selection(null, Set.of(step), Set.of(), absent);
        }

        boolean takes(Step step) {
            return (steps.isEmpty() || steps.contains(step.name()))
                    && (systems.isEmpty() || systems.contains(step.system()));
        }
    }

    /** @param safety how each operation is made safe to repeat */
    public Redelivery(Ledger ledger, Function<Step, Safety> safety, Clock clock) {
        this.ledger = ledger;
        this.safety = safety;
        this.clock = clock;
    }

    /**
     * Plans dead and held steps again with their attempts counted from the start, and lets waiting ones go now. What is
     * under way, parked or finished stays as it is; so does a step in doubt whose target can neither be asked nor be
     * asked twice, unless the selection says that nothing is there.
     *
     * @return messages to send once the transaction is committed; a step behind another one of its lane goes when it is
     *     its turn
     */
    public List<StepMessage> again(
            Connection connection, Scribe scribe, String actor, long eventNo, Selection selection) throws SQLException {
        List<StepMessage> messages = new ArrayList<>();
        boolean reached = selection.from() == null;
        for (Ledger.Row row : ledger.ofEvent(connection, eventNo)) {
            reached |= row.step().name().equals(selection.from());
            if (reached
                    && selection.takes(row.step())
                    && mayGoAgain(row, selection.absent())
                    && plan(connection, row, selection)) {
                messages.add(new StepMessage(
                        row.step().system(), row.stepNo(), row.step().lane()));
                scribe.note(
                        actor,
                        "step.replayed",
                        "event:" + row.eventId(),
                        Json.mapper()
                                .createObjectNode()
                                .put("step", row.step().name())
                                .put("stepNo", row.stepNo())
                                .put("system", row.step().system())
                                .put("was", row.state().name())
                                .put("is", next(row).name())
                                .put("epoch", row.epoch())
                                .put("attempts", row.attempts())
                                .put("absent", row.inDoubt() && selection.absent()));
            }
        }
        return messages;
    }

    /** Whether only a person can say if an earlier attempt took effect. */
    public boolean needsWord(Ledger.Row row) {
        return row.inDoubt() && !safety.apply(row.step()).repeatable(row.firstSentAt(), clock.instant());
    }

    /**
     * Whether a person may have a step sent once more.
     *
     * @param absent whether the person has made sure that an attempt in doubt left nothing behind
     */
    public boolean mayGoAgain(Ledger.Row row, boolean absent) {
        return Turns.mayGoAgain(row.state(), needsWord(row), absent);
    }

    /** Ended steps begin anew; what is to be tried again stays that and goes now. */
    private static StepState next(Ledger.Row row) {
        boolean ended = row.state() == StepState.DEAD || row.state() == StepState.HELD;
        return ended ? row.state().become(StepState.PLANNED) : row.state();
    }

    private boolean plan(Connection connection, Ledger.Row row, Selection selection) throws SQLException {
        StepState next = next(row);
        boolean ended = next != row.state();
        try (PreparedStatement update = connection.prepareStatement(
                "update step set state = ?, is_open = true, attempts = ?, in_doubt = ?, next_at = null, queued_at = ?,"
                        + " settled_at = null, first_sent_at = case when ? then null else first_sent_at end where"
                        + " step_no = ? and state = ?")) {
            update.setString(1, next.name());
            update.setInt(2, ended ? 0 : row.attempts());
            update.setBoolean(3, row.inDoubt() && !selection.absent());
            update.setObject(4, OffsetDateTime.now(clock));
            update.setBoolean(5, selection.absent());
            update.setLong(6, row.stepNo());
            update.setString(7, row.state().name());
            return update.executeUpdate() > 0;
        }
    }
}
