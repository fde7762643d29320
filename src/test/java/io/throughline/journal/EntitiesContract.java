package io.throughline.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Json;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Snapshots hold from a date on, are corrected and inserted before others, and never overlap. */
abstract class EntitiesContract extends StoreContract {

    private static final LocalDate JAN = LocalDate.of(2026, 1, 1);
    private static final LocalDate MAR = LocalDate.of(2026, 3, 1);
    private static final LocalDate MAY = LocalDate.of(2026, 5, 1);

    private Entities entities;

    @BeforeEach
    void openEntities() {
        entities = new Entities(seal, clock);
    }

    @Test
    void a_state_holds_from_its_first_day_until_the_next_begins() {
        put("W-1", JAN, 1);
        put("W-1", MAY, 2);

        assertThat(asOf("W-1", JAN.minusDays(1))).isEmpty();
        assertThat(asOf("W-1", JAN)).contains(1L);
        assertThat(asOf("W-1", MAY.minusDays(1))).contains(1L);
        assertThat(asOf("W-1", MAY)).contains(2L);
        assertThat(asOf("W-1", null)).contains(2L);
    }

    @Test
    void a_state_inserted_in_between_ends_where_the_next_begins() {
        put("W-1", JAN, 1);
        put("W-1", MAY, 2);
        put("W-1", MAR, 3);

        assertThat(asOf("W-1", MAR.minusDays(1))).contains(1L);
        assertThat(asOf("W-1", MAR)).contains(3L);
        assertThat(asOf("W-1", MAY)).contains(2L);
        assertThat(asOf("W-1", null)).contains(2L);
    }

    @Test
    void a_correction_of_the_same_day_replaces_what_is_believed_and_forgets_nothing() {
        put("W-1", JAN, 1);
        clock.advance(Duration.ofMinutes(1));
        put("W-1", JAN, 2);

        assertThat(asOf("W-1", JAN)).contains(2L);
        int rows = database.read(connection -> {
            try (var found =
                    connection.createStatement().executeQuery("select count(*) from entity where id = 'W-1'")) {
                found.next();
                return found.getInt(1);
            }
        });
        assertThat(rows).isEqualTo(2);
    }

    @Test
    void the_latest_state_of_every_object_is_listed_once_and_by_id() {
        put("W-2", JAN, 1);
        put("W-1", JAN, 1);
        put("W-1", MAR, 2);

        List<Entities.Snapshot> all = database.read(connection -> entities.all(connection, "worker"));
        assertThat(all)
                .extracting(Entities.Snapshot::id, Entities.Snapshot::version)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("W-1", 2L), org.assertj.core.groups.Tuple.tuple("W-2", 1L));
    }

    @Test
    void what_was_superseded_before_it_came_fills_history_and_hides_nothing_newer() {
        put("W-1", MAR, 5);
        superseded("W-1", JAN, 4);
        superseded("W-1", MAY, 3);

        assertThat(asOf("W-1", JAN)).contains(4L);
        assertThat(asOf("W-1", MAR)).contains(5L);
        assertThat(asOf("W-1", MAY)).contains(5L);
    }

    @Test
    void after_any_insertions_ranges_do_not_overlap_and_every_day_is_as_in_a_naive_model() {
        Random random = new Random(20261015);
        for (int round = 0; round < 15; round++) {
            String id = "W-" + round;
            TreeMap<LocalDate, Long> model = new TreeMap<>();
            for (long version = 1; version <= 20; version++) {
                LocalDate from = JAN.plusDays(random.nextInt(30));
                clock.advance(Duration.ofSeconds(1));
                put(id, from, version);
                model.put(from, version);
            }
            for (int day = -1; day <= 31; day++) {
                LocalDate date = JAN.plusDays(day);
                Map.Entry<LocalDate, Long> expected = model.floorEntry(date);
                assertThat(asOf(id, date))
                        .isEqualTo(Optional.ofNullable(expected).map(Map.Entry::getValue));
            }
            assertThat(ranges(id)).isEqualTo(contiguous(model));
        }
    }

    private static List<String> contiguous(TreeMap<LocalDate, Long> model) {
        List<String> ranges = new ArrayList<>();
        for (LocalDate from : model.keySet()) {
            ranges.add(from + ".." + model.higherKey(from));
        }
        return ranges;
    }

    private List<String> ranges(String id) {
        return database.read(connection -> {
            List<String> ranges = new ArrayList<>();
            try (var rows = connection
                    .createStatement()
                    .executeQuery("select effective_from, effective_to from entity where known_to is null and id = '"
                            + id + "' order by effective_from")) {
                while (rows.next()) {
                    ranges.add(rows.getObject(1, LocalDate.class) + ".." + rows.getObject(2, LocalDate.class));
                }
            }
            return ranges;
        });
    }

    private void put(String id, LocalDate from, long version) {
        database.inTransaction(connection -> {
            entities.put(connection, "worker", id, from, version, 1, Json.tree("{\"v\":" + version + "}"));
            return null;
        });
    }

    private void superseded(String id, LocalDate from, long version) {
        database.inTransaction(connection -> {
            entities.putSuperseded(connection, "worker", id, from, version, 1, Json.tree("{}"));
            return null;
        });
    }

    private Optional<Long> asOf(String id, LocalDate day) {
        return database.read(connection -> entities.find(connection, "worker", id, day))
                .map(Entities.Snapshot::version);
    }
}
