package io.throughline.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import org.junit.jupiter.api.Test;

class RehireMatchTest {

    private final InMemorySnapshots known = new InMemorySnapshots();
    private final RehireMatch match = new RehireMatch(known, known);

    private static ObjectNode hire(String id, String given, String family, String mail, String first) {
        ObjectNode worker = (ObjectNode) Told.hire(id).get("data");
        worker.put("workEmail", mail).remove("personId");
        ((ObjectNode) worker.at("/name")).remove("preferred");
        ((ObjectNode) worker.at("/name")).putObject("legal").put("given", given).put("family", family);
        ((ObjectNode) worker.get("employment")).put("originalHireDate", first).put("rehire", true);
        return worker;
    }

    private void know(String id, String given, String family, String mail, String first) {
        known.put(
                "worker",
                id,
                Json.read(hire(id, given, family, mail, first).put("personId", "PER-" + id), Worker.class));
    }

    @Test
    void the_same_person_is_the_same_worker_whatever_else_differs() {
        know("W-0016", "Elliot", "Crane", "elliot.crane@mha.example", "2023-02-01");
        ObjectNode again =
                hire("W-0999", "Eli", "Stork", "eli@mha.example", "2026-10-05").put("personId", "PER-W-0016");
        assertThat(match.of(again).orElseThrow().workerId()).isEqualTo("W-0016");
    }

    @Test
    void mail_and_name_are_sure_and_accents_and_order_do_not_matter() {
        know("W-0016", "Élliot", "Crane", "elliot.crane@mha.example", "2023-02-01");
        assertThat(match.of(hire("W-0999", "Crane", "Elliot", "Elliot.Crane@MHA.example", "2026-10-05"))
                        .orElseThrow()
                        .workerId())
                .isEqualTo("W-0016");
    }

    @Test
    void name_and_first_hire_date_are_for_a_person_to_decide() {
        know("W-0016", "Elliot", "Crane", "elliot.crane@mha.example", "2023-02-01");
        ObjectNode again = hire("W-0999", "Elliot", "Crane", "ecrane2@mha.example", "2023-02-01");
        assertThat(match.of(again)).isEmpty();
        assertThat(match.maybe(again)).containsExactly("W-0016 (50)");
    }

    @Test
    void two_as_likely_are_nobody() {
        know("W-0016", "Elliot", "Crane", "crane@mha.example", "2023-02-01");
        know("W-0017", "Elliot", "Crane", "crane@mha.example", "2023-02-01");
        assertThat(match.of(hire("W-0999", "Elliot", "Crane", "crane@mha.example", "2023-02-01")))
                .isEmpty();
    }

    @Test
    void who_is_not_said_to_come_back_is_not_matched() {
        know("W-0016", "Elliot", "Crane", "crane@mha.example", "2023-02-01");
        ObjectNode other = hire("W-0999", "Elliot", "Crane", "crane@mha.example", "2023-02-01");
        ((ObjectNode) other.get("employment")).put("rehire", false);
        assertThat(match.of(other)).isEmpty();
        assertThat(match.maybe(other)).isEmpty();
    }
}
