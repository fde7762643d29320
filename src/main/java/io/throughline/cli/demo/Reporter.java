package io.throughline.cli.demo;

import io.throughline.Stores;
import io.throughline.delivery.Cases;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Draws up the report and finds what differs from what was expected. */
final class Reporter {

    /**
     * What the month leaves for people on purpose: a duplicate customer, a customer on hold, time after a last day.
     */
    private static final Set<String> EXPECTED_CASES =
            Set.of("HELD V-CUS-01 x1", "HELD V-CUS-03 x1", "HELD V-TIM-03 x1", "HELD V-REV-03 x1", "HELD V-IC-01 x1");

    private final Stores stores;
    private final Books books;
    private final Landed landed;
    private final Payslips payslips;

    Reporter(Stores stores, Books books, Landed landed, Payslips payslips) {
        this.stores = stores;
        this.books = books;
        this.landed = landed;
        this.payslips = payslips;
    }

    /**
     * The report of a month that was played.
     *
     * @param byHand  records that people made in the vendors' systems, as {@code <vendor>:<id>}
     * @param trouble what went wrong while playing, or null
     */
    Report draw(Set<String> byHand, long seconds, String trouble) {
        List<Report.Target> targets = landed.targets(byHand);
        List<Report.Waiting> waiting = waiting();
        List<Report.ProjectLine> projects = new Figures(stores).projects(landed.invoices());
        List<Report.PayrollLine> payroll = payslips.lines();
        List<Report.UtilizationLine> utilization = new Figures(stores).utilization();
        List<String> differences = new ArrayList<>();
        if (trouble != null) {
            differences.add(trouble);
        }
        targets.stream()
                .filter(target -> target.duplicates() > 0)
                .forEach(target -> differences.add(
                        target.system() + " has " + target.duplicates() + " records twice, expected none"));
        cases(waiting, differences);
        projects.forEach(line -> project(line, differences));
        payroll.forEach(line -> {
            String who = line.workerId() + " in half " + line.half();
            compare(differences, "regular hours of " + who, line.expectedRegular(), line.regular());
            compare(differences, "overtime of " + who, line.expectedOvertime(), line.overtime());
        });
        utilization.forEach(
                line -> compare(differences, "utilization of " + line.id(), line.expected(), line.utilization()));
        return new Report(
                "2026-10",
                DemoData.ENTITIES,
                seconds,
                doors(),
                targets,
                waiting,
                projects,
                payroll,
                payslips.batches(),
                utilization,
                differences);
    }

    private static void project(Report.ProjectLine line, List<String> differences) {
        compare(differences, "billable hours on " + line.projectId(), line.expectedHours(), line.hours());
        if (line.expectedAmount() != null) {
            compare(
                    differences,
                    line.currency() + " invoiced for " + line.projectId(),
                    line.expectedAmount(),
                    line.invoiced());
        }
        boolean fee = "RETAINER".equals(line.billingType());
        if (line.expectedAmount() == null && line.invoices() > 0 && !fee) {
            differences.add(line.projectId() + " has an invoice although its time is not billed by the hour");
        }
    }

    private static void cases(List<Report.Waiting> waiting, List<String> differences) {
        Set<String> found = new LinkedHashSet<>();
        waiting.forEach(group -> found.add(group.kind() + " " + group.rule() + " x" + group.count()));
        found.stream()
                .filter(group -> !EXPECTED_CASES.contains(group))
                .forEach(group -> differences.add("waiting: " + group + " was not expected"));
        EXPECTED_CASES.stream()
                .filter(group -> !found.contains(group))
                .sorted()
                .forEach(group -> differences.add("waiting: " + group + " was expected and is not there"));
    }

    private static void compare(List<String> differences, String what, BigDecimal expected, BigDecimal actual) {
        boolean same = expected == null ? actual == null : actual != null && expected.compareTo(actual) == 0;
        if (!same) {
            differences.add(what + ": expected " + (expected == null ? "none" : expected.toPlainString()) + ", found "
                    + (actual == null ? "none" : actual.toPlainString()));
        }
    }

    /** Open cases by kind, rule and system, then facts that wait for a reference. */
    private List<Report.Waiting> waiting() {
        Map<String, Report.Waiting> groups = new LinkedHashMap<>();
        for (Cases.Case one : stores.database().read(stores.cases()::open)) {
            if (one.kind().equals("PARKED")) {
                continue; // counted below by what it waits for
            }
            groups.merge(
                    one.kind() + one.rule() + one.system(),
                    new Report.Waiting(one.kind(), one.rule(), one.system(), 1, one.message()),
                    (a, b) -> new Report.Waiting(a.kind(), a.rule(), a.system(), a.count() + 1, a.example()));
        }
        List<Report.Waiting> waiting = new ArrayList<>(groups.values());
        books.parkedSteps()
                .forEach((reference, count) -> waiting.add(
                        new Report.Waiting("PARKED", reference, null, count, "steps wait for " + reference)));
        books.parkedFacts()
                .forEach((reference, count) -> waiting.add(
                        new Report.Waiting("PARKED", reference, null, count, "facts wait for " + reference)));
        return waiting;
    }

    /** Events by door: what stands before the first slash of their origin, followed by the system for files. */
    private Map<String, Long> doors() {
        Map<String, Long> doors = new TreeMap<>();
        books.origins().forEach((origin, count) -> {
            int slash = origin.indexOf('/');
            boolean file = origin.startsWith("file:");
            doors.merge(file && slash > 0 ? origin.substring(0, slash) : origin, count, Long::sum);
        });
        return doors;
    }
}
