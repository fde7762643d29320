package systems;

import static org.assertj.core.api.Assertions.assertThat;
import static systems.SandboxFirm.payload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Answer;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every operation against the stand-in of SAP, which posts what is sent twice twice and believes no write without a session. */
class SapSystemTest {

    private static final ObjectNode INVOICE = payload("sap/invoice.out/P-1004");
    private static final ObjectNode TIME = payload("sap/time.out/a-day");

    private SandboxFirm firm;

    @BeforeEach
    void start() {
        firm = new SandboxFirm(Map.of("throughline.systems.sap.timeout", "1000"));
    }

    @AfterEach
    void stop() {
        firm.close();
    }

    private Answer invoice(boolean inDoubt) {
        return firm.deliver("sap", "invoice", INVOICE, inDoubt);
    }

    private void customer() {
        firm.apply("sap", "customer", payload("sap/customer.out/with-vat"), "customer:C-03");
    }

    private void staff() {
        customer();
        firm.apply("sap", "employee", payload("sap/employee.out/german"), "worker:W-0022");
        firm.apply("sap", "project", payload("sap/project.out/for-a-customer"), "project:P-1004");
    }

    private long applied(String type) {
        return StreamSupport.stream(firm.get("/sap/ledger").spliterator(), false)
                .filter(entry -> entry.path("applied").asBoolean()
                        && entry.path("recordType").asText().equals(type))
                .count();
    }

    private String openIdoc() {
        JsonNode idocs = firm.get("/sap/records?recordType=idoc");
        return idocs.get(idocs.size() - 1).path("IDocNumber").asText();
    }

    private void mode(String mode) {
        firm.post("/sap/posting", "{\"mode\":\"" + mode + "\"}");
    }

    private void period(String month, boolean open) {
        firm.post("/sap/periods", "{\"company\":\"2000\",\"month\":\"" + month + "\",\"open\":" + open + "}");
    }

    private void monitor(String action) {
        firm.post("/sap/bd87", "{\"idoc\":\"" + openIdoc() + "\",\"action\":\"" + action + "\"}");
    }

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
    void a_journal_is_posted_once_and_one_that_does_not_sum_to_zero_is_never_sent() {
        staff();
        ObjectNode journal = payload("sap/posting.out/revenue");
        journal.path("lines").forEach(line -> ((ObjectNode) line).put("projectId", "P-1004"));
        for (int round = 0; round < 2; round++) {
            assertThat(firm.apply("sap", "posting", journal, "posting").reference())
                    .isEqualTo("0100000000/2000/2026");
        }
        ((ObjectNode) journal.path("lines").get(0)).put("amount", "40000.01");
        assertThat(firm.deliver("sap", "posting", journal, false))
                .isInstanceOfSatisfying(Answer.Refused.class, refused -> assertThat(refused.reason())
                        .contains("do not sum to zero but to 0.01 EUR"));
        assertThat(applied("document")).isEqualTo(1);
    }

    @Test
    void no_answer_after_an_idoc_is_unknown_and_the_document_is_adopted_by_its_reference() {
        customer();
        firm.post("/sap/faults", "{\"kind\":\"timeout-after\",\"millis\":20000,\"match\":\"/idoc\"}");

        assertThat(invoice(false)).isInstanceOf(Answer.Unknown.class);
        assertThat(invoice(true)).isEqualTo(new Answer.Applied("1800000000/2000/2026", null, true));
        assertThat(applied("document")).isEqualTo(1);
    }

    @Test
    void an_idoc_that_waits_is_pending_is_not_sent_again_and_is_adopted_when_it_is_posted() {
        customer();
        mode("collected");

        assertThat(invoice(false)).isInstanceOfSatisfying(Answer.Pending.class, pending -> assertThat(pending.reason())
                .isEqualTo("IDoc 0000000000700002 waits in SAP in status 64"));
        assertThat(invoice(true)).isInstanceOf(Answer.Pending.class);
        firm.post("/sap/rbdapp01", "{}");
        assertThat(invoice(true)).isEqualTo(new Answer.Applied("1800000000/2000/2026", null, true));
        assertThat(firm.get("/sap/records?recordType=idoc")).hasSize(2);
    }

