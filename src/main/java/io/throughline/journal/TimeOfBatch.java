package io.throughline.journal;

import io.throughline.money.TimeFact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Lays the time that a batch tells of over the time that is stored, as it will be stored when the batch is committed. */
final class TimeOfBatch {

    private static final Comparator<TimeFact> ORDER =
            Comparator.comparing(TimeFact::workDate).thenComparing(TimeFact::timeEntryId);

    private final Supplier<Collection<TimeFact>> told;

    /** @param told time that is accepted and not stored yet, each entry in its newest version */
    TimeOfBatch(Supplier<Collection<TimeFact>> told) {
        this.told = told;
    }

    /**
     * The facts that match once the batch is stored, by work date and id.
     *
     * @param stored  what matches of that which is stored
     * @param matches whether a fact is asked for
     * @param byId    what is stored of an entry
     */
    List<TimeFact> over(List<TimeFact> stored, Predicate<TimeFact> matches, Function<String, List<TimeFact>> byId) {
        Collection<TimeFact> added = told.get();
        if (added.isEmpty()) {
            return stored;
        }
        Map<String, TimeFact> facts = new HashMap<>();
        stored.forEach(fact -> facts.put(fact.timeEntryId(), fact));
        for (TimeFact fact : added) {
            TimeFact before = facts.get(fact.timeEntryId());
            boolean asked = matches.test(fact);
            if (before == null && asked) {
                before = byId.apply(fact.timeEntryId()).stream().findFirst().orElse(null);
            }
            if ((before == null && !asked) || (before != null && stands(before, fact))) {
                continue;
            }
            facts.remove(fact.timeEntryId());
            if (asked) {
                facts.put(fact.timeEntryId(), fact);
            }
        }
        List<TimeFact> all = new ArrayList<>(facts.values());
        all.sort(ORDER);
        return all;
    }

    /** Whether what is stored stays: it is newer, or on an invoice, which only corrections change. */
    private static boolean stands(TimeFact stored, TimeFact told) {
        return stored.state() == TimeFact.State.BILLED || stored.version() > told.version();
    }
}
