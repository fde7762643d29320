package io.throughline.work;

import io.throughline.contract.Snapshots;
import io.throughline.contract.Violation;
import io.throughline.money.FiscalPeriod;
import io.throughline.money.LegalEntity;
import io.throughline.money.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What must be true of a deal and its contract before a project is opened (V-PRJ-01 to 06 of WF-09). */
public final class ContractRules {

    private static final BigDecimal TOLERANCE = new BigDecimal("0.01");
    private static final Pattern PROJECT_CODE = Pattern.compile("P-[A-Za-z0-9]{1,30}");

    private final Snapshots snapshots;
    private final RateLookup rates;

    public ContractRules(Snapshots snapshots, RateLookup rates) {
        this.snapshots = snapshots;
        this.rates = rates;
    }

    /**
     * All broken rules.
     *
     * @param contract contract, or null when it is not known
     * @param project  the project as it would be opened
     */
    public List<Violation> check(Opportunity opportunity, Customer customer, Contract contract, Project project) {
        List<Violation> found = new ArrayList<>();
        customer(customer, found);
        if (contract == null) {
            if (!Boolean.TRUE.equals(opportunity.letterOfIntent())) {
                found.add(hold(
                        "V-PRJ-02",
                        "/contractId",
                        "neither contract " + project.contractId() + " nor a letter of intent is known"));
            }
        } else {
            terms(contract, project, found);
            currency(contract, customer, found);
            amount(opportunity, contract, found);
        }
        dates(project, found);
        code(project, found);
        return found;
    }

    private static void customer(Customer customer, List<Violation> found) {
        if (customer.mergedInto() != null) {
            found.add(hold(
                    "V-PRJ-01",
                    "/customerId",
                    "customer " + customer.customerId() + " was merged into " + customer.mergedInto()));
        } else if (Boolean.TRUE.equals(customer.hold())) {
            found.add(hold("V-PRJ-01", "/customerId", "customer " + customer.customerId() + " is on hold"));
        }
    }

    private void terms(Contract contract, Project project, List<Violation> found) {
        if (!contract.billingType().byTime() && contract.pricing().discountPct().signum() > 0) {
            found.add(Violation.warn(
                    "V-PRJ-02",
                    "/discountPct",
                    "a discount is taken from time; the price of a " + contract.billingType() + " is what is paid"));
        }
        switch (contract.billingType()) {
            case TM -> {
                rateCard(contract, project, found);
                cycle(contract, found);
            }
            case TM_NTE -> {
                rateCard(contract, project, found);
                cycle(contract, found);
                if (contract.cap() == null) {
                    found.add(hold("V-PRJ-02", "/cap", "a contract with a not-to-exceed amount needs cap"));
                }
            }
            case FIXED_MILESTONE -> milestones(contract, found);
            case FIXED_POC -> {
                if (contract.price() == null) {
                    found.add(hold("V-PRJ-02", "/price", "a fixed price needs price"));
                }
                if (contract.eac().isEmpty()) {
                    found.add(hold("V-PRJ-02", "/eac", "cost to cost needs a first estimate at completion"));
                }
            }
            case RETAINER -> {
                if (contract.price() == null) {
                    found.add(hold("V-PRJ-02", "/price", "a retainer needs the amount per period as price"));
                }
            }
            case INTERNAL -> {}
        }
    }

    /** Every planned role has exactly one price on the first and last day and wherever a price begins in between. */
    private void rateCard(Contract contract, Project project, List<Violation> found) {
        if (contract.plannedRoleIds().isEmpty()
                && contract.rateCard().isEmpty()
                && snapshots
                        .latest("rate-card", "RC-" + project.projectId(), RateCard.class)
                        .isEmpty()) {
            found.add(hold("V-PRJ-02", "/rateCard", "time and materials needs a rate card"));
            return;
        }
        LocalDate end = project.end() == null ? project.start() : project.end();
        for (String role : contract.plannedRoleIds()) {
            for (LocalDate day = project.start(); !day.isAfter(end); day = day.plusDays(1)) {
                if (rates.find(project, null, null, role, day) instanceof RateLookup.Missing missing) {
                    found.add(hold("V-PRJ-02", "/rateCard", missing.code() + ": " + missing.message()));
                    break;
                }
            }
        }
    }

