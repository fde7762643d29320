package io.throughline.desk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.alerts.Alert;
import io.throughline.contract.Json;
import io.throughline.desk.Remedies.Remedy;
import io.throughline.money.LegalEntity;
import io.throughline.money.Money;
import io.throughline.people.GrossEstimate;
import io.throughline.people.LatePayroll;
import io.throughline.people.LatePayroll.Reason;
import io.throughline.people.Locked;
import io.throughline.work.Exposed;
import io.throughline.work.MoneyAtRisk;
import io.throughline.work.MoneyAtRisk.Finding;
import io.throughline.work.ReadinessJson;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A late payroll as an alert. Its context has, beside that of {@link CaseJson#context}, {@code payroll: {legalEntity: {id, name},
 * period: {id, from, to}, lock, workers, hours, grossEstimate: {amount, currency, basis, hoursWithoutRate?}}},
 * {@code reasons: [{rule, text, owner, action, workers, workerIds, hours}]} with at most 20 ids each, and {@code clients: [{id, name,
 * waits: [{amount, currency}]}]} whose billing waits for the same time.
 */
public final class LatePayrollAlert {

    /** The field of the context with entity, period and lock. */
    static final String PAYROLL = "payroll";

    private static final int SHOWN = 20;
    private static final String BASIS =
            "missing hours by the cost rate of each worker on the last day of the period, which has"
                    + " on-costs in it and no premium for overtime; payroll pays what payroll finds";

    private final MoneyAtRisk money;
    private final CaseWatch watch;
    private final CaseJson json;
    private final Remedies remedies;
    private final Clock clock;

    public LatePayrollAlert(MoneyAtRisk money, CaseWatch watch, CaseJson json, Remedies remedies, Clock clock) {
        this.money = money;
        this.watch = watch;
        this.json = json;
        this.remedies = remedies;
        this.clock = clock;
    }

    /** The reason of the alert of a period. */
    static String reason(Locked one) {
        return "PAYROLL_LATE " + one.key();
    }

    /** The alert; as urgent as the lock is near. */
    Alert of(LatePayroll late) {
        List<Assessment> waits =
                money.unapproved(late.waiting()).stream().map(watch::named).toList();
        List<Exposed> exposed =
                Exposed.of(waits.stream().map(Assessment::finding).toList());
        ObjectNode context = Json.mapper().createObjectNode();
        json.context(context, waits);
        ((ObjectNode) context.path("payrollExposure")).put("hours", late.hours().toPlainString());
        payroll(context.putObject(PAYROLL), late);
        reasons(context, late.reasons());
        clients(context.putArray("clients"), waits);
        Money largest =
                exposed.isEmpty() ? late.gross().amount() : exposed.get(0).total();
        return new Alert(
                Alert.Kind.CUT_OFF,
                watch.severity(largest, late.locked().lock().toOffsetDateTime()).name(),
                PayrollAlerts.WORKFLOW,
                reason(late.locked()),
                null,
                summary(late, exposed),
                context,
                List.of());
    }

    private static void payroll(ObjectNode node, LatePayroll late) {
        LegalEntity entity = late.locked().entity();
        node.putObject("legalEntity").put("id", entity.legalEntityId()).put("name", entity.name());
        node.putObject("period")
                .put("id", late.locked().period().id())
                .put("from", late.locked().period().from().toString())
                .put("to", late.locked().period().to().toString());
        node.put("lock", late.locked().lock().toOffsetDateTime().toString())
                .put("workers", late.workers())
                .put("hours", late.hours().toPlainString());
        GrossEstimate gross = late.gross();
        ObjectNode estimate = node.putObject("grossEstimate");
        estimate.setAll(ReadinessJson.money(gross.amount()));
        estimate.put("basis", BASIS);
        if (gross.hoursWithoutRate().signum() != 0) {
            estimate.put("hoursWithoutRate", gross.hoursWithoutRate().toPlainString());
        }
    }

    private void reasons(ObjectNode context, List<Reason> reasons) {
        ArrayNode all = context.putArray("reasons");
        ArrayNode actions = context.putArray("actions");
        for (Reason reason : reasons) {
            Remedy remedy = remedy(reason);
            ObjectNode one = all.addObject()
                    .put("rule", reason.rule())
                    .put("text", reason.text())
                    .put("owner", remedy.owner())
                    .put("action", remedy.action())
                    .put("workers", reason.workerIds().size())
                    .put("hours", reason.hours().toPlainString());
            ArrayNode ids = one.putArray("workerIds");
            reason.workerIds().stream().limit(SHOWN).forEach(ids::add);
            actions.add(remedy.owner() + ": " + remedy.text());
        }
        context.putObject("owner").put("team", remedy(reasons.get(0)).owner());
    }

    private Remedy remedy(Reason reason) {
        return remedies.of(null, "pay-data", reason.rule());
    }

    private static void clients(ArrayNode clients, List<Assessment> waits) {
        Map<String, List<Assessment>> byClient = waits.stream()
                .filter(one -> Objects.nonNull(one.finding().clientId()))
                .collect(Collectors.groupingBy(
                        one -> one.finding().clientId(), LinkedHashMap::new, Collectors.toList()));
        byClient.forEach((id, all) -> {
            ObjectNode client = clients.addObject().put("id", id);
            CaseJson.putIfKnown(client, "name", all.get(0).client());
            ArrayNode amounts = client.putArray("waits");
            List<Finding> findings = all.stream().map(Assessment::finding).toList();
            Exposed.of(findings).forEach(exposed -> amounts.add(ReadinessJson.money(exposed.total())));
        });
    }

    private String summary(LatePayroll late, List<Exposed> exposed) {
        Locked locked = late.locked();
        boolean past = !clock.instant().isBefore(locked.lock().toInstant());
        return "Payroll of " + locked.entity().legalEntityId() + " for "
                + locked.period().id()
                + (past ? " was locked at " : " is locked at ") + locked.lock().toOffsetDateTime() + " and lacks "
                + late.hours().toPlainString() + " hours of " + late.workers()
                + (late.workers() == 1 ? " worker, about " : " workers, about ")
                + late.gross().amount() + " gross"
                + (exposed.isEmpty()
                        ? ""
                        : ", and "
                                + exposed.stream()
                                        .map(one -> one.total().toString())
                                        .collect(Collectors.joining(" and "))
                                + " of clients wait with them")
                + ": "
                + late.reasons().stream()
                        .map(one -> one.rule() + " (" + remedy(one).owner() + "): " + one.text())
                        .collect(Collectors.joining("; "));
    }
}
