package io.throughline.work;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Step;
import io.throughline.contract.Violation;
import io.throughline.money.PayPeriod;
import io.throughline.money.PayrollHours;
import io.throughline.money.TimeFact;
import io.throughline.money.TimeFacts;
import io.throughline.people.LeaveFacts;
import io.throughline.people.Routing;
import io.throughline.people.Worker;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** WF-22: the hours of a legal entity's workers in a pay period, for its payroll. */
public final class PayrollExportRules {

    private static final Map<String, String> LEAVE_CODES = Map.of("PTO", "V");

    private final Snapshots snapshots;
    private final TimeFacts time;
    private final LeaveFacts leave;
    private final Routing routing;

    public PayrollExportRules(Snapshots snapshots, TimeFacts time, LeaveFacts leave, Routing routing) {
        this.snapshots = snapshots;
        this.time = time;
        this.leave = leave;
        this.routing = routing;
    }

    /**
     * Step {@code pay-data} in lane {@code pay:<entity>:<period>} with the payload {@code {batchId, legalEntityId,
     * payPeriod, from, to, rows: [{workerId, fileNumber, regularHours, overtimeHours, hours3Code, hours3Amount,
     * tempDept}]}}; a second leave code of a worker takes a further row. Held by V-PAY-01 when time still waits for
     * approval and by V-PAY-04 when a worker has no payroll number; nothing when nobody worked.
     */
    public Plan plan(Event event, String legalEntityId, PayPeriod period) {
        List<Violation> found = new ArrayList<>();
        String payroll = routing.of(legalEntityId).payroll();
        ObjectNode batch = Json.mapper().createObjectNode();
        batch.put("batchId", batchId(period));
        batch.put("legalEntityId", legalEntityId);
        batch.put("payPeriod", period.id());
        batch.put("from", period.from().toString());
        batch.put("to", period.to().toString());
        for (Worker worker : snapshots.all("worker", Worker.class)) {
            if (worker.employment().legalEntityId().equals(legalEntityId)) {
                worker(batch, worker, period, payroll, found);
            }
        }
        if (!found.isEmpty()) {
            return Plan.stopped(found);
        }
        if (batch.path("rows").isEmpty()) {
            return Plan.NOTHING;
        }
        return Plan.of(Step.of("pay-data", payroll, "pay-data", "pay:" + legalEntityId + ":" + period.id(), batch));
    }

    /** Batch id of a period, such as {@code OCT26A}. */
    static String batchId(PayPeriod period) {
        String month = period.month().getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
        return month.toUpperCase(Locale.ROOT) + period.month().getYear() % 100 + period.half();
    }

    private void worker(ObjectNode batch, Worker worker, PayPeriod period, String payroll, List<Violation> found) {
        LocalDate week = period.from().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        List<TimeFact> facts = time.ofWorker(worker.workerId(), week, period.to()).stream()
                .filter(fact -> worker.employment().covers(fact.workDate()))
                .toList();
        long waiting = facts.stream()
                .filter(fact -> fact.state() == TimeFact.State.SUBMITTED && period.contains(fact.workDate()))
                .count();
        if (waiting > 0) {
            found.add(Violation.hold(
                    "V-PAY-01", "", waiting + " time entries of " + worker.workerId() + " wait for approval"));
        }
        List<PayrollHours.Row> rows = PayrollHours.rows(
                worker.workerId(),
                period,
                facts.stream()
                        .filter(fact -> fact.state().approved())
                        .map(fact -> new PayrollHours.Worked(fact.workDate(), fact.timeEntryId(), fact.minutes()))
                        .toList(),
                leave.approved(worker.workerId(), period.from(), period.to()).stream()
                        .map(day -> new PayrollHours.Absence(
                                day.date(), LEAVE_CODES.getOrDefault(day.type(), day.type()), day.hours()))
                        .toList(),
                Boolean.TRUE.equals(worker.overtimeEligible()));
        if (rows.isEmpty()) {
            return;
        }
        Optional<String> number = Optional.ofNullable(worker.payrollId())
                .or(() -> snapshots.externalId("worker", worker.workerId(), payroll));
        if (number.isEmpty()) {
            found.add(Violation.hold("V-PAY-04", "", "worker " + worker.workerId() + " has no number in " + payroll));
            return;
        }
        write(batch, worker, number.get(), rows);
    }

    private static void write(ObjectNode batch, Worker worker, String number, List<PayrollHours.Row> rows) {
        ObjectNode first = row(batch, worker, number);
        ObjectNode current = first;
        for (PayrollHours.Row row : rows) {
            String hours = plain(row.hours());
            switch (row.payCode()) {
                case "REG" -> first.put("regularHours", hours);
                case "OT" -> first.put("overtimeHours", hours);
                default -> {
                    if (current.has("hours3Code")) {
                        current = row(batch, worker, number);
                    }
                    current.put("hours3Code", row.payCode()).put("hours3Amount", hours);
                }
            }
        }
    }

    private static ObjectNode row(ObjectNode batch, Worker worker, String number) {
        return batch.withArray("rows")
                .addObject()
                .put("workerId", worker.workerId())
                .put("fileNumber", number)
                .put("tempDept", worker.org().costCenterId());
    }

    private static String plain(BigDecimal hours) {
        return hours.toPlainString();
    }
}
