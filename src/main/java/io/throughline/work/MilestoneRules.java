package io.throughline.work;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Step;
import io.throughline.contract.Violation;
import io.throughline.money.Invoice;
import io.throughline.money.MilestoneCycle;
import io.throughline.money.Money;
import io.throughline.money.PostingPeriods;
import io.throughline.people.FollowUp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * WF-19: an accepted milestone is earned, due to be billed and told to the CRM; one whose acceptance is taken back is not,
 * and a bill for it is credited.
 */
public final class MilestoneRules {

    private static final String CRM = "salesforce";

    private final Snapshots snapshots;
    private final Acceptances acceptances;
    private final MilestoneCredit credit;
    private final PostingPeriods periods;
    private final Clock clock;

    public MilestoneRules(Snapshots snapshots, MilestoneCredit credit, PostingPeriods periods, Clock clock) {
        this.snapshots = snapshots;
        this.acceptances = new Acceptances(snapshots);
        this.credit = credit;
        this.periods = periods;
        this.clock = clock;
    }

    /**
     * Step {@code status-crm} where the project has a deal, {@code revenue.proposed.v1} with the whole milestone, and
     * {@code billing.milestonedue.v1}. V-MIL-01 not the amount of the contract and V-MIL-02 accepted in the future hold it,
     * V-MIL-03 out of order is a remark. Nothing new for a milestone that is accepted already.
     */
    public Plan accepted(Event event, MilestoneAcceptance acceptance) {
        String id = acceptance.milestoneId();
        if (acceptances.revoked(id) > acceptance.version()) {
            return Plan.OVERTAKEN;
        }
        if (acceptances
                .standing(id)
                .filter(one -> one.version() != acceptance.version())
                .isPresent()) {
            return Plan.NOTHING;
        }
        Optional<Contract> known = snapshots.latest("contract", acceptance.contractId(), Contract.class);
        if (known.isEmpty()) {
            return held("/contractId", "contract " + acceptance.contractId() + " is not known");
        }
        Contract contract = known.get();
        MilestoneSchedule schedule;
        try {
            schedule = MilestoneSchedule.of(contract);
        } catch (IllegalArgumentException broken) {
            return held("/contractId", broken.getMessage());
        }
        Optional<MilestoneSchedule.Item> item = schedule.find(id);
        if (item.isEmpty()) {
            return held("/milestoneId", "contract " + contract.contractId() + " has no milestone " + id);
        }
        List<Violation> found = check(acceptance, contract, schedule, item.get());
        if (found.stream().anyMatch(finding -> finding.outcome() == Violation.Outcome.HOLD)) {
            return Plan.stopped(found);
        }
        String ask = cycle(acceptance).id() + "-" + acceptance.version();
        Plan plan = crm(acceptance, "MILESTONE_ACCEPTED").with(found).emitting(due(event, acceptance, ask));
        return item.get().earned().signum() == 0
                ? plan
                : plan.emitting(earning(contract, schedule, item.get()).earned(event, acceptance));
    }

    /**
     * Takes back what the acceptance before it caused: step {@code status-crm}, {@code revenue.proposed.v1} with
     * {@code reversalOf}, and step {@code credit-note} when the milestone is billed. Overtaken by a later acceptance, nothing
     * when there was none.
     */
    public Plan revoked(Event event, MilestoneAcceptance revocation) {
        String id = revocation.milestoneId();
        Optional<MilestoneAcceptance> told = acceptances.told(id);
        if (told.filter(one -> one.version() > revocation.version()).isPresent()) {
            return Plan.OVERTAKEN;
        }
        long revoked = acceptances.revoked(id);
        Optional<MilestoneAcceptance> standing =
                told.filter(one -> one.version() > revoked || revoked == revocation.version());
        Optional<Contract> contract = snapshots.latest("contract", revocation.contractId(), Contract.class);
        if (standing.isEmpty() || contract.isEmpty()) {
            return Plan.NOTHING;
        }
        List<Step> steps = new ArrayList<>(crm(revocation, "MILESTONE_REVOKED").steps());
        credit.step(cycle(revocation), revocation.version()).ifPresent(steps::add);
        Plan plan = Plan.of(steps);
        MilestoneSchedule schedule = MilestoneSchedule.of(contract.get());
        return schedule.find(id)
                .filter(item -> item.earned().signum() != 0)
                .map(item -> plan.emitting(
                        earning(contract.get(), schedule, item).reversed(event, standing.get(), revocation)))
                .orElse(plan);
    }

