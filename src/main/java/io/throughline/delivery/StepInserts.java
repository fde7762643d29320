package io.throughline.delivery;

import io.throughline.contract.Step;
import io.throughline.journal.Bodies;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Collectors;

/** Writes planned steps into the ledger's tables. */
final class StepInserts {

    private StepInserts() {}

    /**
     * Writes planned steps. Steps of one event that carry the same payload share its row; one that carries what its event
     * does has none, because the journal has it.
     */
    static void insert(Connection connection, List<Ledger.Draft> drafts, Bodies bodies, Clock clock)
            throws SQLException {
        if (drafts.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                        """
                insert into step (step_no, event_no, name, system, operation, lane, state, is_open, attempts, in_doubt,
                    idempotency_key, continuation, needs, waits_for, queued_at, adopted, payload_no, flow)
                values (?, ?, ?, ?, ?, ?, ?, true, 0, false, ?, ?, ?, ?, ?, false, ?, ?)""");
                PreparedStatement insertPayload = connection.prepareStatement(
                        "insert into step_payload (payload_no, sealed_payload) values (?, ?)")) {
            OffsetDateTime now = OffsetDateTime.now(clock);
            Ledger.Draft carrier = null;
            for (Ledger.Draft draft : drafts) {
                Step step = draft.step();
                boolean journaled = bodies.isJournaled(draft.eventNo(), step.payload());
                if (!journaled
                        && (carrier == null
                                || carrier.eventNo() != draft.eventNo()
                                || carrier.step().payload() != step.payload())) {
                    carrier = draft;
                    insertPayload.setLong(1, draft.stepNo());
                    insertPayload.setBytes(2, bodies.sealed(step.payload()));
                    insertPayload.addBatch();
                }
                insert.setLong(1, draft.stepNo());
                insert.setLong(2, draft.eventNo());
                insert.setString(3, step.name());
                insert.setString(4, step.system());
                insert.setString(5, step.operation());
                insert.setString(6, step.lane());
                insert.setString(7, draft.state().name());
                insert.setString(8, draft.eventId() + "/" + step.name());
                insert.setString(9, step.then());
                insert.setString(10, step.needs().isEmpty() ? null : String.join(" ", step.needs()));
                insert.setString(11, draft.waitsFor());
                insert.setObject(12, draft.state() == StepState.PLANNED ? now : null, Types.TIMESTAMP_WITH_TIMEZONE);
                insert.setObject(13, journaled ? null : carrier.stepNo(), Types.BIGINT);
                insert.setString(14, draft.flow());
                insert.addBatch();
            }
            insertPayload.executeBatch();
            insert.executeBatch();
            ParkedSteps.note(
                    connection,
                    drafts.stream()
                            .filter(draft -> draft.waitsFor() != null)
                            .collect(Collectors.toMap(Ledger.Draft::stepNo, Ledger.Draft::waitsFor)));
        }
    }
}