    /** Time is invoiced by the month or its halves; without a cycle by the month. */
    private static void cycle(Contract contract, List<Violation> found) {
        if (contract.invoiceCycle() != null && !contract.invoiceCycle().isOfDays()) {
            found.add(hold(
                    "V-PRJ-02",
                    "/invoiceCycle",
                    "time is invoiced MONTHLY or SEMI_MONTHLY, the contract says " + contract.invoiceCycle()));
        }
    }

    private static void milestones(Contract contract, List<Violation> found) {
        if (contract.price() == null || contract.milestones().isEmpty()) {
            found.add(hold("V-PRJ-02", "/milestones", "a fixed price needs price and milestones"));
            return;
        }
        boolean amounts = contract.milestones().stream().allMatch(milestone -> milestone.amount() != null);
        if (amounts) {
            Money sum = contract.milestones().stream()
                    .map(Contract.Milestone::amount)
                    .reduce(Money.zero(contract.currency()), Money::plus);
            if (!sum.equals(contract.price())) {
                found.add(hold(
                        "V-PRJ-02", "/milestones", "milestones sum to " + sum + ", the price is " + contract.price()));
            }
            return;
        }
        BigDecimal share = contract.milestones().stream()
                .map(milestone -> milestone.pct() == null ? BigDecimal.ZERO : milestone.pct())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        if (share.compareTo(BigDecimal.ONE) != 0) {
            found.add(hold(
                    "V-PRJ-02", "/milestones", "milestones sum to " + share.toPlainString() + " of the price, not 1"));
        }
    }

    private void currency(Contract contract, Customer customer, List<Violation> found) {
        boolean billed = customer.billingEntityIds().contains(contract.billingEntityId());
        boolean ofCustomer = customer.currency().equals(contract.currency());
        boolean ofEntity = snapshots
                .latest("legal-entity", contract.billingEntityId(), LegalEntity.class)
                .filter(entity -> entity.currency().equals(contract.currency()))
                .isPresent();
        if (!billed || !(ofCustomer || ofEntity)) {
            found.add(hold(
                    "V-PRJ-03",
                    "/currency",
                    contract.billingEntityId() + " does not bill customer " + contract.customerId() + " in "
                            + contract.currency()));
        }
    }

    private void dates(Project project, List<Violation> found) {
        if (project.end() != null && project.end().isBefore(project.start())) {
            found.add(hold(
                    "V-PRJ-04",
                    "/expectedEnd",
                    "the end " + project.end() + " is before the start " + project.start()));
        }
        if (project.billingEntityId() != null) {
            String period = project.billingEntityId() + "-" + YearMonth.from(project.start());
            snapshots
                    .latest("fiscal-period", period, FiscalPeriod.class)
                    .filter(known -> known.state() == FiscalPeriod.State.CLOSED)
                    .ifPresent(known -> found.add(
                            hold("V-PRJ-04", "/expectedStart", "the start is in the closed period " + period)));
        }
    }

    private void code(Project project, List<Violation> found) {
        if (!PROJECT_CODE.matcher(project.projectId()).matches()) {
            found.add(hold("V-PRJ-05", "/projectId", project.projectId() + " is not a code such as P-1003"));
        }
        snapshots
                .latest("project", project.projectId(), Project.class)
                .filter(other ->
                        other.opportunityId() != null && !other.opportunityId().equals(project.opportunityId()))
                .ifPresent(other -> found.add(hold(
                        "V-PRJ-05",
                        "/projectId",
                        project.projectId() + " already belongs to opportunity " + other.opportunityId())));
    }

    private static void amount(Opportunity opportunity, Contract contract, List<Violation> found) {
        Money agreed = contract.price() != null ? contract.price() : contract.cap();
        Money expected = opportunity.amount();
        if (agreed == null || expected == null || contract.billingType() == BillingType.RETAINER) {
            return;
        }
        if (!agreed.currency().equals(expected.currency())) {
            found.add(Violation.warn(
                    "V-PRJ-06",
                    "/amount",
                    "the deal is in " + expected.currency() + ", the contract in " + agreed.currency()));
            return;
        }
        BigDecimal difference = expected.amount().subtract(agreed.amount()).abs();
        if (difference.compareTo(agreed.amount().abs().multiply(TOLERANCE)) > 0) {
            found.add(Violation.warn("V-PRJ-06", "/amount", "the deal is " + expected + ", the contract " + agreed));
        }
    }

    private static Violation hold(String rule, String pointer, String message) {
        return Violation.hold(rule, pointer, message);
    }
}
