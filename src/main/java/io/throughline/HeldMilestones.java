package io.throughline;

import io.throughline.contract.Event;
import io.throughline.journal.RecentEvents;
import io.throughline.journal.RecentEvents.Held;
import io.throughline.work.BillFixedPriceRules;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Milestones whose invoice a gate held, as {@code billing.milestonedue.v1} once it would be made. Their case is told of when
 * they are held, so that nothing is asked while the gate is shut.
 */
final class HeldMilestones {

    private static final String TYPE = "billing.milestonedue.v1";

    private final Stores stores;
    private final BillFixedPriceRules rules;
    private final CycleAsks asks;

    HeldMilestones(Stores stores, BillFixedPriceRules rules, CycleAsks asks) {
        this.stores = stores;
        this.rules = rules;
        this.asks = asks;
    }

    /** The asks that are due. */
    List<Event> due() {
        Set<Held> held = new LinkedHashSet<>(stores.database().read(connection -> RecentEvents.held(connection, TYPE)));
        List<Event> due = new ArrayList<>();
        for (Held one : held) {
            String cycle = one.subject();
            asks.ask(TYPE, cycle, "billing:" + cycle, (int) one.version(), ask -> rules.milestone(cycle))
                    .ifPresent(due::add);
        }
        return due;
    }
}
