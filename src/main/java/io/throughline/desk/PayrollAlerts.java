package io.throughline.desk;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.alerts.Alert;
import io.throughline.alerts.StandingAlerts;
import io.throughline.people.LatePayrolls;
import io.throughline.people.Locked;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * WF-22: from 24 hours before its lock on a payroll that does not have all hours of its period is told of, with whom and what it
 * lacks, why, about what that costs, and the money of clients that waits on the same time; closed when payroll has the hours.
 */
public final class PayrollAlerts {

    /** The workflow of these alerts. */
    public static final String WORKFLOW = "WF-22 payroll export";

    private static final String OVER = "payroll has the hours of the period, or nothing of it is missing any more";

    private final LatePayrolls payrolls;
    private final StandingAlerts standing;
    private final LatePayrollAlert words;

    /** @param standing of workflow {@link #WORKFLOW} */
    public PayrollAlerts(LatePayrolls payrolls, StandingAlerts standing, LatePayrollAlert words) {
        this.payrolls = payrolls;
        this.standing = standing;
        this.words = words;
    }

    /** One look at the payrolls near their lock, and at those of open alerts. */
    public void look() {
        Map<String, Locked> near = new LinkedHashMap<>();
        payrolls.near().forEach(one -> near.put(one.key(), one));
        Set<String> told = new LinkedHashSet<>();
        for (StandingAlerts.Open open : standing.open()) {
            JsonNode payroll = open.context().path(LatePayrollAlert.PAYROLL);
            payrolls.locked(
                            payroll.at("/legalEntity/id").asText(),
                            payroll.at("/period/id").asText())
                    .ifPresent(one -> {
                        near.put(one.key(), one);
                        told.add(one.key());
                    });
        }
        EachAlone each = new EachAlone();
        List<Alert> late = each.of(
                near.values(),
                one -> Alert.fingerprint(WORKFLOW, null, LatePayrollAlert.reason(one)),
                one -> payrolls.late(one, told.contains(one.key())).map(words::of));
        standing.bring(late, over -> each.over(over.alert(), OVER));
    }
}
