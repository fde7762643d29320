package io.throughline.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.people.PayrollExports.Batch;
import io.throughline.people.PayrollExports.Code;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What payroll was told is kept per batch and adds up over the versions of a period. */
abstract class PayrollExportContract extends StoreContract {

    private static final String KEY = "LE-DE-2026-10";
    private static final LocalDate FIRST = LocalDate.of(2026, 10, 1);
    private static final LocalDate LAST = LocalDate.of(2026, 10, 31);

    private Snapshotting snapshots;
    private PayrollExportStore exports;

    @BeforeEach
    void openStores() {
        Entities entities = new Entities(seal, clock);
        Knowledge knowledge = new Knowledge(database, entities, new Xrefs(database, clock));
        snapshots = new Snapshotting(knowledge, entities, new TimeFactStore(database));
        exports = new PayrollExportStore(database);
    }

    @Test
    void versions_of_a_period_add_up_per_worker_and_code_and_a_batch_is_found_by_its_id() {
        assertThat(exports.of(KEY)).isEmpty();
        exported(10, 1, "PAY-DE-2026-10", "W-0023", "136.00");
        exported(20, 2, "PAY-DE-2026-10-V2", "W-0023", "-2.00");

        assertThat(exports.of(KEY).orElseThrow().version()).isEqualTo(2);
        assertThat(exports.of(KEY).orElseThrow().hours())
                .isEqualTo(Map.of(new Code("W-0023", "REG"), new BigDecimal("134.00")));
        assertThat(exports.batch("PAY-DE-2026-10")).contains(new Batch(KEY, 1, new BigDecimal("136.00")));
        assertThat(exports.batch("PAY-DE-2026-11")).isEmpty();
        assertThat(exports.of("LE-DE-2026-11")).isEmpty();
    }

    @Test
    void a_batch_is_frozen() {
        exported(10, 1, "PAY-DE-2026-10", "W-0023", "136.00");
        exported(11, 1, "PAY-DE-2026-10", "W-0023", "1.00");

        assertThat(exports.of(KEY).orElseThrow().hours())
                .isEqualTo(Map.of(new Code("W-0023", "REG"), new BigDecimal("136.00")));
    }

    @Test
    void a_period_is_touched_by_time_of_its_days_and_by_leave_that_came_after_the_newest_batch() {
        time(5, "TE-1", "2026-10-05");
        assertThat(exports.touched(KEY, FIRST, LAST)).as("nothing was exported").isFalse();
        exported(10, 1, "PAY-DE-2026-10", "W-0023", "136.00");
        assertThat(exports.touched(KEY, FIRST, LAST)).isFalse();
        time(11, "TE-2", "2026-11-02");
        assertThat(exports.touched(KEY, FIRST, LAST)).as("another month").isFalse();
        time(12, "TE-3", "2026-10-31");
        assertThat(exports.touched(KEY, FIRST, LAST)).isTrue();
        exported(13, 2, "PAY-DE-2026-10-V2", "W-0023", "8.00");
        assertThat(exports.touched(KEY, FIRST, LAST)).isFalse();
        store(14, "leave.approved.v1", "L-1", "{\"leaveId\":\"L-1\"}");
        assertThat(exports.touched(KEY, FIRST, LAST)).isTrue();
    }

    @Test
    void a_period_is_touched_while_time_of_its_days_waits_for_approval_however_old() {
        time(5, "TE-1", "2026-10-05", "SUBMITTED");
        time(6, "TE-2", "2026-11-02", "SUBMITTED");
        exported(10, 1, "PAY-DE-2026-10", "W-0023", "136.00");
        assertThat(exports.touched(KEY, FIRST, LAST)).isTrue();
        time(7, "TE-1", "2026-10-05", "REJECTED");
        assertThat(exports.touched(KEY, FIRST, LAST)).isFalse();
    }

    private void exported(long eventNo, int version, String batchId, String worker, String hours) {
        store(
                eventNo,
                "payroll.exported.v1",
                KEY,
                "{\"batchId\":\"" + batchId + "\",\"version\":" + version + ",\"rows\":1,\"totalHours\":\"" + hours
                        + "\",\"rowsHash\":\"" + "a".repeat(64) + "\",\"hours\":[{\"workerId\":\"" + worker
                        + "\",\"payCode\":\"REG\",\"hours\":\"" + hours + "\"}]}");
    }

    private void time(long eventNo, String id, String date) {
        time(eventNo, id, date, "APPROVED");
    }

    private void time(long eventNo, String id, String date, String status) {
        database.inTransaction(connection -> {
            snapshots.storeTime(
                    connection,
                    Map.of(
                            eventNo,
                            event(
                                    "e" + eventNo,
                                    "time.approved.v1",
                                    id,
                                    1,
                                    "{\"timeEntryId\":\"" + id + "\",\"workerId\":\"W-0023\",\"projectId\":\"P-1\","
                                            + "\"workDate\":\"" + date
                                            + "\",\"minutes\":480,\"status\":\"" + status + "\"}")));
            return null;
        });
    }

    private void store(long eventNo, String type, String subject, String data) {
        database.inTransaction(connection -> {
            snapshots.store(connection, event("e" + eventNo, type, subject, 1, data), eventNo);
            return null;
        });
    }
}
