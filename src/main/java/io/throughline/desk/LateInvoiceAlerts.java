package io.throughline.desk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.alerts.Alert;
import io.throughline.alerts.StandingAlerts;
import io.throughline.contract.Json;
import io.throughline.contract.Snapshots;
import io.throughline.money.Invoice;
import io.throughline.money.Money;
import io.throughline.money.SalesOutstanding;
import io.throughline.work.Exposed;
import io.throughline.work.OpenCycles;
import io.throughline.work.OpenCycles.Waiting;
import io.throughline.work.ReadinessJson;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * WF-17: a billing cycle that has no invoice by its third working day is told of, with the amount, the client, how many days
 * it is late and by how many days that lengthens the time for which the firm waits for its money (CALC-17).
 */
public final class LateInvoiceAlerts {

    /** The workflow of these alerts. */
    public static final String WORKFLOW = "WF-17 invoice generation";

    private static final String OVER = "the cycle has its invoice, or nothing is left to bill in it";
    private static final int YEAR = 365;

    private final OpenCycles cycles;
    private final Supplier<List<Waiting>> fees;
    private final Snapshots snapshots;
    private final StandingAlerts standing;
    private final CaseWatch watch;
    private final CaseJson json;
    private final Clock clock;
    private Yearly yearly;

    /** What was invoiced in the year before a day, in group currency. */
    private record Yearly(LocalDate day, Money revenue) {}

    /**
     * @param fees     late cycles that are not billed by time
     * @param standing of workflow {@link #WORKFLOW}
     */
    public LateInvoiceAlerts(
            OpenCycles cycles,
            Supplier<List<Waiting>> fees,
            Snapshots snapshots,
            StandingAlerts standing,
            CaseWatch watch,
            CaseJson json,
            Clock clock) {
        this.cycles = cycles;
        this.fees = fees;
        this.snapshots = snapshots;
        this.standing = standing;
        this.watch = watch;
        this.json = json;
        this.clock = clock;
    }

    /** One look at all cycles that are over. */
    public void look() {
        EachAlone each = new EachAlone();
        List<Alert> late = new ArrayList<>();
        late.addAll(each.of(fees.get(), one -> one.readiness().billingCycleId(), one -> Optional.of(alert(one))));
        late.addAll(
                each.of(cycles.late(), cycle -> cycle, cycle -> cycles.of(cycle).map(this::alert)));
        standing.bring(
                late, over -> each.over(over.context().at("/billingCycle/id").asText(), OVER));
    }

    private Alert alert(Waiting one) {
        String cycle = one.readiness().billingCycleId();
        LocalDate today = LocalDate.now(clock.withZone(one.cutOff().getZone()));
        LocalDate due = OpenCycles.due(one.cutOff().toLocalDate());
        long days = ChronoUnit.DAYS.between(due, today);
        Money total = Exposed.of(List.of(one.finding())).get(0).total();
        ObjectNode context = Json.mapper().createObjectNode();
        Assessment known = watch.named(one.finding());
        json.context(context, List.of(known));
        ObjectNode lateness = ((ObjectNode) context.path("billingCycle"));
        lateness.put("invoiceDue", due.toString()).put("daysLate", days);
        Optional<BigDecimal> effect = outstanding(total, today);
        effect.ifPresent(more -> lateness.put("dsoEffectDays", more.toPlainString()));
        var gates = context.putArray("gates");
        one.readiness()
                .blockers()
                .forEach(blocker -> ReadinessJson.shut(gates.addObject().put("gate", blocker.gate()), blocker, today));
        CaseJson.owner(
                context,
                one.readiness().ready()
                        ? "finance-ops"
                        : one.readiness().blockers().get(0).owner(),
                List.of(known));
        String why = one.readiness().ready()
                ? "the cycle is ready"
                : one.readiness().blockers().stream()
                        .map(blocker -> blocker.gate() + " " + blocker.owner() + ": " + blocker.reason())
                        .collect(Collectors.joining("; "));
        context.putArray("actions").add(why);
        return new Alert(
                Alert.Kind.CUT_OFF,
                watch.severity(total, null).name(),
                WORKFLOW,
                "INVOICE_LATE " + cycle,
                one.project().projectId(),
                "Billing cycle " + cycle + " has no invoice, which was due on " + due + "; " + total + " of client "
                        + one.finding().clientId() + " wait"
                        + effect.map(more -> ", " + more + " days of sales outstanding")
                                .orElse("") + ": " + why,
                context,
                List.of());
    }

    /** CALC-17 of the amount alone; empty while nothing was invoiced within a year, or no rate is loaded. */
    private Optional<BigDecimal> outstanding(Money amount, LocalDate today) {
        if (yearly == null || !yearly.day().equals(today)) {
            Money sum = Money.zero(watch.groupCurrency());
            for (Invoice invoice : snapshots.all("invoice", Invoice.class)) {
                boolean counts = invoice.status() != Invoice.Status.VOIDED
                        && !invoice.issueDate().isBefore(today.minusDays(YEAR))
                        && !invoice.issueDate().isAfter(today);
                Money net = watch.inGroup(new Money(invoice.net(), invoice.currency()))
                        .orElse(Money.zero(watch.groupCurrency()));
                if (counts) {
                    sum = invoice.type() == Invoice.Type.CREDIT_NOTE ? sum.minus(net) : sum.plus(net);
                }
            }
            yearly = new Yearly(today, sum);
        }
        return yearly.revenue().signum() <= 0
                ? Optional.empty()
                : watch.inGroup(amount).map(worth -> new SalesOutstanding(worth, yearly.revenue()).days());
    }
}
