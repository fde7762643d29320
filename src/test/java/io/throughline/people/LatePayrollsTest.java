package io.throughline.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.money.LegalEntity;
import io.throughline.money.Money;
import io.throughline.money.TimeFact.State;
import io.throughline.people.LatePayroll.Reason;
import io.throughline.people.PayrollExports.Batch;
import io.throughline.people.PayrollExports.Code;
import io.throughline.people.PayrollExports.Exported;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import journeys.AdjustableClock;
import org.junit.jupiter.api.Test;

/** WF-22: which payroll is looked at and when, what it lacks and why; what the alert says of it is in LatePayrollAlertsTest. */
class LatePayrollsTest {

    private static final String PERIOD = "2026-10B";

    private final CountingSnapshots firm = new CountingSnapshots();
    private final TimeOfWorkers time = new TimeOfWorkers();
    private final Told exports = new Told();
    private final AdjustableClock clock = AdjustableClock.standingAt(Instant.parse("2026-11-04T12:00:00Z"));

    LatePayrollsTest() {
        DemoFirm.snapshots().each((object, id, value) -> {
            if (!object.equals("worker") && !object.equals("leave")) {
                firm.put(object, id, value);
            }
        });
        firm.put("worker", "W-0007", Canon.with(DemoFirm.worker("W-0007"), "payrollId", "210007"));
        firm.put("worker", "W-0006", Canon.with(DemoFirm.worker("W-0006"), "payrollId", "210006"));
    }

    @Test
    void an_entity_is_near_its_lock_24_hours_of_a_clock_before_it_where_it_is() {
        LatePayrolls shipped = payrolls(PayCalendar.shipped());
        assertThat(near(shipped, "2026-11-03T21:59:59Z")).isEmpty();
        assertThat(near(shipped, "2026-11-03T22:00:00Z")).containsExactly("LE-US-2026-10B");
        assertThat(near(shipped, "2026-11-06T12:00:00Z"))
                .as("a lock that is past stays near until the next period is over")
                .containsExactly("LE-DE-2026-10", "LE-JP-2026-10", "LE-US-2026-10B");
        assertThat(near(shipped, "2026-11-16T04:59:59Z")).contains("LE-US-2026-10B");
        assertThat(near(shipped, "2026-11-16T05:00:00Z"))
                .as("16 November has begun in New York")
                .containsExactly("LE-DE-2026-10", "LE-JP-2026-10");
    }

    @Test
    void a_day_of_25_hours_does_not_move_the_moment_and_a_period_that_is_not_over_is_not_near() {
        LatePayrolls early = payrolls(table("LE-US,SEMI_MONTHLY,US_FLSA,1,00:30"));
        assertThat(near(early, "2026-11-01T05:29:59Z"))
                .as("half past midnight of the day before is 25 hours before it in New York")
                .isEmpty();
        assertThat(near(early, "2026-11-01T05:30:00Z")).containsExactly("LE-US-2026-10B");
        assertThat(near(early, "2026-10-16T03:59:59Z"))
                .as("less than 24 hours before the lock, on the last day of the period")
                .containsExactly("LE-US-2026-09B");
        assertThat(near(early, "2026-10-16T04:00:00Z")).containsExactly("LE-US-2026-10A");
    }

    @Test
    void an_entity_that_was_closed_before_the_period_and_one_without_a_lock_are_not_looked_at() {
        LatePayrolls us = payrolls(table("LE-US,SEMI_MONTHLY,US_FLSA,3,17:00"));
        LegalEntity entity =
                firm.latest("legal-entity", "LE-US", LegalEntity.class).orElseThrow();
        assertThat(us.near()).hasSize(1);
        firm.put("legal-entity", "LE-US", Canon.with(entity, "effectiveTo", "2026-10-16"));
        assertThat(us.near()).isEmpty();
        assertThat(us.locked("LE-US", PERIOD)).isPresent();
        assertThat(us.locked("LE-DE", "2026-10")).as("no lock").isEmpty();
        assertThat(us.locked("LE-XX", "2026-10")).as("no entity").isEmpty();
    }

