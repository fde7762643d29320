package io.throughline.work;

import io.throughline.money.MilestoneBilling;
import io.throughline.money.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * CALC-05: the milestones of a contract in order of billing, with what is withheld of each; behind them, where something is
 * withheld, its release under the id {@code <contract>-RETENTION}.
 *
 * @param items milestones, then the release
 */
public record MilestoneSchedule(List<Item> items) {

    /**
     * One milestone.
     *
     * @param id       milestone
     * @param name     name
     * @param gross    what it is worth
     * @param retained what is withheld when it is billed
     * @param earned   revenue of its acceptance; none for the release of what was earned before
     */
    public record Item(String id, String name, Money gross, Money retained, Money earned) {}

    /**
     * The schedule of a contract; milestones have amounts, or parts of the price of which the last takes what rounding
     * leaves.
     *
     * @throws IllegalArgumentException when it has no price or milestones, or they do not sum to the price
     */
    public static MilestoneSchedule of(Contract contract) {
        List<Contract.Milestone> agreed = contract.milestones();
        if (contract.price() == null || agreed.isEmpty()) {
            throw new IllegalArgumentException("contract " + contract.contractId() + " has no price or no milestones");
        }
        boolean amounts = agreed.stream().allMatch(milestone -> milestone.amount() != null);
        if (!amounts && agreed.stream().anyMatch(milestone -> milestone.pct() == null)) {
            throw new IllegalArgumentException(
                    "milestones of contract " + contract.contractId() + " have neither amounts nor parts");
        }
        MilestoneBilling billing = amounts
                ? MilestoneBilling.ofAmounts(
                        contract.price(),
                        agreed.stream().map(Contract.Milestone::amount).toList(),
                        contract.retentionPct())
                : MilestoneBilling.ofParts(
                        contract.price(),
                        agreed.stream().map(Contract.Milestone::pct).toList(),
                        contract.retentionPct());
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < agreed.size(); i++) {
            MilestoneBilling.Milestone milestone = billing.milestones().get(i);
            items.add(new Item(
                    agreed.get(i).id(),
                    agreed.get(i).name(),
                    milestone.gross(),
                    milestone.retained(),
                    milestone.gross()));
        }
        Money none = Money.zero(contract.currency());
        if (billing.released().signum() > 0) {
            items.add(new Item(
                    contract.contractId() + "-RETENTION", "Release of retention", billing.released(), none, none));
        }
        return new MilestoneSchedule(List.copyOf(items));
    }

    /** The milestone of an id. */
    public Optional<Item> find(String milestoneId) {
        return items.stream().filter(item -> item.id().equals(milestoneId)).findFirst();
    }

    /** The milestones before one, in order. */
    public List<Item> before(String milestoneId) {
        return items.stream().takeWhile(item -> !item.id().equals(milestoneId)).toList();
    }
}
