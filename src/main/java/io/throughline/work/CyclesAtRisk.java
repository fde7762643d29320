package io.throughline.work;

import static io.throughline.work.DataFields.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Snapshots;
import io.throughline.money.BillingCycle;
import io.throughline.money.Money;
import io.throughline.work.MoneyAtRisk.Finding;
import io.throughline.work.UnbilledCycles.Cycle;
import java.util.ArrayList;
import java.util.List;

/** CALC-11 for what stands above single entries: an invoice, a cap, terms and a customer are worth the cycles they hold. */
final class CyclesAtRisk {

    private final Snapshots snapshots;
    private final UnbilledCycles cycles;

    CyclesAtRisk(Snapshots snapshots, UnbilledCycles cycles) {
        this.snapshots = snapshots;
        this.cycles = cycles;
    }

    Finding invoice(JsonNode data) {
        Finding held = cycle(text(data, "billingCycleId"));
        Money net = DataFields.money(data, "net");
        return net == null ? held : new Finding(held.projectId(), held.clientId(), net, true, held.cycles(), 0, false);
    }

    /** Work in progress over the maximum of a contract: it holds no cycle, none will bill it. */
    Finding overCap(JsonNode data) {
        Finding about = Finding.ofProject(snapshots, text(data, "projectId"));
        Money over = DataFields.money(data, "overCap");
        return new Finding(about.projectId(), about.clientId(), over, true, List.of(), 0, false);
    }

    Finding cycle(String cycleId) {
        if (cycleId == null) {
            return Finding.about(null, null);
        }
        try {
            List<Cycle> held = cycles.of(cycleId).stream().toList();
            return Finding.ofProject(snapshots, BillingCycle.parse(cycleId).projectId())
                    .holding(held);
        } catch (IllegalArgumentException noCycle) {
            return Finding.about(null, null);
        }
    }

    Finding terms(JsonNode data) {
        List<String> projects = new ArrayList<>();
        data.path("projectIds").forEach(id -> projects.add(id.asText()));
        if (text(data, "projectId") != null) {
            projects.add(text(data, "projectId"));
        }
        if (projects.isEmpty()) {
            return Finding.about(null, text(data, "customerId"));
        }
        return Finding.ofProject(snapshots, projects.get(0))
                .holding(projects.stream()
                        .distinct()
                        .flatMap(id -> cycles.ofProject(id).stream())
                        .toList());
    }

    Finding customer(String customerId) {
        List<Cycle> held = snapshots.all("project", Project.class).stream()
                .filter(project -> customerId != null && customerId.equals(project.customerId()))
                .flatMap(project -> cycles.ofProject(project.projectId()).stream())
                .toList();
        return Finding.about(null, customerId).holding(held);
    }
}
