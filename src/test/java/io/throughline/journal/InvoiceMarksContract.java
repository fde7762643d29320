package io.throughline.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.money.ExpenseFact;
import io.throughline.money.Money;
import io.throughline.money.TimeFact;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an issued invoice charges is on it; what a voided one charged is not any more. */
abstract class InvoiceMarksContract extends StoreContract {

    private final LocalDate from = LocalDate.of(2026, 10, 1);
    private final LocalDate to = LocalDate.of(2026, 10, 31);

    @Test
    void issuing_marks_time_and_expenses_and_voiding_frees_them() {
        Entities entities = new Entities(seal, clock);
        Knowledge knowledge = new Knowledge(database, entities, new Xrefs(database, clock));
        TimeFactStore times = new TimeFactStore(database);
        Snapshotting snapshots = new Snapshotting(knowledge, entities, times);
        BillingStore billing = new BillingStore(database, knowledge);
        Event time = told(
                "time.approved.v1",
                "T-1",
                """
                {"timeEntryId":"T-1","version":1,"workerId":"W-1","projectId":"P-1","workDate":"2026-10-14","minutes":480,
                 "billable":true,"roleId":"SAR","status":"TRANSFERRED","billRate":{"amount":"215.0000","currency":"USD"}}""");
        Event posted = told(
                "expense.posted.v1",
                "X-1",
                """
                {"expenseId":"X-1","version":1,"workerId":"W-1","projectId":"P-1","date":"2026-10-15","category":"HOTEL",
                 "amount":{"amount":"189.00","currency":"USD"},"billable":true,"status":"POSTED",
                 "billableAmount":{"amount":"198.45","currency":"USD"}}""");
        Event issued = told(
                "invoice.issued.v1",
                "INV-1",
                """
                {"invoiceId":"INV-1","version":1,"type":"INVOICE","customerId":"C-1","projectIds":["P-1"],"contractId":"CT-1",
                 "billingEntityId":"LE-US","issueDate":"2026-10-31","dueDate":"2026-11-30","billingCycleId":"BC-P-1-2026-10",
                 "servicePeriod":{"from":"2026-10-01","to":"2026-10-31"},"currency":"USD","net":"1918.45","tax":"0.00",
                 "gross":"1918.45","status":"ISSUED","lines":[
                 {"lineNo":1,"kind":"TIME","quantity":"8.00","unit":"HUR","unitPrice":"215.0000","amount":"1720.00",
                  "entryIds":["T-1"]},
                 {"lineNo":2,"kind":"EXPENSE","quantity":"1.00","unit":"EA","unitPrice":"198.4500","amount":"198.45",
                  "entryIds":["X-1"]}]}""");
        database.inTransaction(connection -> {
            snapshots.storeTime(connection, Map.of(1L, time));
            snapshots.store(connection, posted, 2);
            snapshots.store(connection, issued, 3);
            return null;
        });

        assertThat(times.latest("T-1").orElseThrow().state()).isEqualTo(TimeFact.State.BILLED);
        assertThat(times.latest("T-1").orElseThrow().invoiceId()).isEqualTo("INV-1");
        ExpenseFact expense = billing.expenses("P-1", from, to).get(0);
        assertThat(expense.state()).isEqualTo(ExpenseFact.State.BILLED);
        assertThat(expense.billableAmount()).isEqualTo(Money.of("198.45", "USD"));
        assertThat(billing.billed("CT-1", "USD", "none")).isEqualTo(Money.of("1720.00", "USD"));
        ObjectNode other = issued.data().deepCopy();
        other.put("invoiceId", "INV-2").put("billingCycleId", "BC-P-2-2026-10");
        other.putArray("projectIds").add("P-2");
        other.path("lines").forEach(line -> ((ObjectNode) line).remove("entryIds"));
        database.inTransaction(connection -> {
            snapshots.store(connection, told("invoice.issued.v1", "INV-2", other.toString()), 4);
            return null;
        });
        assertThat(billing.billed("CT-1", "USD", "none"))
                .as("all projects of the contract")
                .isEqualTo(Money.of("3440.00", "USD"));
        assertThat(billing.billed("CT-1", "USD", "BC-P-2-2026-10")).isEqualTo(Money.of("1720.00", "USD"));

        ObjectNode data = issued.data().deepCopy();
        Event voided = told(
                "invoice.statuschanged.v1",
                "INV-1",
                data.put("status", "VOIDED").toString());
        database.inTransaction(connection -> {
            snapshots.store(connection, voided, 5);
            return null;
        });

        assertThat(times.latest("T-1").orElseThrow().state()).isEqualTo(TimeFact.State.TRANSFERRED);
        assertThat(times.latest("T-1").orElseThrow().invoiceId()).isNull();
        assertThat(billing.expenses("P-1", from, to).get(0).toBill()).isTrue();
        Money revenue = Money.of("1720.00", "USD");
        assertThat(revenue.minus(billing.billed("CT-1", "USD", "BC-P-2-2026-10")))
                .isEqualTo(Money.of("1720.00", "USD"));
        assertThat(billing.invoiceOf("BC-P-1-2026-10")).isEmpty();
        assertThat(billing.invoicesOf("BC-P-1-2026-10")).isEqualTo(1);
    }

