package systems;

import static org.assertj.core.api.Assertions.assertThat;
import static systems.SandboxFirm.payload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Answer;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Every operation against the stand-in of SAP, and time sheets, workers and customers that change. */
class SapSystemTest extends SapFirm {

    @Test
    void sap_takes_all_its_records_and_the_same_again_is_adopted() {
        for (int round = 0; round < 2; round++) {
            boolean adopted = round == 1;
            assertThat(firm.apply("sap", "customer", payload("sap/customer.out/with-vat"), "customer:C-03"))
                    .isEqualTo(new Answer.Applied("0000100003", null, adopted));
            assertThat(firm.apply("sap", "employee", payload("sap/employee.out/german"), "worker:W-0022"))
                    .isEqualTo(new Answer.Applied("W-0022", null, adopted));
            Answer.Applied project =
                    firm.apply("sap", "project", payload("sap/project.out/for-a-customer"), "project:P-1004");
            assertThat(project.reference()).isEqualTo("P-1004.1");
            assertThat(project.result().path("erpProjectCode").asText()).isEqualTo("P-1004.1");
            assertThat(firm.apply("sap", "time", TIME, "time:T-8901"))
                    .isEqualTo(new Answer.Applied("000000004711", null, adopted));
            assertThat(firm.apply("sap", "invoice", INVOICE, "invoice:INV-DE-2026-1004-01"))
                    .isEqualTo(new Answer.Applied("1800000000/2000/2026", null, adopted));
        }
        for (String type : List.of("customer", "workAgreement", "project", "timeSheetEntry", "document")) {
            assertThat(applied(type)).as(type).isEqualTo(1);
        }
    }

    @Test
    void corrected_time_is_a_successor_and_unapproved_time_is_cancelled_once() {
        staff();
        firm.apply("sap", "time", TIME, "time:T-8901");
        ObjectNode corrected = TIME.deepCopy().put("version", 5).put("minutes", 360);
        assertThat(firm.apply("sap", "time", corrected, "time:T-8901"))
                .isEqualTo(new Answer.Applied("000000004712", null, false));
        assertThat(firm.apply("sap", "time", corrected, "time:T-8901").adopted())
                .isTrue();

        ObjectNode back = corrected.deepCopy().put("version", 6);
        assertThat(firm.deliver("sap", "time-reversed", back, false))
                .isEqualTo(new Answer.Applied("000000004712", null, false));
        assertThat(firm.deliver("sap", "time-reversed", back, true)).isEqualTo(new Answer.Applied(null, null, true));
        assertThat(firm.get("/sap/records?recordType=timeSheetEntry").findValuesAsText("TimeSheetStatus"))
                .containsExactly("50", "60");
    }

    @Test
    void no_answer_after_a_time_sheet_entry_is_unknown_and_the_record_is_adopted() {
        staff();
        firm.post(
                "/sap/faults", "{\"kind\":\"timeout-after\",\"millis\":20000,\"match\":\"TimeSheetEntryCollection\"}");
        assertThat(firm.deliver("sap", "time", TIME, false)).isInstanceOf(Answer.Unknown.class);
        assertThat(firm.deliver("sap", "time", TIME, true)).isEqualTo(new Answer.Applied("000000004711", null, true));
        assertThat(applied("timeSheetEntry")).isEqualTo(1);
    }

    @Test
    void time_on_an_element_that_sap_does_not_know_is_refused_in_its_words() {
        staff();
        ObjectNode elsewhere = TIME.deepCopy().put("projectId", "P-9999");
        assertThat(firm.deliver("sap", "time", elsewhere, false))
                .isEqualTo(new Answer.Refused("HRTIM00_REC/001", "Enter a valid WBS element"));
    }

    @Test
    void a_session_that_is_lost_is_opened_again_without_anybody_noticing() {
        staff();
        firm.delete("/sap/sessions");
        firm.apply("sap", "time", TIME, "time:T-8901");

        long refused = StreamSupport.stream(firm.get("/sap/ledger").spliterator(), false)
                .filter(entry -> entry.path("status").asInt() == 403)
                .count();
        assertThat(refused).isEqualTo(1);
    }

    @Test
    void a_worker_who_moves_is_brought_up_to_date() {
        staff();
        ObjectNode moved = payload("sap/employee.out/german");
        ((ObjectNode) moved.path("org")).put("costCenterId", "CC-4200");
        assertThat(firm.apply("sap", "employee", moved, "worker:W-0022").adopted())
                .isTrue();
        assertThat(firm.get("/sap/records?recordType=workAgreement")
                        .get(0)
                        .path("CostCenter")
                        .asText())
                .isEqualTo("CC-4200");
    }

    @Test
    void a_customer_whose_terms_change_is_sent_again_under_the_same_number() {
        customer();
        ObjectNode changed = payload("sap/customer.out/with-vat").put("paymentTermsDays", 14);
        assertThat(firm.apply("sap", "customer", changed, "customer:C-03").reference())
                .isEqualTo("0000100003");
        JsonNode kept = firm.get("/sap/records?recordType=customer");
        assertThat(kept).hasSize(1);
        assertThat(kept.get(0).path("PaymentTerms").asText()).isEqualTo("NT14");
    }

    @Test
    void a_wrong_password_is_refused_with_401() {
        firm.close();
        firm = new SandboxFirm(Map.of("throughline.systems.sap.password", "wrong"));
        assertThat(invoice(false)).isInstanceOfSatisfying(Answer.Refused.class, refused -> assertThat(refused.code())
                .isEqualTo("401"));
    }
}
