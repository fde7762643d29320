package io.throughline.work;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Step;
import io.throughline.money.PostingPeriods;
import io.throughline.people.Routing;
import java.time.YearMonth;

/** WF-21: unbilled time at its new price is sent to the ERP once more under the same external id. */
public final class RepriceTimeRules {

    private final Snapshots snapshots;
    private final Routing routing;
    private final PostingPeriods periods;

    public RepriceTimeRules(Snapshots snapshots, Routing routing, PostingPeriods periods) {
        this.snapshots = snapshots;
        this.routing = routing;
        this.periods = periods;
    }

    /** Step {@code erp}; with a {@code postingDate} in the first open month when that of the work is closed. */
    public Plan plan(TimeEntry entry) {
        String entity = snapshots
                .latest("project", entry.projectId(), Project.class)
                .map(Project::billingEntityId)
                .orElse(null);
        if (entity == null) {
            return Plan.NOTHING;
        }
        ObjectNode payload = Json.toTree(entry);
        YearMonth worked = YearMonth.from(entry.workDate());
        YearMonth period = periods.firstOpen(entity, worked);
        if (!period.equals(worked)) {
            payload.put("postingDate", periods.day(entity, period).toString());
        }
        String erp = routing.of(entity).erp();
        return Plan.of(Step.of("erp", erp, "time", "time:" + entry.timeEntryId(), payload)
                .needing("worker:" + entry.workerId() + "@" + erp, "project:" + entry.projectId() + "@" + erp));
    }
}
