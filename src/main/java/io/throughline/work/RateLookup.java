package io.throughline.work;

import io.throughline.contract.Snapshots;
import io.throughline.money.Rate;
import io.throughline.money.TimeFact;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * WF-11: the price of a role on a work date. Assignment beats project, project beats contract, contract beats customer,
 * customer beats the standard card of the billing entity. The most specific level that has rows for the role on that day
 * decides; exactly one row of it must match, a row for the worker before a row for everyone. Never defaults to zero.
 *
 * <p>Cards are found under the ids {@code RC-<project id>}, {@code RC-<contract id>}, {@code RC-<customer id>} and
 * {@code RC-<legal entity id>}; a contract also carries rows of its own.
 */
public final class RateLookup {

    /** What a look-up gives. */
    public sealed interface Result {}

    /**
     * The one price.
     *
     * @param rate   price per unit
     * @param source level and card it comes from
     * @param row    row it comes from, or null for an assignment's price
     */
    public record Found(Rate rate, String source, RateRow row) implements Result {}

    /**
     * No price.
     *
     * @param code    {@code RATE_NOT_FOUND}, {@code RATE_AMBIGUOUS} or {@code CURRENCY_MISMATCH}
     * @param message a sentence
     */
    public record Missing(String code, String message) implements Result {}

    private final Snapshots snapshots;

    public RateLookup(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    /**
     * The price of regular time.
     *
     * @param assignmentId assignment, or null
     * @param workerId     worker, or null when only the role is asked for
     */
    public Result find(Project project, String assignmentId, String workerId, String roleId, LocalDate workDate) {
        return find(project, assignmentId, workerId, roleId, workDate, false);
    }

    /**
     * The price. A row may raise it for overtime and on Saturdays and Sundays; of both, the greater factor counts. A price
     * of the assignment is what was agreed, whatever the day.
     *
     * @param assignmentId assignment, or null
     * @param workerId     worker, or null when only the role is asked for
     * @param overtime     whether the contract sees it as overtime
     */
    public Result find(
            Project project,
            String assignmentId,
            String workerId,
            String roleId,
            LocalDate workDate,
            boolean overtime) {
        Optional<Assignment> assignment = assignmentId == null
                ? Optional.empty()
                : snapshots.latest("assignment", assignmentId, Assignment.class);
        if (assignment.isPresent() && assignment.get().billRateOverride() != null) {
            Rate agreed = assignment.get().billRateOverride();
            return inCurrency(project, agreed, new Found(agreed, "assignment " + assignmentId, null));
        }
        Optional<Contract> contract = project.contractId() == null
                ? Optional.empty()
                : snapshots.find("contract", project.contractId(), workDate, Contract.class);
        List<RateRow> own = contract.map(Contract::rateCard).orElse(List.of());
        String what = "role " + roleId + " on " + workDate + " for project " + project.projectId();
        for (Level level : List.of(
                new Level("project", rows(project.projectId(), own, RateRow.Scope.PROJECT)),
                new Level("contract", rows(project.contractId(), own, RateRow.Scope.CONTRACT)),
                new Level("customer", rows(project.customerId(), own, RateRow.Scope.CUSTOMER)),
                new Level("standard", rows(project.billingEntityId(), own, RateRow.Scope.STANDARD)))) {
            List<RateRow> matching = matching(level.rows(), workerId, roleId, workDate);
            if (matching.size() > 1) {
                return new Missing(
                        "RATE_AMBIGUOUS", matching.size() + " rates of the " + level.name() + " match " + what);
            }
            if (matching.size() == 1) {
                RateRow row = matching.get(0);
                if (row.unit() == RateRow.Unit.EA) {
                    return new Missing(
                            "RATE_NOT_FOUND", "the rate of the " + level.name() + " for " + what + " is by the piece");
                }
                Rate rate = row.price(workDate, overtime);
                return inCurrency(project, rate, new Found(rate, level.name(), row));
            }
        }
        return new Missing("RATE_NOT_FOUND", "no rate matches " + what);
    }

    /** The price of an entry by its worker, role, day and class of time. */
    Result find(Project project, TimeFact fact) {
        return find(project, null, fact.workerId(), fact.roleId(), fact.workDate(), fact.overtime());
    }

    private record Level(String name, List<RateRow> rows) {}

    private List<RateRow> rows(String ownerId, List<RateRow> inContract, RateRow.Scope scope) {
        List<RateRow> carried = inContract.stream()
                .filter(row -> (row.scope() == null ? RateRow.Scope.CONTRACT : row.scope()) == scope)
                .toList();
        if (!carried.isEmpty() || ownerId == null) {
            return carried;
        }
        return snapshots
                .latest("rate-card", "RC-" + ownerId, RateCard.class)
                .map(RateCard::rows)
                .orElse(List.of());
    }

    private static List<RateRow> matching(List<RateRow> rows, String workerId, String roleId, LocalDate workDate) {
        List<RateRow> all = rows.stream()
                .filter(row -> row.roleId().equals(roleId) && row.covers(workDate))
                .filter(row -> row.workerId() == null || row.workerId().equals(workerId))
                .toList();
        List<RateRow> personal =
                all.stream().filter(row -> row.workerId() != null).toList();
        return personal.isEmpty() ? all : personal;
    }

    private static Result inCurrency(Project project, Rate rate, Found found) {
        if (project.currency() != null && !project.currency().equals(rate.currency())) {
            return new Missing(
                    "CURRENCY_MISMATCH",
                    "the rate is in " + rate.currency() + ", project " + project.projectId() + " is billed in "
                            + project.currency());
        }
        return found;
    }
}
