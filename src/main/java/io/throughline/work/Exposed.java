package io.throughline.work;

import io.throughline.money.Money;
import io.throughline.work.MoneyAtRisk.Finding;
import io.throughline.work.UnbilledCycles.Cycle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * CALC-11 over several failing facts of one currency. A cycle counts once however many facts hold it, and what a fact is
 * worth is part of its cycle: the total is the greater of the two for each cycle, plus the facts that hold none.
 *
 * @param direct  what the facts are worth
 * @param blocked what the cycles they hold would bill
 * @param total   money that waits
 */
public record Exposed(Money direct, Money blocked, Money total) {

    /** The exposure of these findings, one for each currency, in the order in which the currencies appear. */
    public static List<Exposed> of(Collection<Finding> findings) {
        Map<String, Sum> sums = new LinkedHashMap<>();
        for (Finding finding : findings) {
            for (Cycle cycle : finding.cycles()) {
                String currency = cycle.unbilled().currency();
                sums.computeIfAbsent(currency, Sum::new).hold(cycle);
            }
            if (finding.direct() != null) {
                sums.computeIfAbsent(finding.direct().currency(), Sum::new).add(finding);
            }
            finding.others().forEach(amount -> sums.computeIfAbsent(amount.currency(), Sum::new)
                    .add(amount));
        }
        List<Exposed> exposed = new ArrayList<>();
        sums.values().forEach(sum -> exposed.add(sum.exposed()));
        return exposed;
    }

    private static final class Sum {
        private final Money zero;
        private final Map<String, Money> unbilled = new LinkedHashMap<>();
        private final Map<String, Money> added = new LinkedHashMap<>();
        private final Map<String, Money> direct = new LinkedHashMap<>();
        private Money free;

        Sum(String currency) {
            zero = Money.zero(currency);
            free = zero;
        }

        void hold(Cycle cycle) {
            unbilled.merge(cycle.id(), cycle.unbilled(), Money::max);
        }

        void add(Money amount) {
            free = free.plus(amount);
        }

        void add(Finding finding) {
            String cycle = finding.cycles().stream()
                    .filter(held -> held.unbilled().currency().equals(zero.currency()))
                    .map(Cycle::id)
                    .findFirst()
                    .orElse(null);
            if (cycle == null) {
                free = free.plus(finding.direct());
                return;
            }
            direct.merge(cycle, finding.direct(), Money::plus);
            if (!finding.counted()) {
                added.merge(cycle, finding.direct(), Money::plus);
            }
        }

        Exposed exposed() {
            Money worth = free;
            Money held = zero;
            Money total = free;
            for (Map.Entry<String, Money> cycle : unbilled.entrySet()) {
                Money waiting = cycle.getValue().plus(added.getOrDefault(cycle.getKey(), zero));
                Money failing = direct.getOrDefault(cycle.getKey(), zero);
                worth = worth.plus(failing);
                held = held.plus(waiting);
                total = total.plus(waiting.max(failing));
            }
            return new Exposed(worth, held, total);
        }
    }
}
