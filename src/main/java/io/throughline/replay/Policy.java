package io.throughline.replay;

import io.throughline.replay.Candidates.Step;
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
 * @param perSecond       events that are taken up in a second
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

    boolean financial(Step step) {
        return financial.contains(step.system() + "/" + step.operation()) || financial.contains(step.system() + "/*");
    }

    boolean financial(List<Step> steps) {
        return steps.stream().anyMatch(this::financial);
    }

    /** How many events the clock may take up at once. */
    int perTick() {
        return Math.max(1, (int) ((long) perSecond * periodMillis / 1000));
    }
}
