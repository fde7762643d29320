package io.throughline.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerFactTest {

    private static final String ID = "W-0900";

    private static WorkerFact change(long version, String from, String... fields) {
        return WorkerFact.of(Told.event(Told.change(ID, version, from, fields)));
    }

    private static WorkerFact ending(String what, Integer employment) {
        ObjectNode document = Told.ending(ID, 3, what, "2026-10-31", "VOLUNTARY", "2026-10-20T09:00:00Z");
        if (employment != null) {
            ((ObjectNode) document.get("data")).put("employmentSequence", employment);
        }
        return WorkerFact.of(Told.event(document));
    }

    @ParameterizedTest
    @CsvSource({
        "worker.hired.v1, true",
        "worker.orgchanged.v1, true",
        "worker.terminated.v1, true",
        "time.approved.v1, false",
        "customer.created.v1, false"
    })
    void workers_their_changes_and_their_ends_are_told(String type, boolean told) {
        assertThat(WorkerFact.isTold(Canon.event(type, ID, Map.of("workerId", ID))))
                .isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({
        "effectiveDate, 2026-10-05, 2026-10-05",
        "terminationDate, 2026-10-31, 2026-10-31",
        "effectiveFrom, 2026-09-01, 2026-09-01",
        "knownAt, 2026-09-01, 1900-01-01"
    })
    void a_fact_is_dated_by_what_it_says_and_has_always_held_without_any_date(
            String field, String date, LocalDate expected) {
        Event event = Canon.event("worker.orgchanged.v1", ID, Map.of("workerId", ID, field, date));
        assertThat(WorkerFact.dateOf(event)).isEqualTo(expected);
    }

    @Test
    void the_date_of_the_event_comes_before_those_in_its_data() {
        assertThat(WorkerFact.dateOf(Told.event(Told.change(ID, 2, "2026-10-05", "job.title", "a", "b"))))
                .isEqualTo(LocalDate.parse("2026-10-05"));
    }

    @Test
    void a_change_tells_all_of_an_other_when_it_has_its_fields_and_is_not_dated_later() {
        WorkerFact title = change(2, "2026-10-05", "job.title", "a", "b");
        WorkerFact both = change(3, "2026-10-05", "job.title", "a", "c", "org.costCenterId", "CC-1100", "CC-1200");
        assertThat(both.tellsAllOf(title)).isTrue();
        assertThat(title.tellsAllOf(both)).isFalse();
        assertThat(change(3, "2026-10-06", "job.title", "a", "c").tellsAllOf(title))
                .isFalse();
        assertThat(change(3, "2026-10-04", "job.title", "a", "c").tellsAllOf(title))
                .isTrue();
    }

    @Test
    void a_whole_worker_and_a_change_say_different_things() {
        WorkerFact whole = WorkerFact.of(Told.event(Told.hire(ID)));
        WorkerFact change = change(2, "2026-10-05", "job.title", "a", "b");
        assertThat(whole.tellsAllOf(change)).isFalse();
        assertThat(change.tellsAllOf(whole)).isFalse();
        assertThat(whole.tellsAllOf(whole)).isTrue();
    }

    @Test
    void an_end_tells_all_of_another_end_of_the_same_employment_and_of_nothing_else() {
        WorkerFact first = ending("terminated", 1);
        assertThat(ending("terminationrescinded", 1).tellsAllOf(first)).isTrue();
        assertThat(ending("terminated", 2).tellsAllOf(first)).isFalse();
        assertThat(ending("terminated", null).tellsAllOf(first)).isFalse();
        WorkerFact change = change(2, "2026-10-05", "job.title", "a", "b");
        assertThat(first.tellsAllOf(change)).isFalse();
        assertThat(change.tellsAllOf(first)).isFalse();
    }

    @Test
    void a_whole_worker_speaks_of_the_day_it_was_known_where_he_is_or_of_its_first_day_when_that_is_later() {
        ObjectNode late = Told.whole(ID, 2, "CC-1100", "Consultant", "2026-10-06T02:00:00Z");
        assertThat(WorkerFact.of(Told.event(late)).spokenOn()).isEqualTo(LocalDate.parse("2026-10-05"));
        ((ObjectNode) late.at("/data/org")).put("timeZone", "Nowhere/AtAll");
        assertThat(WorkerFact.of(Told.event(late)).spokenOn()).isEqualTo(LocalDate.parse("2026-10-06"));
        assertThat(WorkerFact.of(Told.event(Told.hire(ID))).spokenOn()).isEqualTo(LocalDate.parse("2026-03-02"));
    }

    @Test
    void without_a_hire_date_the_first_day_is_that_of_the_fact() {
        ObjectNode hire = Told.hire(ID);
        assertThat(WorkerFact.of(Told.event(hire)).hired()).isEqualTo(LocalDate.parse("2026-03-02"));
        ((ObjectNode) hire.get("data")).put("effectiveDate", "2026-04-01");
        assertThat(WorkerFact.of(Told.event(hire)).datedByHire()).isFalse();
        ((ObjectNode) hire.at("/data/employment")).remove("hireDate");
        assertThat(WorkerFact.of(Told.event(hire)).hired()).isEqualTo(LocalDate.parse("2026-04-01"));
        assertThat(WorkerFact.of(Told.event(hire)).datedByHire()).isTrue();
    }
}
