package systems;

import static org.assertj.core.api.Assertions.assertThat;
import static systems.SandboxFirm.payload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Answer;
import org.junit.jupiter.api.Test;

/** Invoices and journals as IDocs: posted once, adopted when in doubt, refused in SAP's words. */
class SapIdocsTest extends SapFirm {

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
}
