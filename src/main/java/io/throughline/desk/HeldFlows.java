package io.throughline.desk;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.delivery.Ledger;
import io.throughline.delivery.StepState;
import io.throughline.journal.Seal;
import io.throughline.replay.Replays;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Flows that a rule held after one of their steps was applied: they can go on from there, without doing it again. */
public final class HeldFlows {

    /** Rule of an answer that nobody could read. */
    private static final String UNREADABLE = "RESULT";

    private static final String READING = "read-";

    private final Ledger ledger;
    private final Replays replays;
    private final Seal seal;

    /**
     * Where a flow goes on.
     *
     * @param applied the step that is done
     * @param result  what its target had answered, in canonical words, or null
     */
    record Place(Ledger.Row applied, JsonNode result) {}

    public HeldFlows(Ledger ledger, Replays replays, Seal seal) {
        this.ledger = ledger;
        this.replays = replays;
        this.seal = seal;
    }

    /**
     * Where the flow of a case goes on; empty when it has to begin anew, because it was held before it did anything, or
     * because what the target answered is not known and has to be asked for again.
     */
    Optional<Place> of(Connection connection, DeskCase about) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select after_step, sealed_result from exception_case where case_no = ? and after_step is not null")) {
            select.setLong(1, about.no());
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                JsonNode result = seal.openJson(rows.getBytes(2));
                return ledger.byNumber(connection, List.of(rows.getLong(1))).stream()
                        .filter(row -> row.state() == StepState.DONE && isEnough(row, result, about.rule()))
                        .map(row -> new Place(row, result))
                        .findFirst();
            }
        }
    }

    /** Whether a step of the event that moves money is done, so that the event must not be planned from its beginning. */
    boolean movedMoney(Connection connection, long eventNo) throws SQLException {
        return ledger.ofEvent(connection, eventNo).stream()
                .anyMatch(row -> row.state() == StepState.DONE && isFinancial(row));
    }

    private boolean isEnough(Ledger.Row row, JsonNode result, String rule) {
        return result != null
                || isFinancial(row)
                || !rule.equals(UNREADABLE) && !row.step().operation().startsWith(READING);
    }

    private boolean isFinancial(Ledger.Row row) {
        return replays.isFinancial(row.step().system(), row.step().operation());
    }
}
