package io.throughline;

import io.throughline.contract.Event;
import io.throughline.contract.Plan;
import io.throughline.journal.RecentEvents;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/**
 * Asks for the document of a billing cycle: once for each version of it, and once more when nothing came of the last ask and
 * now would, so that a cycle does not stay behind until a person asks again. The id of an ask is made of cycle and version,
 * so that asking again, also after a restart, is the same ask.
 */
final class CycleAsks {

    private final Stores stores;
    private final Clock clock;

    CycleAsks(Stores stores, Clock clock) {
        this.stores = stores;
        this.clock = clock;
    }

    /** Whether the document of a cycle was asked for and planned, and the ERP has not told of it yet. */
    boolean isUnderWay(String type, String cycleId, int version) {
        return stores.database()
                .read(connection -> RecentEvents.last(connection, cycleId, type, version))
                .planned();
    }

    /**
     * @param cycleId billing cycle, the subject of the ask
     * @param key     ordering key of the ask
     * @param version version of the document
     * @param plan    what would come of an ask
     */
    Optional<Event> ask(String type, String cycleId, String key, int version, Function<Event, Plan> plan) {
        RecentEvents.Last last =
                stores.database().read(connection -> RecentEvents.last(connection, cycleId, type, version));
        String more = last.count() == 0 ? "" : "-" + (last.count() + 1);
        Event ask = DueWork.ask(type, cycleId, key, version, more, clock.instant());
        if (last.count() > 0) {
            Plan come = last.planned() ? Plan.NOTHING : plan.apply(ask);
            return come.held() || come.steps().isEmpty() ? Optional.empty() : Optional.of(ask);
        }
        return Optional.of(ask);
    }
}