    /**
     * {@code billing.milestonedue.v1} once more for an accepted milestone whose invoice stands no more, as when it was voided in
     * the ERP; nothing for other invoices.
     */
    public Plan freed(Event event, Invoice invoice) {
        if (invoice.status() != Invoice.Status.VOIDED || !MilestoneCycle.isOne(invoice.billingCycleId())) {
            return Plan.NOTHING;
        }
        MilestoneCycle cycle = MilestoneCycle.parse(invoice.billingCycleId());
        return acceptances
                .standing(cycle.milestoneId())
                .map(acceptance ->
                        Plan.NOTHING.emitting(due(event, acceptance, cycle.id() + "-after-" + invoice.invoiceId())))
                .orElse(Plan.NOTHING);
    }

    private MilestoneEarning earning(Contract contract, MilestoneSchedule schedule, MilestoneSchedule.Item item) {
        Money others = schedule.items().stream()
                .filter(other -> !other.id().equals(item.id())
                        && acceptances.standing(other.id()).isPresent())
                .map(MilestoneSchedule.Item::earned)
                .reduce(Money.zero(contract.currency()), Money::plus);
        return new MilestoneEarning(contract, item, others, periods, clock);
    }

    private List<Violation> check(
            MilestoneAcceptance acceptance,
            Contract contract,
            MilestoneSchedule schedule,
            MilestoneSchedule.Item item) {
        List<Violation> found = new ArrayList<>();
        if (acceptance.amount() != null && !acceptance.amount().equals(item.gross())) {
            found.add(Violation.hold(
                    "V-MIL-01",
                    "/amount",
                    "milestone " + item.id() + " is " + item.gross() + " in the contract, not " + acceptance.amount()));
        }
        if (acceptance.acceptedOn().isAfter(periods.today(contract.billingEntityId()))) {
            found.add(Violation.hold(
                    "V-MIL-02", "/acceptedOn", "the acceptance of " + acceptance.acceptedOn() + " is in the future"));
        }
        schedule.before(item.id()).stream()
                .filter(earlier -> acceptances.standing(earlier.id()).isEmpty())
                .findFirst()
                .ifPresent(earlier -> found.add(Violation.warn(
                        "V-MIL-03",
                        "/milestoneId",
                        item.id() + " is accepted before " + earlier.id() + " (" + earlier.name() + ")")));
        return found;
    }

    private Plan crm(MilestoneAcceptance acceptance, String status) {
        Optional<Project> project = snapshots.latest("project", acceptance.projectId(), Project.class);
        return project.filter(known -> known.opportunityId() != null)
                .flatMap(known -> snapshots.latest("opportunity", known.opportunityId(), Opportunity.class))
                .map(deal -> Plan.of(Step.of(
                        "status-crm",
                        CRM,
                        "opportunity",
                        "opportunity:" + deal.opportunityId(),
                        Json.toTree(deal)
                                .put("projectId", acceptance.projectId())
                                .put("erpProjectCode", project.get().erpProjectCode())
                                .put("projectStatus", status))))
                .orElse(Plan.NOTHING);
    }

    private Event due(Event event, MilestoneAcceptance acceptance, String ask) {
        MilestoneCycle cycle = cycle(acceptance);
        ObjectNode data = Json.mapper().createObjectNode();
        data.put("id", cycle.id())
                .put("version", acceptance.version())
                .put("projectId", acceptance.projectId())
                .put("milestoneId", acceptance.milestoneId());
        return FollowUp.keyed(
                FollowUp.of(
                        event,
                        "billing-" + ask,
                        "billing.milestonedue.v1",
                        cycle.id(),
                        "billing:" + cycle.id(),
                        acceptance.version(),
                        data,
                        clock.instant()),
                "milestone:" + acceptance.milestoneId() + ":accepted:"
                        + ask.substring(cycle.id().length() + 1));
    }

    private static MilestoneCycle cycle(MilestoneAcceptance acceptance) {
        return new MilestoneCycle(acceptance.projectId(), acceptance.milestoneId());
    }

    private static Plan held(String pointer, String message) {
        return Plan.stopped(List.of(Violation.hold("V-MIL-01", pointer, message)));
    }
}
