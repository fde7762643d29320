package io.throughline.cli.demo;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The report as tables for a person. */
final class ReportText {

    private final PrintStream out;

    ReportText(PrintStream out) {
        this.out = out;
    }

    void print(Report report) {
        line("October 2026 of %s, played in %d s", String.join(", ", report.entities()), report.seconds());
        title("Events in, by door");
        report.eventsIn().forEach((door, count) -> line("  %-28s %6d", door, count));
        title("Effects per target system");
        line("  %-12s %7s %11s  %s", "system", "writes", "duplicates", "records");
        for (Report.Target target : report.systems()) {
            String records = target.records().entrySet().stream()
                    .map(kind -> kind.getKey() + " " + kind.getValue())
                    .collect(Collectors.joining(", "));
            line("  %-12s %7d %11d  %s", target.system(), target.writes(), target.duplicates(), records);
        }
        title("Held or parked, and why");
        if (report.waiting().isEmpty()) {
            line("  nothing");
        }
        report.waiting()
                .forEach(group ->
                        line("  %-7s %-10s %4d  %s", group.kind(), group.rule(), group.count(), group.example()));
        projects(report.projects());
        payroll(report.payroll());
        batches(report.batches());
        utilization(report.utilization());
        title("Result");
        if (report.asExpected()) {
            line("  everything is as expected");
        } else {
            line("  %d differences", report.differences().size());
            report.differences().forEach(difference -> line("  - %s", difference));
        }
        out.flush();
    }

    private void projects(List<Report.ProjectLine> lines) {
        title("Projects");
        line(
                "  %-7s %-16s %9s %9s  %-3s %4s %12s %12s",
                "project", "billing", "hours", "expected", "", "inv.", "invoiced", "expected");
        for (Report.ProjectLine one : lines) {
            String note = one.expectedAmount() == null ? "time is not billed by the hour" : "";
            line(
                    "  %-7s %-16s %9s %9s  %-3s %4d %12s %12s  %s",
                    one.projectId(),
                    one.billingType(),
                    hours(one.hours()),
                    hours(one.expectedHours()),
                    one.currency(),
                    one.invoices(),
                    amount(one.invoiced()),
                    amount(one.expectedAmount()),
                    note);
        }
    }

    private void payroll(List<Report.PayrollLine> lines) {
        title("Payroll hours (regular + overtime) in the pay-data files of ADP, and expected");
        for (Report.PayrollLine one : lines) {
            line(
                    "  %-7s 2026-10%s  %7s + %5s   %7s + %5s",
                    one.workerId(),
                    one.half(),
                    hours(one.regular()),
                    hours(one.overtime()),
                    hours(one.expectedRegular()),
                    hours(one.expectedOvertime()));
        }
    }

    private void batches(List<Report.PayrollBatch> batches) {
        title("Batches of hours for payroll");
        line("  %-7s %-16s %5s %9s  %s", "entity", "batch", "rows", "hours", "file");
        for (Report.PayrollBatch one : batches) {
            line(
                    "  %-7s %-16s %5d %9s  %s",
                    one.legalEntity(), one.batch(), one.rows(), hours(one.hours()), one.file());
        }
    }

    private void utilization(List<Report.UtilizationLine> lines) {
        title("Utilization "
                + lines.stream()
                        .map(Report.UtilizationLine::policyId)
                        .distinct()
                        .collect(Collectors.joining(", "))
                + " (billable by available hours)");
        line("  %-7s %9s %9s %12s %9s", "", "available", "billable", "utilization", "expected");
        for (Report.UtilizationLine one : lines) {
            line(
                    "  %-7s %9s %9s %12s %9s",
                    one.id(),
                    hours(one.available()),
                    hours(one.billable()),
                    one.utilization() == null ? "-" : one.utilization().toPlainString(),
                    one.expected() == null ? "-" : one.expected().toPlainString());
        }
    }

    private void title(String text) {
        out.println();
        out.println(text);
    }

    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values).stripTrailing());
    }

    private static String hours(BigDecimal hours) {
        return hours.setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    private static String amount(BigDecimal amount) {
        return amount == null ? "-" : amount.toPlainString();
    }
}
