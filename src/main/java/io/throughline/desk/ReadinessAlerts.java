package io.throughline.desk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.alerts.Alert;
import io.throughline.alerts.StandingAlerts;
import io.throughline.contract.Json;
import io.throughline.money.BillingReadiness.Blocker;
import io.throughline.money.Money;
import io.throughline.work.CutOffReminder;
import io.throughline.work.Exposed;
import io.throughline.work.OpenCycles;
import io.throughline.work.OpenCycles.Waiting;
import io.throughline.work.ReadinessJson;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * WF-16: three days, one day and four hours before the cut-off of a billing cycle that is not ready people hear which gates
 * are shut, whose they are, how old, and how much money waits, of the cycle and of its client. A cycle is said once at each
 * of these moments; its alert is closed when it is ready or has its invoice.
 */
public final class ReadinessAlerts {

    /** The workflow of these alerts. */
    public static final String WORKFLOW = "WF-16 billing readiness";

    private static final String REASON = "NOT_READY ";
    private static final String OVER = "the cycle is ready or billed, or nothing is left to bill in it";

    private final OpenCycles cycles;
    private final StandingAlerts standing;
    private final CaseWatch watch;
    private final CaseJson json;
    private final Clock clock;

    /** @param standing of workflow {@link #WORKFLOW} */
    public ReadinessAlerts(OpenCycles cycles, StandingAlerts standing, CaseWatch watch, CaseJson json, Clock clock) {
        this.cycles = cycles;
        this.standing = standing;
        this.watch = watch;
        this.json = json;
        this.clock = clock;
    }

    /** One look at all cycles near their cut-off, and at those of open alerts. */
    public void look() {
        Set<String> looked = new LinkedHashSet<>(cycles.nearCutOff());
        standing.open().forEach(open -> looked.add(cycle(open)));
        EachAlone each = new EachAlone();
        List<Waiting> unready = each.of(looked, cycle -> cycle, cycle -> cycles.of(cycle)
                .filter(one -> !one.readiness().ready()));
        Map<String, Money> held = new LinkedHashMap<>();
        unready.forEach(one -> held.merge(one.finding().clientId(), inGroup(one), Money::plus));
        standing.bring(
                unready.stream()
                        .map(one -> alert(one, held.get(one.finding().clientId())))
                        .toList(),
                over -> each.over(cycle(over), OVER));
    }

    private Alert alert(Waiting one, Money held) {
        CutOffReminder reminder =
                CutOffReminder.at(one.cutOff(), clock.instant()).orElse(CutOffReminder.THREE_DAYS);
        LocalDate today = LocalDate.now(clock.withZone(one.cutOff().getZone()));
        List<Blocker> blockers = one.readiness().blockers();
        ObjectNode context = Json.mapper().createObjectNode();
        json.context(context, List.of(watch.named(one.finding())));
        ((ObjectNode) context.path("billingCycle")).put("reminder", reminder.label());
        ((ObjectNode) context.path("client")).set("held", ReadinessJson.money(held));
        ArrayNode gates = context.putArray("gates");
        blockers.forEach(blocker -> ReadinessJson.shut(gates.addObject().put("gate", blocker.gate()), blocker, today));
        owner(context.putObject("owner"), one);
        ArrayNode actions = context.putArray("actions");
        blockers.forEach(blocker -> actions.add(blocker.owner() + ": " + blocker.gate() + ", " + blocker.reason()));
        context.put(StandingAlerts.OCCASION, reminder.ordinal() + 1);
        Money total = total(one);
        return new Alert(
                Alert.Kind.CUT_OFF,
                watch.severity(total, one.cutOff().toOffsetDateTime()).name(),
                WORKFLOW,
                REASON + id(one),
                one.project().projectId(),
                summary(one, reminder, total),
                context,
                List.of());
    }

    private String summary(Waiting one, CutOffReminder reminder, Money total) {
        boolean past = clock.instant().isAfter(one.cutOff().toInstant());
        String gates = one.readiness().blockers().stream()
                .map(blocker -> blocker.gate() + " " + blocker.owner() + ": " + blocker.reason()
                        + (blocker.since() == null ? "" : " (since " + blocker.since() + ")"))
                .collect(Collectors.joining("; "));
        return "Billing cycle " + id(one)
                + (past ? " was cut off" : " is cut off in less than " + reminder.words())
                + " and is not ready, " + total + " of client "
                + one.finding().clientId() + " wait: " + gates;
    }

    /** The team whose gate holds the most comes first; whoever is to press it on is the manager of the project. */
    private static void owner(ObjectNode owner, Waiting one) {
        Set<String> teams = new LinkedHashSet<>();
        one.readiness().blockers().stream()
                .sorted(Comparator.comparing(
                                (Blocker blocker) -> blocker.amount().amount())
                        .reversed())
                .forEach(blocker -> teams.add(blocker.owner()));
        owner.put("team", teams.iterator().next());
        ArrayNode all = owner.putArray("teams");
        teams.forEach(all::add);
        Escalation.of(one.project()).ifPresent(person -> owner.put("escalation", person));
    }

    private static String cycle(StandingAlerts.Open open) {
        return open.context().at("/billingCycle/id").asText();
    }

    private static String id(Waiting one) {
        return one.readiness().billingCycleId();
    }

    private static Money total(Waiting one) {
        return Exposed.of(List.of(one.finding())).get(0).total();
    }

    /** What waits of a cycle in group currency; nothing where no rate is loaded, which the alert of the cycle says. */
    private Money inGroup(Waiting one) {
        return watch.inGroup(total(one)).orElse(Money.zero(watch.groupCurrency()));
    }
}
