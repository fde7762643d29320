package io.throughline;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Event;
import io.throughline.journal.Journal;
import io.throughline.money.Invoice;
import io.throughline.people.Canon;
import io.throughline.work.BillFixedPriceRules;
import io.throughline.work.Contract;
import io.throughline.work.MilestoneAcceptance;
import io.throughline.work.Months;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a gate or a rule held is billed in the end: a fee of a month, and a cycle of time. */
class HeldBillingTest extends PeriodContract {

    @Test
    void a_fee_that_a_gate_held_stays_due_and_is_told_of_after_the_third_working_day() {
        clock.advance(Duration.between(clock.instant(), Instant.parse("2026-10-02T12:00:00Z")));
        Contract retainer = Months.contract(
                "1010", "RETAINER", "USD", "LE-US", ",\"price\":{\"amount\":\"18000.00\",\"currency\":\"USD\"}");
        retainer = Canon.with(Canon.with(retainer, "signedAt", "2026-09-20"), "from", "2026-10-01");
        keep("contract.amended.v1", "CT-1010", Canon.with(retainer, "poRequired", true), 71);
        journal(contractEvent(), Journal.State.ACCEPTED);
        RetainerEnds fees = new RetainerEnds(
                stores,
                (BillFixedPriceRules) RuleBeans.build(stores, clock, Duration.ZERO, WorkerPolicy.DEFAULT)
                        .get("bill-fixed-price-rules"),
                new io.throughline.money.PostingPeriods(stores.knowledge(), clock));
        assertThat(due("2026-11-02T12:00:00Z")).noneMatch(id -> id.contains("billing-BC-P-1010"));
        assertThat(fees.late()).isEmpty();
        clock.set(Instant.parse("2026-11-05T12:00:00Z"));
        assertThat(fees.late()).singleElement().satisfies(late -> {
            assertThat(late.readiness().billingCycleId()).isEqualTo("BC-P-1010-2026-10");
            assertThat(late.readiness().blockers().get(0).gate()).isEqualTo("V-INV-03");
            assertThat(late.readiness().blockers().get(0).owner()).isEqualTo("account-manager");
            assertThat(late.readiness().blockers().get(0).since()).isEqualTo("2026-10-31");
            assertThat(late.finding().direct()).isEqualTo(io.throughline.money.Money.of("18000.00", "USD"));
        });

        keep("contract.amended.v1", "CT-1010", retainer, 73);
        assertThat(due("2026-12-02T12:00:00Z"))
                .as("October as well as November")
                .contains("billing-BC-P-1010-2026-10-1", "billing-BC-P-1010-2026-11-1");
        journal(fee("billing-BC-P-1010-2026-10-1"), Journal.State.HELD);
        assertThat(ends.due())
                .extracting(Event::id)
                .as("nothing came of the first ask")
                .contains("billing-BC-P-1010-2026-10-1-2")
                .doesNotContain("billing-BC-P-1010-2026-10-1");
    }

    @Test
    void a_fee_is_due_again_once_its_invoice_is_voided() {
        due("2026-11-02T12:00:00Z");
        journal(fee("billing-BC-P-1010-2026-10-1"), Journal.State.ACCEPTED);
        Invoice issued = Canon.with(
                Canon.with(Canon.sample("invoice_issued.json", Invoice.class), "billingCycleId", "BC-P-1010-2026-10"),
                "projectIds",
                List.of("P-1010"));
        keep("invoice.issued.v1", issued.invoiceId(), issued, 81);
        assertThat(fees()).isEmpty();
        keep("invoice.statuschanged.v1", issued.invoiceId(), Canon.with(issued, "status", "VOIDED"), 82);
        assertThat(fees()).containsExactly("billing-BC-P-1010-2026-10-2");
    }

    private List<String> fees() {
        return ends.due().stream()
                .map(Event::id)
                .filter(id -> id.startsWith("billing-"))
                .toList();
    }