    @Test
    void a_credit_note_over_corrections_holds_them_and_one_of_a_voided_invoice_holds_nothing() {
        Entities entities = new Entities(seal, clock);
        Knowledge knowledge = new Knowledge(database, entities, new Xrefs(database, clock));
        TimeFactStore times = new TimeFactStore(database);
        Snapshotting snapshots = new Snapshotting(knowledge, entities, times);
        BillingStore billing = new BillingStore(database, knowledge);
        Event less = told(
                "time.approved.v1",
                "T-1-v2",
                """
                {"timeEntryId":"T-1-v2","version":1,"workerId":"W-1","projectId":"P-1","workDate":"2026-10-14",
                 "minutes":-480,"billable":true,"roleId":"SAR","status":"TRANSFERRED","correctionOf":"T-1",
                 "billRate":{"amount":"215.0000","currency":"USD"}}""");
        String note =
                """
                {"invoiceId":"%s","version":1,"type":"CREDIT_NOTE","customerId":"C-1","projectIds":["P-1"],
                 "contractId":"CT-1","billingEntityId":"LE-US","issueDate":"2026-10-31","dueDate":"2026-11-30",
                 "billingCycleId":"BC-P-1-2026-10","servicePeriod":{"from":"2026-10-01","to":"2026-10-31"},
                 "currency":"USD","net":"1720.00","tax":"0.00","gross":"1720.00","status":"ISSUED","lines":[
                 {"lineNo":1,"kind":"TIME","quantity":"8.00","unit":"HUR","unitPrice":"215.0000","amount":"1720.00"%s}]}""";
        database.inTransaction(connection -> {
            snapshots.storeTime(connection, Map.of(1L, less));
            snapshots.store(connection, told("invoice.issued.v1", "CN-1", note.formatted("CN-1", "")), 2);
            return null;
        });
        assertThat(times.latest("T-1-v2").orElseThrow().invoiceId()).isNull();
        assertThat(billing.invoicesOf("BC-P-1-2026-10")).isZero();

        String own = note.formatted("CN-1-C", ",\"entryIds\":[\"T-1-v2\"]");
        database.inTransaction(connection -> {
            snapshots.store(connection, told("invoice.issued.v1", "CN-1-C", own), 3);
            return null;
        });
        assertThat(times.latest("T-1-v2").orElseThrow().invoiceId()).isEqualTo("CN-1-C");
        assertThat(billing.invoiceOf("BC-P-1-2026-10")).as("no invoice").isEmpty();
        assertThat(billing.invoicesOf("BC-P-1-2026-10")).as("a document").isEqualTo(1);
        assertThat(billing.billed("CT-1", "USD", "none")).isEqualTo(Money.of("-1720.00", "USD"));
    }

    @Test
    void an_expense_on_an_invoice_keeps_its_state_and_one_that_was_taken_back_is_not_posted_again() {
        Knowledge knowledge = new Knowledge(database, new Entities(seal, clock), new Xrefs(database, clock));
        ExpenseFactStore store = new ExpenseFactStore(knowledge);
        String data =
                """
                {"expenseId":"X-2","version":1,"workerId":"W-1","projectId":"P-1","date":"2026-10-15","category":"TAXI",
                 "amount":{"amount":"4380","currency":"JPY"},"billable":false,"status":"APPROVED"}""";
        database.inTransaction(connection -> {
            store.store(connection, told("expense.approved.v1", "X-2", data), 1);
            store.store(connection, told("expense.reversed.v1", "X-2", data), 2);
            store.store(connection, told("expense.posted.v1", "X-2", data), 3);
            return null;
        });
        assertThat(store.latest("X-2").orElseThrow().state()).isEqualTo(ExpenseFact.State.REVERSED);
        assertThat(store.ofWorker("W-1", LocalDate.of(2026, 10, 15)).get(0).amount())
                .isEqualTo(Money.of("4380", "JPY"));
        knowledge.begin();
        knowledge.learn("expense", "X-3", LocalDate.EPOCH, Json.tree(data.replace("X-2", "X-3")));
        assertThat(store.ofWorker("W-1", LocalDate.of(2026, 10, 15)))
                .extracting(ExpenseFact::expenseId)
                .containsExactly("X-2", "X-3");
    }

    private static Event told(String type, String subject, String data) {
        return new Event(
                "urn:test",
                type + subject,
                type,
                subject,
                Instant.parse("2026-10-31T12:00:00Z"),
                "project:P-1",
                1,
                null,
                null,
                null,
                null,
                null,
                Json.tree(data),
                null);
    }
}
