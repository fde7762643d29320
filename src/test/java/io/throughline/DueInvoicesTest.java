package io.throughline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.journal.Journal;
import io.throughline.money.Invoice;
import io.throughline.money.Money;
import io.throughline.money.TrueUp;
import io.throughline.people.Canon;
import io.throughline.work.Contract;
import io.throughline.work.Months;
import io.throughline.work.TrueUpClaim;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which cycles are asked for together, and which without work of their own. */
class DueInvoicesTest extends PeriodContract {

    private static final String OCTOBER = "BC-P-1009-2026-10";
    private static final String NOVEMBER = "BC-P-1009-2026-11";

    @Test
    void of_a_contract_with_a_maximum_the_next_cycle_waits_for_the_document_of_the_one_before() {
        two_months_wait();
        assertThat(subjects()).as("nothing limits them").containsExactly(OCTOBER, NOVEMBER);

        Contract capped = Months.contract(
                "1009", "TM_NTE", "USD", "LE-US", ",\"cap\":{\"amount\":\"2000.00\",\"currency\":\"USD\"}");
        keep("contract.amended.v1", "CT-1009", capped, 65);
        assertThat(subjects()).containsExactly(OCTOBER);
        Event first = invoices().due().get(0);
        journal(first, Journal.State.ACCEPTED);
        planned(first);
        assertThat(subjects()).as("the ERP has not told of it yet").isEmpty();

        Invoice issued = Canon.with(
                Canon.with(
                        Canon.with(Canon.sample("invoice_issued.json", Invoice.class), "billingCycleId", OCTOBER),
                        "projectIds",
                        List.of("P-1009")),
                "contractId",
                "CT-1009");
        keep("invoice.issued.v1", issued.invoiceId(), issued, 81);
        time("T-1", "W-0013", "LE-US", "2026-10-12", 82, "215.0000", 0);
        assertThat(subjects()).as("nothing is left of the maximum").isEmpty();
        keep("contract.amended.v1", "CT-1009", Canon.with(capped, "cap.amount", "9000000.00"), 83);
        assertThat(subjects()).containsExactly(NOVEMBER);
    }

    @Test
    void a_true_up_is_billed_though_no_work_comes_any_more() {
        clock.set(Instant.parse("2026-12-02T12:00:00Z"));
        time("T-1", "W-0013", "LE-US", "2026-10-12", 61, "215.0000", 0);
        time("T-2", "W-0028", "LE-DE", "2026-10-13", 62, "215.0000", 0);
        assertThat(subjects()).isEmpty();

        keep("trueup.proposed.v1", "TU-1", claim("TU-1", "2026-12-01"), 71);
        assertThat(subjects()).as("its month is not over").isEmpty();
        keep("trueup.proposed.v1", "TU-2", claim("TU-2", "2026-10-22"), 72);
        assertThat(subjects()).containsExactly(OCTOBER);

        Invoice issued = Canon.with(
                Canon.with(Canon.sample("invoice_issued.json", Invoice.class), "billingCycleId", OCTOBER),
                "projectIds",
                List.of("P-1009"));
        keep("invoice.issued.v1", issued.invoiceId(), issued, 81);
        assertThat(subjects()).as("October was invoiced without it").containsExactly(NOVEMBER);
        ObjectNode with = Json.toTree(issued);
        ((ObjectNode) with.path("lines").get(0)).putArray("entryIds").add("TU-2");
        keep("invoice.issued.v1", issued.invoiceId(), with, 82);
        assertThat(subjects()).as("it is on an invoice").isEmpty();
    }

    private void two_months_wait() {
        clock.set(Instant.parse("2026-12-02T12:00:00Z"));
        keep("contract.amended.v1", "CT-1009", Months.contract("1009", "TM", "USD", "LE-US", ""), 60);
        time("T-1", "W-0013", "LE-US", "2026-10-12", 61, "215.0000", 480);
        time("T-2", "W-0028", "LE-DE", "2026-10-13", 62, "215.0000", 0);
        time("T-3", "W-0013", "LE-US", "2026-11-12", 63, "215.0000", 480);
    }

    private void planned(Event ask) {
        database.inTransaction(connection -> {
            try (PreparedStatement step = connection.prepareStatement(
                    "insert into step (step_no, event_no, name, system, operation, lane, state, is_open, attempts, in_doubt,"
                            + " idempotency_key, adopted) select 1, event_no, 'invoice', 'netsuite', 'invoice', 'project:P-1009',"
                            + " 'PLANNED', true, 0, false, 'k', false from event where event_id = ?")) {
                step.setString(1, ask.id());
                return step.executeUpdate();
            }
        });
    }

    private List<String> subjects() {
        return invoices().due().stream().map(Event::subject).toList();
    }

    private static TrueUpClaim claim(String id, String day) {
        return new TrueUpClaim(
                id,
                1,
                "RC-P-1009",
                2,
                "P-1009",
                "CT-1009",
                YearMonth.of(2026, 9),
                new BigDecimal("120.00"),
                Money.of("1200.00", "USD"),
                TrueUp.Document.TRUE_UP_LINE,
                "INV-US-2026-1009-09",
                null,
                true,
                LocalDate.parse(day),
                null,
                null,
                List.of(),
                null);
    }
}
