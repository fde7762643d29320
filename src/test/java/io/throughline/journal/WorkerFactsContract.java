package io.throughline.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Event;
import io.throughline.people.Told;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds of a worker is stored as snapshots that do not depend on the order in which it was told. */
abstract class WorkerFactsContract extends StoreContract {

    private static final String CENTER = "org.costCenterId";
    private static final LocalDate AHEAD = LocalDate.of(2026, 12, 1);

    private Entities entities;
    private Knowledge knowledge;
    private Snapshotting snapshots;

    @BeforeEach
    void openStores() {
        entities = new Entities(seal, clock);
        knowledge = new Knowledge(database, entities, new Xrefs(database, clock));
        snapshots = new Snapshotting(knowledge, entities, new TimeFactStore(database));
    }

    private static List<Event> told(String id) {
        return List.of(
                Told.event(Told.hire(id)),
                Told.event(Told.change(id, 2, "2026-10-05", CENTER, "CC-1100", "CC-1200")),
                Told.event(Told.change(id, 3, "2026-12-01", CENTER, "CC-1200", "CC-1900")),
                Told.event(Told.change(id, 4, "2026-10-05", CENTER, "CC-1200", "CC-4100")));
    }

    private void store(Event event) {
        clock.advance(Duration.ofSeconds(1));
        database.inTransaction(connection -> {
            snapshots.store(connection, event, 1);
            return null;
        });
    }

    @Test
    void every_order_with_a_repeat_leaves_the_same_believed_rows() {
        Set<String> results = new HashSet<>();
        int number = 1000;
        for (List<Integer> order : Told.orders(List.of(0, 1, 2, 3))) {
            String id = "W-" + number++;
            order.forEach(next -> store(told(id).get(next)));
            store(told(id).get(order.get(0)));
            results.add(believed(id).replace(id, "W").replace(id.substring(2), "N"));
        }
        assertThat(results)
                .containsExactly(
                        "2026-03-02..2026-10-05 CC-1100, 2026-10-05..2026-12-01 CC-4100, 2026-12-01.. CC-1900");
    }

    @Test
    void what_was_believed_before_is_not_forgotten_and_what_stays_is_not_written_again() {
        told("W-0900").forEach(this::store);
        long rows = rows();
        store(told("W-0900").get(1));
        assertThat(rows()).isEqualTo(rows);
        assertThat(rows).isGreaterThan(3);
    }

    @Test
    void earlier_events_of_a_batch_are_known_to_the_later_ones_before_anything_is_stored() {
        knowledge.begin();
        told("W-0900").subList(0, 2).forEach(snapshots::learn);
        assertThat(new WorkerFacts(knowledge).facts("W-0900")).hasSize(2);
        assertThat(knowledge.find(
                        "worker", "W-0900", LocalDate.of(2026, 10, 6), com.fasterxml.jackson.databind.JsonNode.class))
                .hasValueSatisfying(worker ->
                        assertThat(worker.at("/org/costCenterId").asText()).isEqualTo("CC-1200"));
        knowledge.end();
        assertThat(new WorkerFacts(knowledge).facts("W-0900")).isEmpty();
    }

    @Test
    void a_state_of_a_later_day_is_awaited_from_when_it_was_known_first_and_the_first_state_is_not() {
        told("W-0900").forEach(this::store);
        Instant first = NOW.plusSeconds(3);
        assertThat(awaited()).containsExactly(new Entities.Awaited("W-0900", AHEAD, first));
        store(Told.event(Told.change("W-0900", 5, "2026-12-01", CENTER, "CC-1900", "CC-1100")));
        assertThat(awaited()).containsExactly(new Entities.Awaited("W-0900", AHEAD, first));
    }

    private List<Entities.Awaited> awaited() {
        return database.read(
                connection -> entities.awaited(connection, "worker", LocalDate.of(2026, 11, 1), AHEAD, "-effective-"));
    }

    private String believed(String id) {
        return database.read(connection -> {
            try (var rows = connection
                    .prepareStatement("select effective_from, effective_to from entity where id = '" + id
                            + "' and known_to is null order by effective_from")
                    .executeQuery()) {
                StringBuilder all = new StringBuilder();
                while (rows.next()) {
                    LocalDate from = rows.getObject(1, LocalDate.class);
                    LocalDate to = rows.getObject(2, LocalDate.class);
                    all.append(all.isEmpty() ? "" : ", ")
                            .append(from)
                            .append("..")
                            .append(to == null ? "" : to)
                            .append(' ')
                            .append(entities.find(connection, "worker", id, from)
                                    .orElseThrow()
                                    .data()
                                    .at("/org/costCenterId")
                                    .asText());
                }
                return all.toString();
            }
        });
    }

    private long rows() {
        return database.read(connection -> {
            try (var rows =
                    connection.prepareStatement("select count(*) from entity").executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }
}