    @Test
    void an_error_while_asking_for_an_idoc_that_was_taken_leaves_it_pending() {
        customer();
        firm.post("/sap/faults", "{\"kind\":\"latency\",\"millis\":1,\"match\":\"YY1_IDOCSTATUS\"}");
        firm.post("/sap/faults", "{\"kind\":\"500\",\"match\":\"YY1_IDOCSTATUS\"}");

        assertThat(invoice(false))
                .isEqualTo(new Answer.Pending("IDoc 0000000000700002 was taken by SAP and is not posted yet"));
        assertThat(invoice(true)).isEqualTo(new Answer.Applied("1800000000/2000/2026", null, true));
        assertThat(applied("document")).isEqualTo(1);
    }

    @Test
    void a_look_up_that_fails_sends_nothing() {
        customer();
        firm.post("/sap/faults", "{\"kind\":\"500\",\"match\":\"YY1_IDOCSTATUS\"}");
        assertThat(invoice(false)).isInstanceOf(Answer.Temporary.class);
        assertThat(applied("document")).isZero();
    }

    @Test
    void what_sap_does_not_post_is_refused_in_its_words_and_is_adopted_when_a_person_processes_the_idoc_again() {
        customer();
        period("2026-10", false);
        Answer expected =
                new Answer.Refused("SAP-51", "IDoc 0000000000700002: F5 201 Posting period 010 2026 is not open");

        assertThat(invoice(false)).isEqualTo(expected);
        assertThat(invoice(false))
                .as("an IDoc in error can still be posted, so no other is sent")
                .isEqualTo(expected);

        period("2026-10", true);
        monitor("process");
        assertThat(invoice(false)).isEqualTo(new Answer.Applied("1800000000/2000/2026", null, true));
        assertThat(applied("document")).isEqualTo(1);
    }

    @Test
    void an_idoc_that_a_person_dropped_gives_way_to_a_new_one() {
        customer();
        period("2026-10", false);
        invoice(false);
        monitor("delete");
        period("2026-10", true);

        assertThat(invoice(false)).isEqualTo(new Answer.Applied("1800000000/2000/2026", null, false));
    }

    @Test
    void a_synchronous_partner_is_told_at_once() {
        mode("synchronous");
        assertThat(invoice(false))
                .isEqualTo(new Answer.Refused(
                        "SAP-51",
                        "IDoc 0000000000700001: F5 102 Customer 0000100003 is not defined in company code 2000"));
        monitor("delete");
        customer();
        assertThat(invoice(false)).isEqualTo(new Answer.Applied("1800000000/2000/2026", null, false));
    }

    @Test
    void a_document_of_somebody_else_with_our_reference_is_not_taken_for_the_invoice() {
        customer();
        invoice(false);
        ObjectNode other = INVOICE.deepCopy();
        ((ObjectNode) other.path("lines").get(0)).put("amount", "12541.00");
        other.put("net", "55539.00").put("tax", "10552.41").put("gross", "66091.41");

        assertThat(firm.deliver("sap", "invoice", other, false))
                .isEqualTo(new Answer.Refused(
                        "REF_DOC_NO", "document 1800000000/2000/2026 carries our reference and 66090.22 EUR"));
    }

    @Test
    void yen_are_posted_without_decimals() {
        ObjectNode toto = payload("sap/customer.out/long-name-without-address");
        firm.apply("sap", "customer", toto, "customer:C-05");
        firm.apply("sap", "invoice", payload("sap/invoice.out/yen-with-expenses"), "invoice:INV-JP-2026-1007-10");

        assertThat(firm.get("/sap/records?recordType=documentItem").findValuesAsText("AmountInTransactionCurrency"))
                .containsExactlyInAnyOrder("3802468", "-3355000", "-101789", "-345679");
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
