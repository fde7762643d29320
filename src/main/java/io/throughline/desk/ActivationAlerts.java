package io.throughline.desk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.alerts.Alert;
import io.throughline.alerts.StandingAlerts;
import io.throughline.contract.Json;
import io.throughline.work.BlockedStarts;
import io.throughline.work.BlockedStarts.Blocked;
import io.throughline.work.Exposed;
import io.throughline.work.ReadinessJson;
import java.time.ZoneOffset;
import java.util.List;

/**
 * WF-10: a project that is not open is told of five days before the first booking on it begins, with its shut gates and the
 * planned revenue that each day of delay costs; closed when it opens or nobody is booked any more.
 */
public final class ActivationAlerts {

    /** The workflow of these alerts. */
    public static final String WORKFLOW = "WF-10 project activation";

    private static final String REASON = "ACTIVATION_BLOCKED";

    private final BlockedStarts starts;
    private final StandingAlerts standing;
    private final CaseWatch watch;
    private final CaseJson json;

    /** @param standing of workflow {@link #WORKFLOW} */
    public ActivationAlerts(BlockedStarts starts, StandingAlerts standing, CaseWatch watch, CaseJson json) {
        this.starts = starts;
        this.standing = standing;
        this.watch = watch;
        this.json = json;
    }

    /** One look at all projects that wait for activation. */
    public void look() {
        EachAlone each = new EachAlone();
        List<Alert> blocked = each.of(
                starts.pending(),
                project -> Alert.fingerprint(WORKFLOW, project.projectId(), REASON),
                project -> starts.of(project).map(this::alert));
        standing.bring(
                blocked,
                over -> each.over(over.alert(), "the project is open, or nobody begins on it within five days"));
    }

    private Alert alert(Blocked one) {
        ObjectNode context = Json.mapper().createObjectNode();
        Assessment known = watch.named(one.finding());
        json.context(context, List.of(known));
        if (one.perDay() != null) {
            ((ObjectNode) context.path("revenueExposure")).set("perDayLate", ReadinessJson.money(one.perDay()));
        }
        context.put("start", one.start().toString());
        one.booked().forEach(context.putArray("assignments")::add);
        ShutGates.put(context, one.shut(), known, json.now());
        String id = one.project().projectId();
        return new Alert(
                Alert.Kind.CUT_OFF,
                watch.severity(
                                Exposed.of(List.of(one.finding())).stream()
                                        .map(Exposed::total)
                                        .findFirst()
                                        .orElse(null),
                                one.start().atStartOfDay().atOffset(ZoneOffset.UTC))
                        .name(),
                WORKFLOW,
                REASON,
                id,
                "Project " + id + " is not open, and work on it begins on " + one.start()
                        + (one.perDay() == null ? "" : ", each day of delay costs " + one.perDay()) + ": "
                        + ShutGates.text(one.shut()),
                context,
                List.of());
    }
}
