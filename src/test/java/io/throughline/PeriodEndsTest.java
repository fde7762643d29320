package io.throughline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.journal.Journal;
import io.throughline.money.FiscalPeriod;
import io.throughline.money.PostingPeriods;
import io.throughline.people.DemoFirm;
import io.throughline.work.BillFixedPriceRules;
import io.throughline.work.Expenses;
import io.throughline.work.Months;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The end of a month, where the entity is, makes revenue, charges and fees due; late time makes them due again. */
class PeriodEndsTest extends PeriodContract {

    @Test
    void a_month_is_over_when_it_is_over_where_the_entity_is() {
        assertThat(due("2026-11-01T03:59:00Z"))
                .as("still October in New York, September is long over")
                .containsExactly("revenue-due-CT-1010-2026-09-1-0", "billing-BC-P-1010-2026-09-1");
        assertThat(due("2026-11-01T04:00:00Z"))
                .containsExactly(
                        "revenue-due-CT-1009-2026-10-1-9",
                        "revenue-due-CT-1010-2026-10-1-0",
                        "billing-BC-P-1010-2026-10-1",
                        "intercompany-due-2026-10-LE-DE-LE-US-1");
    }

    @Test
    void a_retainer_that_ran_before_it_was_known_is_billed_from_the_next_whole_month() {
        stores.journal()
                .chained(chain -> database.inTransaction(connection -> {
                    stores.journal()
                            .append(
                                    connection,
                                    chain,
                                    List.of(new Journal.Draft(
                                            stores.journal().nextNumber(connection),
                                            contractEvent(),
                                            Journal.State.ACCEPTED,
                                            List.of(),
                                            "test")));
                    return null;
                }));
        assertThat(due("2026-11-10T12:00:00Z"))
                .as("October was billed elsewhere")
                .noneMatch(id -> id.contains("1010"));
        clock.advance(Duration.ofDays(30));
        assertThat(ends.due())
                .filteredOn(event -> event.subject().equals("CT-1010"))
                .first()
                .satisfies(
                        event -> assertThat(event.data().path("since").asText()).isEqualTo("2026-11"));
    }

    @Test
    void late_time_makes_the_month_due_again() {
        List<String> first = due("2026-11-02T12:00:00Z");
        time("T-3", "W-0028", "LE-DE", "2026-10-14", 31);

        assertThat(ends.due())
                .extracting(Event::id)
                .filteredOn(id -> !first.contains(id))
                .containsExactly("revenue-due-CT-1009-2026-10-1-31");
    }

    @Test
    void cost_to_cost_waits_for_an_estimate_and_the_fee_of_a_closed_month_is_due_while_a_later_one_is_open() {
        due("2026-11-02T12:00:00Z");
        keep(
                "contract.amended.v1",
                "CT-1005",
                Months.contract(
                        "1005",
                        "FIXED_POC",
                        "EUR",
                        "LE-DE",
                        ",\"eac\":[{\"asOf\":\"2026-01-01\",\"totalCost\":{\"amount\":\"1.00\",\"currency\":\"EUR\"}}]"),
                41);
        keep(
                "reference.legalentity.changed.v1",
                "LE-DE",
                DemoFirm.snapshots()
                        .latest("legal-entity", "LE-DE", Object.class)
                        .orElseThrow(),
                42);
        closed("2026-10", 43);
        assertThat(ends.due()).extracting(Event::id).contains("billing-BC-P-1010-2026-10-1");
        closed("2026-11", 44);
        assertThat(ends.due()).extracting(Event::id).doesNotContain("billing-BC-P-1010-2026-10-1");
        assertThat(ends.due())
                .extracting(Event::subject)
                .as("no time on it yet")
                .doesNotContain("CT-1005");
    }

    @Test
    void expenses_are_due_with_the_fee_of_their_month_or_by_the_month_where_there_is_none() {
        due("2026-11-02T12:00:00Z");
        expense("X-1", "P-1010", "2026-10-20", "USD", "posted", 51);
        expense("X-2", "P-1005", "2026-10-20", "EUR", "posted", 52);
        expense("X-3", "P-1005", "2026-11-01", "EUR", "posted", 53);
        assertThat(asks()).containsExactlyInAnyOrder("billing-BC-P-1010-2026-10-1", "billing-BC-P-1005-2026-10-1");
        assertThat(ends.due())
                .filteredOn(event -> event.subject().equals("BC-P-1005-2026-10"))
                .extracting(Event::type)
                .containsExactly("billing.expensesdue.v1");

        expense("X-4", "P-1005", "2026-10-21", "EUR", "approved", 54);
        assertThat(asks()).as("one is not in the ERP yet").containsExactly("billing-BC-P-1010-2026-10-1");
        RetainerEnds months = new RetainerEnds(
                stores,
                (BillFixedPriceRules) RuleBeans.build(stores, clock, Duration.ZERO, WorkerPolicy.DEFAULT)
                        .get("bill-fixed-price-rules"),
                new PostingPeriods(stores.knowledge(), clock));
        clock.advance(Duration.ofDays(4));
        assertThat(months.late())
                .filteredOn(late -> late.project().projectId().equals("P-1005"))
                .singleElement()
                .satisfies(late ->
                        assertThat(late.readiness().blockers().get(0).gate()).isEqualTo("R3"));
    }

    @Test
    void an_expense_that_is_billed_is_not_read_again_to_see_what_is_due() {
        due("2026-11-02T12:00:00Z");
        expense("X-1", "P-1005", "2026-10-20", "EUR", "posted", 51);
        expense("X-2", "P-1009", "2026-10-20", "USD", "posted", 52);
        assertThat(asks()).contains("billing-BC-P-1005-2026-10-1");

        unreadable("update fact_time set status = 'BILLED', invoice_id = 'INV-1'");
        unreadable("update expense_fact set status = 'BILLED', invoice_id = 'INV-1', currency = '?'");
        assertThat(asks()).doesNotContain("billing-BC-P-1005-2026-10-1");
        assertThat(invoices().due()).isEmpty();
    }

    private void unreadable(String sql) {
        database.inTransaction(connection -> {
            try (PreparedStatement spoil = connection.prepareStatement(sql)) {
                return spoil.executeUpdate();
            }
        });
    }

    private List<String> asks() {
        return ends.due().stream()
                .map(Event::id)
                .filter(id -> id.startsWith("billing-"))
                .toList();
    }

    private void expense(String id, String project, String day, String currency, String state, long eventNo) {
        ObjectNode expense = Json.toTree(Expenses.of(Expenses.HOTEL, "189.00", currency));
        expense.put("expenseId", id).put("projectId", project).put("date", day);
        if (state.equals("posted")) {
            expense.put("status", "POSTED").set("billableAmount", expense.get("amount"));
        }
        keep("expense." + state + ".v1", id, expense, eventNo);
    }

    private void closed(String month, long eventNo) {
        String id = "LE-US-" + month;
        keep("period.closed.v1", id, DemoFirm.period("LE-US", month, FiscalPeriod.State.CLOSED), eventNo);
    }
}
