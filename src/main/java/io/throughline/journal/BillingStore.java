package io.throughline.journal;

import io.throughline.contract.Snapshots;
import io.throughline.money.BilledFees;
import io.throughline.money.BillingFacts;
import io.throughline.money.CreditNotes;
import io.throughline.money.ExpenseFact;
import io.throughline.money.Invoice;
import io.throughline.money.Money;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What has been billed, from the invoices that were kept, and what keeps a project from being billed. */
public final class BillingStore implements BillingFacts {

    private final Database database;
    private final Snapshots snapshots;

    public BillingStore(Database database, Snapshots snapshots) {
        this.database = database;
        this.snapshots = snapshots;
    }

    @Override
    public Money billed(String contractId, String currency, String exceptCycleId) {
        return BilledFees.of(
                snapshots.all("invoice", "contractId", contractId, Invoice.class).stream()
                        .filter(invoice -> invoice.currency().equals(currency))
                        .toList(),
                invoice -> !invoice.billingCycleId().equals(exceptCycleId),
                currency);
    }

    @Override
    public Optional<Invoice> invoiceOf(String billingCycleId) {
        return invoices(billingCycleId)
                .filter(invoice ->
                        invoice.type() != Invoice.Type.CREDIT_NOTE && invoice.status() != Invoice.Status.VOIDED)
                .findFirst();
    }

    @Override
    public int invoicesOf(String billingCycleId) {
        return (int) invoices(billingCycleId).count();
    }

    @Override
    public List<ExpenseFact> expenses(String projectId, LocalDate from, LocalDate to) {
        return ExpenseFactStore.ofProject(database, projectId, from, to);
    }

    @Override
    public List<String> openExceptions(String projectId) {
        String sql =
                "select c.event_key, c.message from exception_case c where c.closed_at is null and (c.event_key = ? or"
                        + " exists (select 1 from step s join fact_time f on s.lane = concat('time:', f.time_entry_id) where"
                        + " s.step_no = c.step_no and f.project_id = ?) or exists (select 1 from step s join expense_fact x on"
                        + " s.lane = concat('expense:', x.expense_id) where s.step_no = c.step_no and x.project_id = ?))"
                        + " order by c.case_no";
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setString(1, "project:" + projectId);
                select.setString(2, projectId);
                select.setString(3, projectId);
                try (ResultSet rows = select.executeQuery()) {
                    List<String> open = new ArrayList<>();
                    while (rows.next()) {
                        open.add(rows.getString(1) + ": " + rows.getString(2));
                    }
                    return open;
                }
            }
        });
    }

    private Stream<Invoice> invoices(String billingCycleId) {
        return snapshots.all("invoice", "billingCycleId", billingCycleId, Invoice.class).stream()
                .filter(invoice -> invoice.type() != Invoice.Type.CREDIT_NOTE || CreditNotes.isOwn(invoice));
    }
}
