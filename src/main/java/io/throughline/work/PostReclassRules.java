package io.throughline.work;

import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Step;
import io.throughline.money.CostReclass;
import io.throughline.money.Journal;
import io.throughline.money.Posting;
import io.throughline.money.PostingPeriods;
import io.throughline.people.Routing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** WF-02 step 6: moved labour is posted by every entity it concerns, each in its own ERP, with one reference. */
public final class PostReclassRules {

    private final Snapshots snapshots;
    private final Routing routing;
    private final PostingPeriods periods;

    public PostReclassRules(Snapshots snapshots, Routing routing, PostingPeriods periods) {
        this.snapshots = snapshots;
        this.routing = routing;
        this.periods = periods;
    }

    /**
     * A step {@code posting-<entity>} for each entity. Every line says project, month of the work and worker, and the other
     * entity where there is one; it names the project where the ERP knows it.
     */
    public Plan plan(CostReclass reclass) {
        Map<String, List<CostReclass.Line>> byEntity = new LinkedHashMap<>();
        reclass.lines().forEach(line -> byEntity.computeIfAbsent(line.legalEntityId(), entity -> new ArrayList<>())
                .add(line));
        List<Step> steps = new ArrayList<>();
        byEntity.forEach((entity, lines) -> steps.add(step(reclass, entity, lines)));
        return Plan.of(steps);
    }

    private Step step(CostReclass reclass, String entityId, List<CostReclass.Line> lines) {
        String erp = routing.of(entityId).erp();
        String project = snapshots
                .externalId("project", reclass.projectId(), erp)
                .map(known -> reclass.projectId())
                .orElse(null);
        Posting posting = Posting.of(
                reclass.reclassId() + "-" + entityId,
                entityId,
                periods.day(entityId, reclass.period()),
                lines.get(0).amount().currency(),
                reclass.reclassId(),
                lines.stream().map(line -> line(reclass, project, line)).toList());
        return Step.of("posting-" + entityId, erp, "posting", "reclass:" + reclass.workerId(), Json.toTree(posting));
    }

    private static Posting.Line line(CostReclass reclass, String project, CostReclass.Line line) {
        String text = reclass.projectId() + " " + reclass.servicePeriod() + " " + reclass.workerId();
        return new Posting.Line(
                account(line.account()).key(),
                line.costCenterId(),
                project,
                line.amount().amount(),
                line.partnerId() == null ? text : text + " " + line.partnerId(),
                null);
    }

    private static Posting.Account account(Journal.Account account) {
        return switch (account) {
            case PAYROLL_CLEARING -> Posting.Account.PAYROLL_CLEARING;
            case PROJECT_LABOUR_COST -> Posting.Account.PROJECT_LABOUR;
            case INTERCOMPANY_LABOUR_COST -> Posting.Account.INTERCOMPANY_COST;
            case INTERCOMPANY_PAYABLE -> Posting.Account.INTERCOMPANY_PAYABLE;
            case INTERCOMPANY_RECEIVABLE -> Posting.Account.INTERCOMPANY_RECEIVABLE;
            case INTERCOMPANY_REVENUE -> Posting.Account.INTERCOMPANY_REVENUE;
        };
    }
}