    @Test
    void workers_are_read_only_for_a_payroll_that_is_near_its_lock_and_may_lack_something() {
        LatePayrolls us = payrolls(PayCalendar.shipped());
        worked("T-1", "W-0007", 19, State.TRANSFERRED);
        Locked locked = us.near().stream()
                .filter(one -> one.key().startsWith("LE-US"))
                .findFirst()
                .orElseThrow();
        assertThat(firm.workersRead).isZero();

        exports.told = Map.of(new Code("W-0007", "REG"), new BigDecimal("8.00"));
        assertThat(us.late(locked, false)).isEmpty();
        assertThat(us.late(locked, true)).isEmpty();
        assertThat(firm.workersRead).as("exported, and nothing came in since").isZero();

        exports.touched = true;
        assertThat(us.late(locked, false)).as("nothing differs").isEmpty();
        assertThat(firm.workersRead).isEqualTo(1);
        assertThat(firm.leaveRead).as("once for both workers").isEqualTo(1);

        worked("T-2", "W-0006", 19, State.TRANSFERRED);
        assertThat(us.late(locked, false)).isPresent();
        clock.set(locked.lock().toInstant());
        int read = firm.workersRead;
        assertThat(us.late(locked, false))
                .as("after the lock a later batch brings it")
                .isEmpty();
        assertThat(firm.workersRead).isEqualTo(read);
        assertThat(us.late(locked, true)).as("people were told before").isPresent();
    }

    @Test
    void a_batch_that_was_never_exported_is_late_after_the_lock_too_and_nobody_who_worked_is_not() {
        LatePayrolls us = payrolls(PayCalendar.shipped());
        Locked locked = us.near().stream()
                .filter(one -> one.key().startsWith("LE-US"))
                .findFirst()
                .orElseThrow();
        clock.set(locked.lock().toInstant().plusSeconds(1));
        assertThat(us.late(locked, false)).isEmpty();
        worked("T-1", "W-0007", 19, State.TRANSFERRED);
        assertThat(us.late(locked, false)).isPresent();
    }

    @Test
    void unapproved_time_and_missing_payroll_numbers_are_told_with_workers_and_hours() {
        worked("T-1", "W-0007", 19, State.TRANSFERRED);
        worked("T-2", "W-0007", 20, State.SUBMITTED);
        worked("T-3", "W-0006", 20, State.SUBMITTED);
        worked("T-4", "W-0006", 2, State.SUBMITTED);
        firm.put("worker", "W-0009", Canon.with(DemoFirm.worker("W-0009"), "payrollId", null));
        worked("T-5", "W-0009", 21, State.TRANSFERRED);

        LatePayroll late = late();

        assertThat(late.workers()).isEqualTo(3);
        assertThat(late.hours()).isEqualTo("32.00");
        assertThat(late.waiting()).extracting("timeEntryId").containsExactly("T-3", "T-2");
        assertThat(late.reasons())
                .containsExactly(
                        new Reason(
                                "V-PAY-01",
                                "time T-3 of 2026-10-20 is not approved; so it is with 1 more worker",
                                List.of("W-0006", "W-0007"),
                                new BigDecimal("16.00")),
                        new Reason(
                                "V-PAY-04",
                                "worker W-0009 has hours but no payroll number",
                                List.of("W-0009"),
                                new BigDecimal("8.00")));
    }

    @Test
    void a_worker_without_a_payroll_number_whose_time_waits_lacks_both() {
        firm.put("worker", "W-0009", Canon.with(DemoFirm.worker("W-0009"), "payrollId", null));
        worked("T-1", "W-0009", 21, State.SUBMITTED);

        assertThat(late().reasons()).extracting(Reason::rule).containsExactly("V-PAY-01", "V-PAY-04");
        assertThat(late().workers()).isEqualTo(1);
        assertThat(late().hours()).isEqualTo("8.00");
    }

