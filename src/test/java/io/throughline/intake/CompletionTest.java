package io.throughline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.people.Canon;
import io.throughline.people.DemoFirm;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.Worker;
import org.junit.jupiter.api.Test;

class CompletionTest {

    private static final Worker PAST = Canon.with(
            Canon.with(DemoFirm.worker("W-0022"), "employment.hireDate", "2019-05-01"),
            "employment.originalHireDate",
            "2019-05-01");
    private static final Worker ENDED = Canon.with(PAST, "employment.terminationDate", "2026-06-30");

    private final InMemorySnapshots known = new InMemorySnapshots();
    private final Completion completion = new Completion(known);

    private JsonNode employment(Worker told) {
        Event event = Canon.event("worker.hired.v1", "W-0022", told);
        completion.complete(event);
        return Json.toTree(event.data()).path("employment");
    }

    @Test
    void a_hire_after_the_end_of_the_last_employment_is_the_next_one_and_keeps_the_first_day_of_the_first() {
        known.put("worker", "W-0022", ENDED);
        Worker again = Canon.with(PAST, "employment.hireDate", "2026-10-08");
        again = Canon.with(again, "employment.originalHireDate", "2026-10-08");

        JsonNode next = employment(again);

        assertThat(next.path("sequence").asInt()).isEqualTo(2);
        assertThat(next.path("rehire").asBoolean()).isTrue();
        assertThat(next.path("originalHireDate").asText()).isEqualTo("2019-05-01");
    }

    @Test
    void the_same_employment_told_again_has_the_number_it_has() {
        Worker second = Canon.with(Canon.with(PAST, "employment.hireDate", "2026-10-08"), "employment.sequence", 2);
        known.put("worker", "W-0022", second);

        assertThat(employment(Canon.with(second, "employment.sequence", 1))
                        .path("sequence")
                        .asInt())
                .isEqualTo(2);
        assertThat(employment(PAST).path("sequence").asInt()).isEqualTo(1);
    }

    @Test
    void a_worker_who_is_not_known_or_has_not_left_is_taken_as_told() {
        assertThat(employment(PAST).path("sequence").asInt()).isEqualTo(1);
        known.put("worker", "W-0022", PAST);
        assertThat(employment(Canon.with(PAST, "employment.hireDate", "2019-06-01"))
                        .path("sequence")
                        .asInt())
                .isEqualTo(1);
    }
}
