package io.throughline.people;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Settled;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Step;
import io.throughline.contract.Violation;
import io.throughline.money.PayPeriod;
import io.throughline.money.PayrollHours;
import io.throughline.money.TimeFact;
import io.throughline.money.TimeFacts;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * WF-22: the hours of one legal entity and pay period become one pay-data batch. Rows are per worker: regular and
 * overtime hours (CALC-13) and one leave code; a second leave code takes a row of its own.
 */
public final class PayrollRules {

    private static final DateTimeFormatter BATCH = DateTimeFormatter.ofPattern("MMMuu", Locale.ROOT);

    private final Snapshots snapshots;
    private final TimeFacts time;
    private final LeaveFacts leave;
    private final Routing routing;
    private final Clock clock;

    public PayrollRules(Snapshots snapshots, TimeFacts time, LeaveFacts leave, Routing routing, Clock clock) {
        this.snapshots = snapshots;
        this.time = time;
        this.leave = leave;
        this.routing = routing;
        this.clock = clock;
    }

    /** Key of a legal entity's pay period: {@code LE-US-2026-10A}. */
    public static String key(String legalEntityId, PayPeriod period) {
        return legalEntityId + "-" + period.id();
    }

    /**
     * Step {@code pay-data} with all rows of the period; held while time of the period waits for approval (V-PAY-01) or
     * a worker with hours has no payroll number (V-PAY-04); nothing when nobody worked.
     *
     * @param key see {@link #key}
     */
    public Plan plan(Event event, String key) {
        int split = key.length() - "2026-10A".length();
        String entity = key.substring(0, split - 1);
        PayPeriod period = PayPeriod.parse(key.substring(split));
        List<Violation> found = new ArrayList<>();
        ArrayNode rows = Json.mapper().createArrayNode();
        BigDecimal hours = BigDecimal.ZERO;
        for (Worker newest : snapshots.all("worker", Worker.class)) {
            Worker worker = snapshots
                    .find("worker", newest.workerId(), period.to(), Worker.class)
                    .orElse(newest);
            if (worker.employment().legalEntityId().equals(entity)) {
                hours = hours.add(rows(worker, period, rows, found));
            }
        }
        if (!found.isEmpty()) {
            return Plan.stopped(found);
        }
        if (rows.isEmpty()) {
            return Plan.NOTHING;
        }
        ObjectNode payload = Json.mapper().createObjectNode();
        payload.put("legalEntityId", entity)
                .put("batchId", period.from().format(BATCH).toUpperCase(Locale.ROOT) + period.half())
                .put("totalHours", hours.toPlainString());
        payload.putObject("period")
                .put("from", period.from().toString())
                .put("to", period.to().toString());
        payload.set("rows", rows);
        String lane = "payroll:" + entity;
        return Plan.of(Step.of("pay-data", routing.of(entity).payroll(), "pay-data", lane, payload)
                .then("export-payroll.batch-done"));
    }

    /** {@code payroll.exported.v1} with the control totals of the batch. */
    public Plan afterBatch(Settled settled) {
        ObjectNode exported = Json.mapper().createObjectNode();
        exported.put("batchId", settled.step().payload().path("batchId").asText())
                .put(
                        "legalEntityId",
                        settled.step().payload().path("legalEntityId").asText())
                .put("rows", settled.step().payload().path("rows").size())
                .put("totalHours", settled.step().payload().path("totalHours").asText());
        exported.set("period", settled.step().payload().path("period"));
        String subject = settled.event().subject();
        return Plan.NOTHING.emitting(FollowUp.of(
                settled.event(),
                "payroll-exported-" + subject,
                "payroll.exported.v1",
                subject,
                settled.event().key(),
                1,
                exported,
                clock.instant()));
    }

    private BigDecimal rows(Worker worker, PayPeriod period, ArrayNode rows, List<Violation> found) {
        LocalDate monday = period.from().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        List<TimeFact> facts = time.ofWorker(worker.workerId(), monday, period.to());
        facts.stream()
                .filter(fact -> fact.state() == TimeFact.State.SUBMITTED && period.contains(fact.workDate()))
                .findFirst()
                .ifPresent(fact -> found.add(Violation.hold(
                        "V-PAY-01", "", "time " + fact.timeEntryId() + " of " + fact.workDate() + " is not approved")));
        List<PayrollHours.Worked> worked = facts.stream()
                .filter(fact -> fact.state().approved() && !afterLastDay(worker, fact))
                .map(fact -> new PayrollHours.Worked(fact.workDate(), fact.timeEntryId(), fact.minutes()))
                .toList();
        List<PayrollHours.Absence> absences = leave.approved(worker.workerId(), period.from(), period.to()).stream()
                .map(day -> new PayrollHours.Absence(day.date(), payCode(day), day.hours()))
                .toList();
        List<PayrollHours.Row> hours = PayrollHours.rows(
                worker.workerId(), period, worked, absences, Boolean.TRUE.equals(worker.overtimeEligible()));
        if (hours.isEmpty()) {
            return BigDecimal.ZERO;
        }
        if (worker.payrollId() == null) {
            found.add(
                    Violation.hold("V-PAY-04", "", "worker " + worker.workerId() + " has hours but no payroll number"));
            return BigDecimal.ZERO;
        }
        return write(worker, hours, rows);
    }

    /** V-WRK-21: time after the last day is not paid before HR has decided; it waits at the desk. */
    private boolean afterLastDay(Worker worker, TimeFact fact) {
        if (worker.employment().terminationDate() == null) {
            return false;
        }
        LocalDate last = snapshots
                .find("worker", worker.workerId(), fact.workDate(), Worker.class)
                .orElse(worker)
                .employment()
                .terminationDate();
        return last != null && fact.workDate().isAfter(last);
    }

    private static BigDecimal write(Worker worker, List<PayrollHours.Row> hours, ArrayNode rows) {
        ObjectNode first = row(worker, rows);
        ObjectNode place = first;
        BigDecimal total = BigDecimal.ZERO;
        for (PayrollHours.Row part : hours) {
            total = total.add(part.hours());
            switch (part.payCode()) {
                case "REG" -> first.put("regularHours", part.hours().toPlainString());
                case "OT" -> first.put("overtimeHours", part.hours().toPlainString());
                default -> {
                    if (place.has("hours3Code")) {
                        place = row(worker, rows);
                    }
                    place.put("hours3Code", part.payCode())
                            .put("hours3Amount", part.hours().toPlainString());
                }
            }
        }
        return total;
    }

    private static ObjectNode row(Worker worker, ArrayNode rows) {
        return rows.addObject()
                .put("workerId", worker.workerId())
                .put("fileNumber", worker.payrollId())
                .put("tempDept", worker.org().costCenterId());
    }

    /** ADP pay code of a kind of leave: V for vacation and other paid time off, else the first letter of its type. */
    private static String payCode(Leave leave) {
        String type = String.valueOf(leave.type());
        return type.equals("PTO") || type.equals("VACATION") ? "V" : type.substring(0, 1);
    }
}
