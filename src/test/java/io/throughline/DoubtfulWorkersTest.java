package io.throughline;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Event;
import io.throughline.journal.Database;
import io.throughline.journal.Journal;
import io.throughline.journal.Parking;
import io.throughline.journal.StoreContract;
import io.throughline.journal.TestDatabases;
import io.throughline.people.DemoFirm;
import io.throughline.people.InMemorySnapshots;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** V-WRK-11: whom Workday is asked for as a whole, and how often. */
class DoubtfulWorkersTest extends StoreContract {

    private static final String WID = "3aa5550b7fe348b98d7b5741afc60002";

    @Override
    protected Database open() {
        return TestDatabases.h2(folder);
    }

    @Test
    void a_worker_is_asked_for_at_once_and_every_ten_minutes_until_an_hour_is_over() {
        InMemorySnapshots known = DemoFirm.snapshots()
                .external("worker", "W-0002", "workday", WID)
                .external("worker", "W-0003", "workday", "210003");
        Parking parking = new Parking(seal, clock);
        DoubtfulWorkers doubtful = new DoubtfulWorkers(database, parking, known, clock);
        park(parking, "e1", "worker-state@workday:W-0002");
        park(parking, "e2", "worker-state@workday:W-0003");
        park(parking, "e3", "worker-state@workday:W-0777");
        park(parking, "e4", "worker-state@bamboohr:W-0021");

        assertThat(doubtful.queries())
                .extracting(
                        query -> query.worker().type() + " " + query.worker().id())
                .containsExactly("WID " + WID, "Employee_ID 210003");
        clock.advance(Duration.ofMinutes(9));
        assertThat(doubtful.queries()).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        assertThat(doubtful.queries()).hasSize(2);
        clock.advance(Duration.ofMinutes(50));
        assertThat(doubtful.queries()).isEmpty();
    }

    private void park(Parking parking, String id, String waitsFor) {
        Event event = event(id, "worker.orgchanged.v1", "W-1", 1, "{}");
        database.inTransaction(connection -> {
            parking.park(connection, event, waitsFor, "test", Journal.Provenance.NONE);
            return null;
        });
    }
}