    private Event fee(String id) {
        return ends.due().stream()
                .filter(event -> event.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_cycle_that_a_rule_held_is_asked_for_again_when_it_can_be_billed_and_only_then() {
        due("2026-11-02T12:00:00Z");
        Contract capped = Months.contract(
                "1009",
                "TM",
                "USD",
                "LE-US",
                ",\"poNumber\":\"PO-1\",\"poRemaining\":{\"amount\":\"1720.00\",\"currency\":\"USD\"}");
        keep("contract.amended.v1", "CT-1009", capped, 61);
        DueInvoices invoices = invoices();
        time("T-1", "W-0013", "LE-US", "2026-10-12", 62, "215.0000", 480);
        time("T-2", "W-0028", "LE-DE", "2026-10-13", 63, "215.0000", 0);
        Event first = invoices.due().get(0);
        assertThat(first.id()).isEqualTo("billing-BC-P-1009-2026-10-1");
        journal(first, Journal.State.HELD);
        time("T-5", "W-0013", "LE-US", "2026-10-14", 64, "215.0000", 480);
        assertThat(invoices.due()).as("more than the purchase order has left").isEmpty();

        keep(
                "contract.amended.v1",
                "CT-1009",
                Months.contract("1009", "TM", "USD", "LE-US", ",\"poNumber\":\"PO-2\""),
                65);
        assertThat(invoices.due()).extracting(Event::id).containsExactly("billing-BC-P-1009-2026-10-1-2");
        assertThat(invoices.due().get(0).subject()).isEqualTo(first.subject());
    }

    @Test
    void a_milestone_that_a_gate_held_is_asked_for_again_when_its_invoice_can_be_made() {
        clock.set(Instant.parse("2026-11-02T12:00:00Z"));
        Contract fixed = Months.contract(
                "1002",
                "FIXED_MILESTONE",
                "USD",
                "LE-US",
                ",\"price\":{\"amount\":\"300000.00\",\"currency\":\"USD\"},\"milestones\":[{\"id\":\"CT-1002-M1\",\"name\":\"All\",\"pct\":\"1\"}]");
        keep("contract.amended.v1", "CT-1002", Canon.with(fixed, "poRequired", true), 91);
        keep("project.created.v1", "P-1002", Months.project(fixed), 92);
        keep(
                "milestone.accepted.v1",
                "CT-1002-M1",
                new MilestoneAcceptance(
                        "CT-1002-M1",
                        4,
                        "CT-1002",
                        "P-1002",
                        null,
                        LocalDate.parse("2026-10-30"),
                        null,
                        null,
                        null,
                        List.of(),
                        null),
                93);
        String cycle = "BC-P-1002-M-CT-1002-M1";
        journal(event("billing-" + cycle + "-4", "billing.milestonedue.v1", cycle, 4, "{}"), Journal.State.HELD);
        assertThat(milestones()).as("without a case it was not held").isEmpty();
        caseOf(cycle);
        assertThat(milestones()).as("the gate is shut").isEmpty();

        keep("contract.amended.v1", "CT-1002", Canon.with(fixed, "poNumber", "PO-1"), 94);
        assertThat(milestones()).containsExactly("billing-" + cycle + "-4-2");
    }

    private List<String> milestones() {
        return ends.due().stream()
                .filter(event -> event.type().equals("billing.milestonedue.v1"))
                .map(Event::id)
                .toList();
    }

    private void caseOf(String subject) {
        database.inTransaction(connection -> {
            try (PreparedStatement open =
                    connection.prepareStatement("insert into exception_case (fingerprint, event_no,"
                            + " event_key, kind, rule, message, opened_at) select 'f', event_no, event_key, 'RULE', 'R8', 'no order',"
                            + " recorded_at from event where subject = ?")) {
                open.setString(1, subject);
                return open.executeUpdate();
            }
        });
    }
}
