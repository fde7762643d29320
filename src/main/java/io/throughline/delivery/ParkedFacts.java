package io.throughline.delivery;

import io.throughline.alerts.Alerts;
import io.throughline.contract.Awaited;
import io.throughline.journal.Audit;
import io.throughline.journal.Database;
import io.throughline.journal.Parking;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up parked facts whose references have arrived, and versions of objects whose predecessor never came. What is
 * handed out stays in hand until it was accepted.
 */
public final class ParkedFacts {

    private static final Logger LOG = LoggerFactory.getLogger(ParkedFacts.class);

    private static final int BATCH = 500;
    private static final int AT_ONCE = 2_000;
    private static final int GAPS_AT_ONCE = 100;

    private final Database database;
    private final Audit audit;
    private final Parking parking;
    private final Sweeper.Unparking unparking;
    private final GapAlerts alerts;
    private final Duration longestGap;
    private final UnaryOperator<Instant> aheadOf;
    private final Clock clock;
    private final Set<Parking.Key> queue = new LinkedHashSet<>();
    private List<Parking.Key> inHand = List.of();

    /**
     * @param longestGap how long a version of an object waits for the one before it
     * @param aheadOf    instants after this were written before the clock was set back
     */
    public ParkedFacts(
            Database database,
            Audit audit,
            Parking parking,
            Sweeper.Unparking unparking,
            Alerts alerts,
            Duration longestGap,
            UnaryOperator<Instant> aheadOf,
            Clock clock) {
        this.database = database;
        this.audit = audit;
        this.parking = parking;
        this.unparking = unparking;
        this.alerts = new GapAlerts(alerts);
        this.longestGap = longestGap;
        this.aheadOf = aheadOf;
        this.clock = clock;
    }

    /**
     * Facts that can enter the journal now, as batches to accept; once all of them are, {@link #accepted} is to be called.
     * Without that they are handed out again, one by one and in another order, so that the one which cannot be accepted
     * keeps back no other for long.
     */
    public synchronized List<Batch> batches() {
        List<Batch> batches = new ArrayList<>();
        boolean again = !inHand.isEmpty();
        if (again) {
            List<Parking.Key> left = new ArrayList<>(
                    facts(inHand).stream().map(Parking.Parked::key).toList());
            Collections.rotate(left, -1);
            queue.addAll(left);
        }
        look();
        inHand = queue.stream().limit(AT_ONCE).toList();
        inHand.forEach(queue::remove);
        List<Parking.Parked> facts = inVersionOrder(facts(inHand));
        int most = again ? 1 : BATCH;
        for (int from = 0; from < facts.size(); from += most) {
            add(batches, unparking.resume(facts.subList(from, Math.min(facts.size(), from + most)), true));
        }
        if (parking.hasGaps()) {
            goOnWithoutMissing(batches);
        }
        return batches;
    }

    /** What was handed out last is accepted. */
    public synchronized void accepted() {
        inHand = List.of();
    }

    private void look() {
        Parking.Look look = parking.look();
        if (look.everything() || !look.wakers().isEmpty()) {
            try {
                queue.addAll(database.read(connection -> parking.wokenBy(connection, look.wakers())));
                if (look.everything()) {
                    lookAtEverything();
                }
            } catch (RuntimeException failure) {
                parking.lookAgain(look);
                throw failure;
            }
        }
    }

    private void lookAtEverything() {
        queue.addAll(database.read(parking::awake));
        Instant ahead = aheadOf.apply(clock.instant());
        if (database.read(connection -> parking.isAnyAfter(connection, ahead))) {
            database.inTransaction(connection -> parking.beginAnew(connection, ahead));
        }
        if (database.read(alerts::anyOpen)) {
            audit.inTransaction(alerts::closeArrived);
        }
    }

    /** When one version of an object has waited too long, all that wait go on, the older ones first. */
    private void goOnWithoutMissing(List<Batch> batches) {
        Instant since = clock.instant().minus(longestGap);
        for (String object : database.read(connection -> parking.gapsBefore(connection, since, GAPS_AT_ONCE))) {
            List<Parking.Parked> versions =
                    facts(database.read(connection -> parking.wokenBy(connection, List.of(object))));
            if (!versions.isEmpty()) {
                String told =
                        audit.inTransaction((connection, scribe) -> alerts.raise(connection, scribe, object, versions));
                LOG.warn("{}", told);
                add(batches, unparking.resume(inVersionOrder(versions), false));
            }
        }
    }

    private List<Parking.Parked> facts(Collection<Parking.Key> keys) {
        return keys.isEmpty() ? List.of() : database.read(connection -> parking.facts(connection, keys));
    }

    /** Versions of objects by their number and after everything else, which stays in its order. */
    private static List<Parking.Parked> inVersionOrder(List<Parking.Parked> facts) {
        return facts.stream()
                .sorted(Comparator.comparingLong(
                        fact -> Awaited.isVersion(fact.waitsFor()) ? fact.version() : Long.MIN_VALUE))
                .toList();
    }

    private static void add(List<Batch> batches, Batch batch) {
        if (!batch.arrivals().isEmpty()) {
            batches.add(batch);
        }
    }
}
