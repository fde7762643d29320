package io.throughline.replay;

import io.throughline.replay.Candidates.Step;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a replay may do.
 *
 * @param alone           events that one person may have replayed; more need a second
 * @param financial       operations that move money, {@code <system>/<operation>} or {@code <system>/*}; any of them needs
 *                        a second person
 * @param most            events that one replay may have
 * @param perSecond       events that are taken up in a second, by all replays together
 * @param periodMillis    how often the clock looks
 */
public record Policy(int alone, Set<String> financial, int most, int perSecond, int periodMillis) {

    public Policy {
        financial = Set.copyOf(financial);
        if (alone < 0 || most < 1 || perSecond < 1 || periodMillis < 1) {
            throw new IllegalArgumentException("throughline.replay.* must be positive");
        }
    }

    /** @param financial separated by commas */
    public static Policy of(int alone, String financial, int most, int perSecond, int periodMillis) {
        Set<String> operations = new TreeSet<>();
        for (String one : financial.split(",")) {
            if (!one.isBlank()) {
                operations.add(one.strip());
            }
        }
        return new Policy(alone, operations, most, perSecond, periodMillis);
    }

    /** This policy, with further operations that move money. */
    public Policy withFinancial(Collection<String> operations) {
        Set<String> all = new TreeSet<>(financial);
        all.addAll(operations);
        return new Policy(alone, all, most, perSecond, periodMillis);
    }

    /** Whether an operation moves money, so that its replay needs a second person. */
    public boolean isFinancial(String system, String operation) {
        return financial.contains(system + "/" + operation) || financial.contains(system + "/*");
    }

    boolean financial(Step step) {
        return isFinancial(step.system(), step.operation());
    }

    boolean financial(List<Step> steps) {
        return steps.stream().anyMatch(this::financial);
    }
}
