package io.throughline.delivery.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One row per stretch of days with the same attributes. */
class DimensionTest {

    private static final LocalDate JANUARY = LocalDate.of(2026, 1, 1);
    private static final LocalDate MARCH = LocalDate.of(2026, 3, 1);
    private static final LocalDate JUNE = LocalDate.of(2026, 6, 1);

    private final Dimension dimension = new Dimension(List.of("id"), List.of("role"));

    private void state(String id, LocalDate from, LocalDate to, String role) {
        dimension.state(List.of(id), from, to, List.of(role));
    }

    private List<String> rows() {
        String text = new String(dimension.bytes(), StandardCharsets.UTF_8);
        assertThat(text).startsWith("id,valid_from,valid_to,role\r\n");
        return text.lines().skip(1).toList();
    }

    @Test
    void states_that_say_the_same_are_one_row() {
        state("A", JANUARY, MARCH, "CON");
        state("A", MARCH, JUNE, "CON");
        state("A", JUNE, null, "PM");
        assertThat(rows()).containsExactly("A,2026-01-01,2026-06-01,CON", "A,2026-06-01,,PM");
    }

    @Test
    void an_open_state_ends_where_the_next_begins() {
        state("A", JANUARY, null, "CON");
        state("A", MARCH, null, "PM");
        state("B", MARCH, null, "PM");
        assertThat(rows()).containsExactly("A,2026-01-01,2026-03-01,CON", "A,2026-03-01,,PM", "B,2026-03-01,,PM");
    }

    @Test
    void a_gap_stays_a_gap() {
        state("A", JANUARY, MARCH, "CON");
        state("A", JUNE, null, "CON");
        assertThat(rows()).containsExactly("A,2026-01-01,2026-03-01,CON", "A,2026-06-01,,CON");
    }

    @Test
    void of_two_states_of_the_same_day_the_last_counts_and_an_empty_stretch_is_none() {
        state("A", JANUARY, null, "CON");
        state("A", JANUARY, null, "PM");
        state("B", MARCH, MARCH, "CON");
        assertThat(rows()).containsExactly("A,2026-01-01,,PM");
    }
}
