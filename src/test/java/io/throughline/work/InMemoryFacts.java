package io.throughline.work;

import io.throughline.money.BillingFacts;
import io.throughline.money.ExpenseFact;
import io.throughline.money.ExpenseFacts;
import io.throughline.money.Invoice;
import io.throughline.money.Money;
import io.throughline.money.TimeFact;
import io.throughline.money.TimeFacts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Time and billing facts put in by a test. */
final class InMemoryFacts implements TimeFacts, BillingFacts {

    final Spent spent = new Spent();
    final List<TimeFact> time = new ArrayList<>();
    final List<Invoice> invoices = new ArrayList<>();
    final List<String> exceptions = new ArrayList<>();
    Money billed;

    @Override
    public Optional<TimeFact> latest(String timeEntryId) {
        return time.stream()
                .filter(fact -> fact.timeEntryId().equals(timeEntryId))
                .findFirst();
    }

    @Override
    public List<TimeFact> ofProject(String projectId, LocalDate from, LocalDate to) {
        return time.stream()
                .filter(fact -> fact.projectId().equals(projectId) && within(fact, from, to))
                .toList();
    }

    @Override
    public List<TimeFact> ofWorker(String workerId, LocalDate from, LocalDate to) {
        return time.stream()
                .filter(fact -> fact.workerId().equals(workerId) && within(fact, from, to))
                .toList();
    }

    @Override
    public List<TimeFact> correctionsOf(String timeEntryId) {
        return time.stream()
                .filter(fact -> timeEntryId.equals(fact.correctionOf()))
                .toList();
    }

    @Override
    public Money billed(String contractId, String currency, String exceptCycleId) {
        return billed == null ? Money.zero(currency) : billed;
    }

    @Override
    public Optional<Invoice> invoiceOf(String billingCycleId) {
        return invoices.stream()
                .filter(invoice -> invoice.billingCycleId().equals(billingCycleId)
                        && invoice.type() != Invoice.Type.CREDIT_NOTE
                        && invoice.status() != Invoice.Status.VOIDED)
                .findFirst();
    }

    @Override
    public int invoicesOf(String billingCycleId) {
        return (int) invoices.stream()
                .filter(invoice -> invoice.billingCycleId().equals(billingCycleId))
                .count();
    }

    @Override
    public List<ExpenseFact> expenses(String projectId, LocalDate from, LocalDate to) {
        return spent.expenses.stream()
                .filter(fact -> projectId.equals(fact.projectId()))
                .filter(fact -> !fact.date().isBefore(from) && !fact.date().isAfter(to))
                .toList();
    }

    /** Expenses put in by a test. */
    static final class Spent implements ExpenseFacts {

        final List<ExpenseFact> expenses = new ArrayList<>();

        @Override
        public Optional<ExpenseFact> latest(String expenseId) {
            return expenses.stream()
                    .filter(fact -> fact.expenseId().equals(expenseId))
                    .findFirst();
        }

        @Override
        public List<ExpenseFact> ofWorker(String workerId, LocalDate date) {
            return expenses.stream()
                    .filter(fact ->
                            fact.workerId().equals(workerId) && fact.date().equals(date))
                    .toList();
        }

        @Override
        public List<ExpenseFact> correctionsOf(String expenseId) {
            return expenses.stream()
                    .filter(fact -> expenseId.equals(fact.correctionOf()))
                    .toList();
        }
    }

    @Override
    public List<String> openExceptions(String projectId) {
        return exceptions;
    }

    private static boolean within(TimeFact fact, LocalDate from, LocalDate to) {
        return !fact.workDate().isBefore(from) && !fact.workDate().isAfter(to);
    }
}
