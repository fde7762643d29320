package io.throughline.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkerTimelineTest {

    private static final String ID = "W-0900";
    private static final String CENTER = "org.costCenterId";
    private static final String TITLE = "job.title";

    private static final ObjectNode HIRE = Told.hire(ID);

    private static List<WorkerFact> facts(ObjectNode... documents) {
        return Arrays.stream(documents).map(Told::event).map(WorkerFact::of).toList();
    }

    private static WorkerTimeline timeline(ObjectNode... documents) {
        return WorkerTimeline.of(facts(documents));
    }

    private static String on(WorkerTimeline timeline, String day, String field) {
        return timeline.on(LocalDate.parse(day))
                .map(period -> WorkerFields.get(period.state(), field).asText())
                .orElse("unknown");
    }

    @Test
    void a_change_holds_from_its_date_on_and_leaves_the_days_before_as_they_were() {
        WorkerTimeline timeline = timeline(HIRE, Told.change(ID, 2, "2026-10-05", CENTER, "CC-1100", "CC-1200"));
        assertThat(on(timeline, "2026-03-01", CENTER)).isEqualTo("unknown");
        assertThat(on(timeline, "2026-10-04", CENTER)).isEqualTo("CC-1100");
        assertThat(on(timeline, "2026-10-05", CENTER)).isEqualTo("CC-1200");
        assertThat(on(timeline, "2026-10-05", TITLE)).isEqualTo("Consultant");
        assertThat(on(timeline, "2026-10-05", "version")).isEqualTo("2");
    }

    @Test
    void a_change_made_earlier_to_another_field_goes_on_through_a_later_one() {
        WorkerTimeline timeline = timeline(
                HIRE,
                Told.change(ID, 2, "2026-12-01", TITLE, "Consultant", "Lead"),
                Told.change(ID, 3, "2026-11-01", CENTER, "CC-1100", "CC-1200"));
        assertThat(on(timeline, "2026-12-01", CENTER)).isEqualTo("CC-1200");
        assertThat(on(timeline, "2026-12-01", TITLE)).isEqualTo("Lead");
        assertThat(on(timeline, "2026-11-30", TITLE)).isEqualTo("Consultant");
    }

    @Test
    void every_order_of_the_same_facts_with_repeats_makes_the_same_days() {
        List<WorkerFact> facts = facts(
                HIRE,
                Told.change(ID, 2, "2026-10-05", CENTER, "CC-1100", "CC-1200"),
                Told.change(ID, 3, "2026-10-12", TITLE, "Consultant", "Lead"),
                Told.change(ID, 4, "2026-10-05", CENTER, "CC-1200", "CC-1900"),
                Told.whole(ID, 5, "CC-1900", "Lead", "2026-10-14T10:00:00Z"),
                Told.change(ID, 6, "2026-12-01", CENTER, "CC-1900", "CC-1100"));
        Set<String> results = new HashSet<>();
        for (List<WorkerFact> order : Told.orders(facts)) {
            List<WorkerFact> repeated = new ArrayList<>(order);
            repeated.add(order.get(0));
            results.add(WorkerTimeline.of(repeated).periods().toString());
        }
        assertThat(results).hasSize(1);
        WorkerTimeline timeline = WorkerTimeline.of(facts);
        assertThat(timeline.periods())
                .extracting(WorkerTimeline.Period::from)
                .containsExactly(
                        LocalDate.of(2026, 3, 2),
                        LocalDate.of(2026, 10, 5),
                        LocalDate.of(2026, 10, 12),
                        LocalDate.of(2026, 12, 1));
        assertThat(on(timeline, "2026-10-05", CENTER)).isEqualTo("CC-1900");
        assertThat(on(timeline, "2026-10-12", TITLE)).isEqualTo("Lead");
        assertThat(on(timeline, "2026-12-01", CENTER)).isEqualTo("CC-1100");
    }

    @Test
    void of_two_changes_of_one_date_the_higher_version_counts() {
        WorkerTimeline timeline = timeline(
                HIRE,
                Told.change(ID, 4, "2026-10-05", CENTER, "CC-1100", "CC-1900"),
                Told.change(ID, 2, "2026-10-05", CENTER, "CC-1100", "CC-1200"));
        assertThat(on(timeline, "2026-10-05", CENTER)).isEqualTo("CC-1900");
    }

    @Test
    void a_whole_worker_read_later_takes_the_place_of_changes_and_not_of_the_days_before_them() {
        WorkerTimeline timeline = timeline(
                HIRE,
                Told.change(ID, 2, "2026-10-05", CENTER, "CC-1100", "CC-1200"),
                Told.whole(ID, 9, "CC-1900", "Consultant", "2026-10-20T10:00:00Z"));
        assertThat(on(timeline, "2026-10-04", CENTER)).isEqualTo("CC-1100");
        assertThat(on(timeline, "2026-10-05", CENTER)).isEqualTo("CC-1900");
    }

    @Test
    void a_whole_worker_takes_no_place_of_a_change_that_was_made_after_it_or_lies_ahead_of_it() {
        ObjectNode read = Told.whole(ID, 5, "CC-1100", "Consultant", "2026-10-20T10:00:00Z");
        WorkerTimeline later = timeline(HIRE, read, Told.change(ID, 9, "2026-10-05", CENTER, "CC-1100", "CC-1200"));
        assertThat(on(later, "2026-10-20", CENTER)).isEqualTo("CC-1200");
        WorkerTimeline ahead = timeline(HIRE, read, Told.change(ID, 2, "2026-12-01", CENTER, "CC-1100", "CC-1200"));
        assertThat(on(ahead, "2026-11-30", CENTER)).isEqualTo("CC-1100");
        assertThat(on(ahead, "2026-12-01", CENTER)).isEqualTo("CC-1200");
    }

    @Test
    void a_worker_heard_of_first_as_a_whole_had_the_old_value_before_a_change_that_comes_late() {
        WorkerTimeline timeline = timeline(
                Told.whole(ID, 5, "CC-1200", "Consultant", "2026-10-20T10:00:00Z"),
                Told.change(ID, 2, "2026-10-05", CENTER, "CC-1100", "CC-1200"));
        assertThat(on(timeline, "2026-10-04", CENTER)).isEqualTo("CC-1100");
        assertThat(on(timeline, "2026-10-05", CENTER)).isEqualTo("CC-1200");
    }

    @Test
    void a_first_day_that_was_moved_never_was() {
        ObjectNode moved = Told.whole(ID, 3, "CC-1100", "Consultant", "2026-02-25T10:00:00Z");
        ((ObjectNode) moved.at("/data/employment")).put("hireDate", "2026-04-01");
        ((ObjectNode) moved.get("data")).put("effectiveDate", "2026-04-01");
        assertThat(timeline(HIRE, moved).periods())
                .extracting(WorkerTimeline.Period::from)
                .containsExactly(LocalDate.of(2026, 4, 1));
    }

    @Test
    void what_a_date_made_so_is_not_undone_by_a_change_of_something_else() {
        Event hired = Told.event(HIRE);
        ObjectNode ahead = Told.hire(ID);
        ((ObjectNode) ahead.get("data")).put("status", "PREHIRE");
        Event activated = new Event(
                FollowUp.SOURCE,
                ID + "-activated",
                "worker.activated.v1",
                ID,
                Instant.parse("2026-03-02T05:00:00Z"),
                hired.key(),
                1,
                null,
                null,
                null,
                null,
                LocalDate.of(2026, 3, 2),
                hired.data(),
                null);
        List<WorkerFact> facts =
                new ArrayList<>(facts(ahead, Told.change(ID, 2, "2026-10-05", CENTER, "CC-1100", "CC-1200")));
        assertThat(on(WorkerTimeline.of(facts), "2026-10-05", "status")).isEqualTo("PREHIRE");
        facts.add(WorkerFact.of(activated));
        assertThat(on(WorkerTimeline.of(facts), "2026-03-02", "status")).isEqualTo("ACTIVE");
        assertThat(on(WorkerTimeline.of(facts), "2026-10-05", "status")).isEqualTo("ACTIVE");
    }
}
