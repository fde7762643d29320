package io.throughline.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import io.throughline.delivery.Fingerprint;
import io.throughline.mapping.MappingFiles;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the desk decides without a database: which cases are alike, who owns them, what stays hidden, what an edit is. */
class DeskRulesTest {

    private final Remedies remedies = new Remedies(MappingFiles.ofClassPath());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The employee W-0041 is inactive. | The employee W-0042 is inactive.",
                "worker would be booked 46.00 h of 40.00 h on 2026-10-01 | worker would be booked 9.5 h of 8.00 h on 2026-11-30",
                "no record 'Alpha Ltd' | no record 'Beta GmbH'"
            })
    void the_same_cause_has_the_same_fingerprint_whatever_it_names(String one, String other) {
        assertThat(Fingerprint.of("netsuite/time", "E", "/rows/3/minutes", one))
                .isEqualTo(Fingerprint.of("netsuite/time", "E", "/rows/17/minutes", other));
    }

    @Test
    void another_place_rule_field_or_wording_is_another_cause() {
        String group = Fingerprint.of("netsuite/time", "E", "/a", "is inactive").group();

        assertThat(Fingerprint.of("kantata/time", "E", "/a", "is inactive").group())
                .isNotEqualTo(group);
        assertThat(Fingerprint.of("netsuite/time", "F", "/a", "is inactive").group())
                .isNotEqualTo(group);
        assertThat(Fingerprint.of("netsuite/time", "E", "/b", "is inactive").group())
                .isNotEqualTo(group);
        assertThat(Fingerprint.of("netsuite/time", "E", "/a", "is closed").group())
                .isNotEqualTo(group);
        assertThat(Fingerprint.of("netsuite/time", "E", "/a", "very long ".repeat(90))
                        .text())
                .hasSize(240);
    }

    @ParameterizedTest
    @CsvSource({
        "netsuite, time, INVALID_KEY_OR_REF, finance, fix-erp-record",
        "netsuite, time, OUT_OF_RETRIES, operator, replay-when-well",
        "kantata, user, 422, hr, fix-psa-user",
        "kantata, project, 422, delivery, fix-psa-record",
        ", worker.hired.v1, V-WRK-02, hr, fix-cost-centre",
        ", time.approved.v1, V-TIM-10, finance, add-rate",
        ", time.approved.v1, V-TIM-03, delivery, correct-time",
        ", billing.ready.v1, R8, delivery, get-purchase-order",
        ", billing.ready.v1, R11, finance, open-billing-gate",
        ", anything, WHO-KNOWS, operator, look"
    })
    void the_first_row_that_fits_names_owner_and_remedy(
            String system, String what, String rule, String owner, String action) {
        Remedies.Remedy remedy = remedies.of(system, what, rule);

        assertThat(remedy.owner()).isEqualTo(owner);
        assertThat(remedy.action()).isEqualTo(action);
        assertThat(remedies.text(action)).isEqualTo(remedy.text()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "worker.hired.v1, WF-01 worker onboarding",
        "worker.orgchanged.v1, WF-02 worker change",
        "worker.reclassdue.v1, WF-02 worker change",
        "worker.compliancedue.v1, WF-02 worker change",
        "cost.reclassed.v1, WF-02 worker change",
        "worker.terminated.v1, WF-03 worker offboarding",
        "worker.handoverdue.v1, WF-03 worker offboarding",
        "worker.rehired.v1, WF-04 worker rehire",
        "leave.approved.v1, WF-06 leave",
        "worker.payprofiled.v1, WF-25 cost rates",
        "costrate.changed.v1, WF-25 cost rates",
        "reference.costcenter.changed.v1, WF-24 reference data",
        "anything.happened.v1, WF-29 exceptions",
        ", WF-29 exceptions"
    })
    void people_hear_of_a_case_under_its_workflow(String type, String workflow) {
        DeskCase one = new DeskCase(
                1,
                "HELD",
                "OPEN",
                "worker:W-1",
                null,
                "V-1",
                "m",
                null,
                "f",
                "g",
                null,
                null,
                1,
                null,
                null,
                1L,
                null,
                "e-1",
                type,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        assertThat(Cause.of(one, null).workflow()).isEqualTo(workflow);
    }

    @Test
    void a_table_that_does_not_fit_everything_is_refused() {
        TreeMap<String, byte[]> files = new TreeMap<>();
        files.put("codes/remedies.csv", "what,rule,owner,action,text\nuser,*,hr,a,A.\n".getBytes());

        assertThatThrownBy(() -> new Remedies(new MappingFiles(files))).hasMessageContaining("*,*");
    }

    @Test
    void personal_and_pay_fields_are_hidden_and_come_back_when_an_edit_leaves_them() {
        JsonNode worker = Json.tree(
                """
                {"workerId":"W-1","name":{"legal":{"given":"Nora","family":"Quist"}},"workEmail":"n@x.example",
                 "costRate":{"amount":"68.1308","currency":"USD"},"org":{"costCenterId":"CC-1"},"notes":[{"note":"ill"}]}""");

        JsonNode shown = Mask.over(worker);

        assertThat(shown.toString())
                .doesNotContain("Nora")
                .doesNotContain("n@x")
                .doesNotContain("68.13")
                .doesNotContain("ill");
        assertThat(shown.at("/workerId").asText()).isEqualTo("W-1");
        assertThat(shown.at("/org/costCenterId").asText()).isEqualTo("CC-1");
        assertThat(Mask.back(shown, worker)).isEqualTo(worker);
    }

    @Test
    void what_is_hidden_in_an_object_is_hidden_in_the_words_of_its_target_too() {
        JsonNode worker = Json.tree(
                "{\"name\":{\"legal\":{\"family\":\"Quist\"}},\"costRate\":{\"amount\":\"68.1308\",\"currency\":\"USD\"}}");
        JsonNode document = Json.tree(
                "{\"body\":{\"lastName\":\"Quist\",\"title\":\"Ms Quist\",\"currency\":\"USD\",\"hours\":8}}");

        JsonNode shown = Mask.words(document, worker);

        assertThat(shown.at("/body/lastName").asText()).isEqualTo(Mask.HIDDEN);
        assertThat(shown.at("/body/title").asText()).isEqualTo(Mask.HIDDEN);
        assertThat(shown.at("/body/currency").asText()).isEqualTo("USD");
        assertThat(shown.at("/body/hours").asInt()).isEqualTo(8);
    }

    @Test
    void an_edit_is_the_whole_object_or_a_merge_patch_and_not_both() {
        JsonNode original = Json.tree("{\"a\":1,\"b\":{\"c\":2,\"d\":3},\"note\":\"secret\"}");

        assertThat(EventVersions.edited(original, Json.tree("{\"patch\":{\"b\":{\"c\":null,\"e\":4}}}")))
                .isEqualTo(Json.tree("{\"a\":1,\"b\":{\"d\":3,\"e\":4},\"note\":\"secret\"}"));
        assertThat(EventVersions.edited(original, Json.tree("{\"payload\":{\"a\":5,\"note\":\"********\"}}")))
                .isEqualTo(Json.tree("{\"a\":5,\"note\":\"secret\"}"));
        for (String wrong : new String[] {"{}", "{\"payload\":{},\"patch\":{}}", "{\"payload\":\"text\"}"}) {
            assertThatThrownBy(() -> EventVersions.edited(original, Json.tree(wrong)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
