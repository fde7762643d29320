package io.throughline.desk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.alerts.Alert;
import io.throughline.alerts.StandingAlerts;
import io.throughline.contract.Json;
import io.throughline.money.Money;
import io.throughline.work.Exposed;
import io.throughline.work.ReadinessJson;
import io.throughline.work.SlowSetups;
import io.throughline.work.SlowSetups.Slow;
import java.time.ZoneOffset;
import java.util.List;

/**
 * WF-09: a won deal whose project is not open at the end of the next working day is told of with client, amount, planned start
 * and the planned value of the first two weeks; closed when the project opens or the deal is won no more.
 */
public final class SetupAlerts {

    /** The workflow of these alerts. */
    public static final String WORKFLOW = "WF-09 project setup";

    private static final String REASON = "SETUP_SLOW";

    private final SlowSetups setups;
    private final StandingAlerts standing;
    private final CaseWatch watch;
    private final CaseJson json;

    /** @param standing of workflow {@link #WORKFLOW} */
    public SetupAlerts(SlowSetups setups, StandingAlerts standing, CaseWatch watch, CaseJson json) {
        this.setups = setups;
        this.standing = standing;
        this.watch = watch;
        this.json = json;
    }

    /** One look at all projects that are being set up. */
    public void look() {
        EachAlone each = new EachAlone();
        List<Alert> slow = each.of(
                setups.pending(),
                project -> Alert.fingerprint(WORKFLOW, project.projectId(), REASON),
                project -> setups.of(project).map(this::alert));
        standing.bring(slow, over -> each.over(over.alert(), "the project is open, or its deal is won no more"));
    }

    private Alert alert(Slow one) {
        ObjectNode context = Json.mapper().createObjectNode();
        Assessment known = watch.named(one.finding());
        json.context(context, List.of(known));
        ObjectNode deal = context.putObject("deal").put("id", one.deal().opportunityId());
        deal.put("name", one.deal().name()).put("won", one.deal().closeDate().toString());
        deal.put("due", one.due().toString())
                .put("plannedStart", one.project().start().toString());
        Money amount = one.deal().amount();
        if (amount != null) {
            deal.set("amount", ReadinessJson.money(amount));
        }
        ShutGates.put(context, one.shut(), known, json.now());
        String id = one.project().projectId();
        Money waits = Exposed.of(List.of(one.finding())).stream()
                .map(Exposed::total)
                .findFirst()
                .orElse(null);
        return new Alert(
                Alert.Kind.CUT_OFF,
                watch.severity(waits, one.project().start().atStartOfDay().atOffset(ZoneOffset.UTC))
                        .name(),
                WORKFLOW,
                REASON,
                id,
                "Project " + id + " of deal " + one.deal().opportunityId() + (amount == null ? "" : " over " + amount)
                        + " is not open, was due on " + one.due() + " and is to start on "
                        + one.project().start()
                        + (one.shut().isEmpty()
                                ? "; no gate is shut, a system has still to open it"
                                : ": " + ShutGates.text(one.shut())),
                context,
                List.of());
    }
}
