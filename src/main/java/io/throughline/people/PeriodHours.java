package io.throughline.people;

import io.throughline.contract.Snapshots;
import io.throughline.contract.Violation;
import io.throughline.money.Hours;
import io.throughline.money.OvertimeRule;
import io.throughline.money.PayPeriod;
import io.throughline.money.PayrollHours;
import io.throughline.money.TimeFact;
import io.throughline.money.TimeFacts;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The hours of a legal entity in a pay period: of each worker the days on which that entity employed the worker. */
final class PeriodHours {

    private final Snapshots snapshots;
    private final TimeFacts time;
    private final LeaveFacts leave;
    private final PayCalendar calendar;

    PeriodHours(Snapshots snapshots, TimeFacts time, LeaveFacts leave, PayCalendar calendar) {
        this.snapshots = snapshots;
        this.time = time;
        this.leave = leave;
        this.calendar = calendar;
    }

    /**
     * What payroll does not have of one worker.
     *
     * @param worker  as on the last day of the period with hours for the entity
     * @param rows    hours per pay code that may be sent, negative where payroll has too many
     * @param waiting time of the period that is not approved
     */
    record Missing(Worker worker, List<PayrollHours.Row> rows, List<TimeFact> waiting) {

        /** Hours of both, scale 2. */
        BigDecimal hours() {
            return rows.stream().map(PayrollHours.Row::hours).reduce(waitingHours(), BigDecimal::add);
        }

        /** Hours that are not approved, scale 2. */
        BigDecimal waitingHours() {
            return waiting.stream()
                    .map(fact -> Hours.of(fact.minutes()))
                    .reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
        }

        /** V-PAY-01: time that is not approved. */
        Optional<Violation> unapproved() {
            return waiting.stream()
                    .findFirst()
                    .map(fact -> Violation.hold(
                            "V-PAY-01",
                            "",
                            "time " + fact.timeEntryId() + " of " + fact.workDate() + " is not approved"));
        }

        /** V-PAY-04: hours of somebody payroll does not know. */
        Optional<Violation> unknown() {
            return worker.payrollId() != null
                    ? Optional.empty()
                    : Optional.of(Violation.hold(
                            "V-PAY-04", "", "worker " + worker.workerId() + " has hours but no payroll number"));
        }
    }

    /**
     * The hours that payroll does not have yet, as a batch.
     *
     * @param known hours that payroll has
     * @param found takes what keeps them from being sent: V-PAY-01 unapproved time, V-PAY-04 no payroll number
     */
    PayrollBatch open(
            String entity, PayPeriod period, Map<PayrollExports.Code, BigDecimal> known, List<Violation> found) {
        PayrollBatch batch = new PayrollBatch();
        for (Missing one : missing(entity, period, known)) {
            one.unapproved().ifPresent(found::add);
            if (!one.rows().isEmpty() && one.unknown().isPresent()) {
                found.add(one.unknown().get());
            } else {
                batch.add(one.worker(), one.rows());
            }
        }
        return batch;
    }

    /**
     * The workers of whom payroll does not have everything, by id.
     *
     * @param known hours that payroll has
     */
    List<Missing> missing(String entity, PayPeriod period, Map<PayrollExports.Code, BigDecimal> known) {
        LeaveFacts absences = leave.forOneLook();
        Set<String> told =
                known.keySet().stream().map(PayrollExports.Code::workerId).collect(Collectors.toSet());
        List<Missing> missing = new ArrayList<>();
        for (Worker newest : snapshots.all("worker", Worker.class)) {
            List<TimeFact> facts = worked(newest, entity, period);
            List<Leave> absent = absences.approved(newest.workerId(), period.from(), period.to()).stream()
                    .filter(day ->
                            at(newest, day.date()).employment().legalEntityId().equals(entity))
                    .toList();
            if (facts.isEmpty() && absent.isEmpty() && !told.contains(newest.workerId())) {
                continue;
            }
            Worker worker = employed(newest, entity, period, facts, absent);
            List<PayrollHours.Row> rows =
                    PayrollBatch.difference(worker.workerId(), hours(worker, entity, period, facts, absent), known);
            List<TimeFact> waiting = facts.stream()
                    .filter(fact -> fact.state() == TimeFact.State.SUBMITTED && period.contains(fact.workDate()))
                    .toList();
            if (!rows.isEmpty() || !waiting.isEmpty()) {
                missing.add(new Missing(worker, rows, waiting));
            }
        }
        return missing;
    }

    private List<PayrollHours.Row> hours(
            Worker worker, String entity, PayPeriod period, List<TimeFact> facts, List<Leave> absent) {
        List<PayrollHours.Worked> worked = facts.stream()
                .filter(fact -> fact.state().approved() && !afterLastDay(worker, fact))
                .map(fact -> new PayrollHours.Worked(fact.workDate(), fact.timeEntryId(), fact.minutes()))
                .toList();
        List<PayrollHours.Absence> absences = absent.stream()
                .map(day -> new PayrollHours.Absence(day.date(), payCode(day), day.hours()))
                .toList();
        OvertimeRule rule = calendar.of(entity).overtime();
        boolean covered = rule.covers(Boolean.TRUE.equals(worker.overtimeEligible()));
        return PayrollHours.rows(worker.workerId(), period, worked, absences, covered ? rule : OvertimeRule.NONE);
    }

    /** V-WRK-21: time after the last day is not paid before HR has decided; it waits at the desk. */
    private boolean afterLastDay(Worker worker, TimeFact fact) {
        if (worker.employment().terminationDate() == null) {
            return false;
        }
        LocalDate last = at(worker, fact.workDate()).employment().terminationDate();
        return last != null && fact.workDate().isAfter(last);
    }

    /** Time for the entity in the period, and before it in its first week, because overtime belongs to whole weeks. */
    private List<TimeFact> worked(Worker worker, String entity, PayPeriod period) {
        LocalDate monday = period.from().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return time.ofWorker(worker.workerId(), monday, period.to()).stream()
                .filter(fact -> entity.equals(entityOf(worker, fact)))
                .toList();
    }

    private String entityOf(Worker worker, TimeFact fact) {
        return fact.legalEntityId() != null
                ? fact.legalEntityId()
                : at(worker, fact.workDate()).employment().legalEntityId();
    }

    /** The worker as on the last day of the period, or on the last one with hours for the entity when another employs him by then. */
    private Worker employed(Worker newest, String entity, PayPeriod period, List<TimeFact> facts, List<Leave> absent) {
        Worker last = at(newest, period.to());
        if (last.employment().legalEntityId().equals(entity)) {
            return last;
        }
        List<LocalDate> days = new ArrayList<>();
        facts.forEach(fact -> days.add(fact.workDate()));
        absent.forEach(day -> days.add(day.date()));
        return days.stream()
                .max(Comparator.naturalOrder())
                .map(day -> at(newest, day))
                .orElse(last);
    }

    private Worker at(Worker newest, LocalDate day) {
        return snapshots.find("worker", newest.workerId(), day, Worker.class).orElse(newest);
    }

    /** ADP pay code of a kind of leave: V for vacation and other paid time off, else the first letter of its type. */
    private static String payCode(Leave leave) {
        String type = String.valueOf(leave.type());
        return type.equals("PTO") || type.equals("VACATION") ? "V" : type.substring(0, 1);
    }
}