    @Test
    void hours_that_nothing_holds_are_in_no_batch_also_beside_time_that_waits_in_an_exported_period() {
        worked("T-1", "W-0007", 19, State.TRANSFERRED);
        assertThat(late().reasons()).extracting(Reason::rule).containsExactly(LatePayroll.NOT_EXPORTED);

        worked("T-2", "W-0006", 19, State.TRANSFERRED);
        worked("T-3", "W-0006", 20, State.SUBMITTED);
        assertThat(late().reasons())
                .as("time that waits holds the first batch with all its hours")
                .extracting(Reason::rule)
                .containsExactly("V-PAY-01");
        exports.told = Map.of(new Code("W-0006", "REG"), new BigDecimal("8.00"));
        exports.touched = true;
        assertThat(late().reasons())
                .extracting(reason -> reason.rule() + " " + reason.workerIds() + " " + reason.hours())
                .containsExactly("V-PAY-01 [W-0006] 8.00", "NOT_EXPORTED [W-0007] 8.00");
    }

    @Test
    void the_gross_is_by_cost_rate_in_the_currency_of_the_entity_and_says_what_it_leaves_out() {
        worked("T-1", "W-0007", 19, State.TRANSFERRED);
        worked("T-2", "W-0006", 20, State.SUBMITTED);
        assertThat(late().gross())
                .as("8 h of SAR at 92.50 and 8 h of CON at 64")
                .isEqualTo(new GrossEstimate(Money.of("1252.00", "USD"), new BigDecimal("0.00")));

        Worker paidInEuro = Canon.with(
                firm.latest("worker", "W-0006", Worker.class).orElseThrow(),
                "costRate",
                Map.of("amount", "50.0000", "currency", "EUR"));
        firm.put("worker", "W-0006", paidInEuro);
        assertThat(late().gross()).isEqualTo(new GrossEstimate(Money.of("740.00", "USD"), new BigDecimal("8.00")));

        firm.put(
                "fx-rate",
                "FX-1",
                Map.of(
                        "fxRateId",
                        "FX-1",
                        "version",
                        1,
                        "type",
                        "CLOSING",
                        "date",
                        "2026-10-30",
                        "from",
                        "EUR",
                        "to",
                        "USD",
                        "rate",
                        "1.080000"));
        assertThat(late().gross())
                .as("8 h at 50 EUR and 1.08")
                .isEqualTo(new GrossEstimate(Money.of("1172.00", "USD"), new BigDecimal("0.00")));
    }

    private LatePayroll late() {
        LatePayrolls us = payrolls(PayCalendar.shipped());
        return us.late(us.locked("LE-US", PERIOD).orElseThrow(), false).orElseThrow();
    }

    private LatePayrolls payrolls(PayCalendar calendar) {
        return new LatePayrolls(firm, time, LeaveFacts.over(firm), exports, calendar, clock);
    }

    private List<String> near(LatePayrolls payrolls, String at) {
        clock.set(Instant.parse(at));
        return payrolls.near().stream().map(Locked::key).toList();
    }

    private void worked(String id, String worker, int day, State state) {
        time.add(id, worker, LocalDate.of(2026, 10, day), 480, true, state);
    }

    private static PayCalendar table(String row) {
        return PayCalendar.read(new StringReader(
                "legal_entity,frequency,overtime,lock_days,lock_time\n*,MONTHLY,NONE,,\n" + row + "\n"));
    }

    private static final class CountingSnapshots extends InMemorySnapshots {
        private int workersRead;
        private int leaveRead;

        @Override
        public <T> List<T> all(String object, Class<T> type) {
            workersRead += object.equals("worker") ? 1 : 0;
            leaveRead += object.equals("leave") ? 1 : 0;
            return super.all(object, type);
        }
    }

    private static final class Told implements PayrollExports {
        private Map<Code, BigDecimal> told = new HashMap<>();
        private boolean touched;

        @Override
        public Optional<Exported> of(String key) {
            return told.isEmpty() ? Optional.empty() : Optional.of(new Exported(1, told));
        }

        @Override
        public boolean touched(String key, LocalDate from, LocalDate to) {
            return touched;
        }

        @Override
        public Optional<Batch> batch(String batchId) {
            return Optional.empty();
        }
    }
}
