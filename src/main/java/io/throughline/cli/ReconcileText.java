package io.throughline.cli;

import io.throughline.close.ClosePeriod.Acceptance;
import io.throughline.close.Results;
import io.throughline.close.Scope;
import io.throughline.close.Verdict;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** What a reconciliation came to, for people: one line per check, then what is outside tolerance. */
final class ReconcileText {

    private static final int SHOWN = 20;

    private final PrintWriter out;
    private final Scope scope;

    ReconcileText(PrintWriter out, Scope scope) {
        this.out = out;
        this.scope = scope;
    }

    void print(List<Verdict> verdicts, Results results, List<Acceptance> accepted, List<String> objections) {
        out.printf("Reconciliation of %s, period closes at %s%n%n", scope, scope.cutOff());
        out.printf(
                "%-4s %-12s %9s %9s %18s  %s%n",
                "", "verdict", "rows", "outside", "at risk " + scope.groupCurrency(), "what");
        for (Verdict verdict : verdicts) {
            out.printf(
                    "%-4s %-12s %9d %9d %18s  %s%n",
                    verdict.check(),
                    verdict.outcome(),
                    verdict.rows(),
                    verdict.outside(),
                    figure(verdict.atRisk()),
                    verdict.title());
            verdict.notes().forEach(note -> out.printf("%-4s NOT_CHECKED: %s%n", "", note));
            if (!verdict.totals().isEmpty()) {
                out.printf(
                        "%-4s %s%n",
                        "",
                        verdict.totals().stream()
                                .map(total -> total.name() + " " + figure(total.value()) + " " + total.unit())
                                .collect(Collectors.joining(", ")));
            }
        }
        rows(verdicts, results);
        out.println();
        accepted.forEach(one ->
                out.printf("accepted  %s, %d rows, by %s: %s%n", one.check(), one.outside(), one.by(), one.note()));
        if (objections.isEmpty()) {
            out.println("nothing stands in the way of signing off");
        } else {
            objections.forEach(objection -> out.println("in the way: " + objection));
        }
    }

    private void rows(List<Verdict> verdicts, Results results) {
        if (verdicts.stream().allMatch(verdict -> verdict.outside() == 0)) {
            return;
        }
        out.printf(
                "%n%-4s %-28s %-16s %14s %14s %12s %5s %12s  %s%n",
                "", "key", "class", "expected", "actual", "difference", "unit", "at risk", "cause; owner");
        results.outside(SHOWN, row -> {
            if (!row.type().equals("NOT_CHECKED")) {
                out.printf(
                        "%-4s %-28s %-16s %14s %14s %12s %5s %12s  %s; %s%n",
                        row.check(),
                        row.key(),
                        row.type(),
                        figure(row.expected()),
                        figure(row.actual()),
                        figure(row.difference()),
                        row.unit(),
                        figure(row.atRisk()),
                        row.cause(),
                        row.owner());
            }
        });
        verdicts.stream()
                .filter(verdict -> verdict.outside() > SHOWN)
                .forEach(verdict -> out.printf(
                        "%-4s and %d more; --format csv has them all%n", verdict.check(), verdict.outside() - SHOWN));
    }

    /** At least two decimals, and no zeros behind them. */
    private static String figure(BigDecimal value) {
        if (value == null) {
            return "-";
        }
        BigDecimal plain = value.stripTrailingZeros();
        return (plain.scale() < 2 ? plain.setScale(2) : plain).toPlainString();
    }
}
