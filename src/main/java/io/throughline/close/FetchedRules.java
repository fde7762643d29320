package io.throughline.close;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Snapshots;
import io.throughline.money.Invoice;
import io.throughline.money.Money;
import io.throughline.people.Worker;
import io.throughline.work.Expense;
import io.throughline.work.Project;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a table wants of a fetched row that the system itself cannot say, because it keeps other words: the currency of a
 * receipt, the contract of an invoice, who bills a project, who employs whoever had an expense.
 */
final class FetchedRules {

    private static final int MONEY_SCALE = 4;

    private final Snapshots snapshots;
    private final String entity;
    private final Map<String, Optional<String>> billers = new HashMap<>();

    /** @param entity the legal entity that is closed */
    FetchedRules(Snapshots snapshots, String entity) {
        this.snapshots = snapshots;
        this.entity = entity;
    }

    /** The row as the table has it; empty when it is not of the entity. */
    Optional<ObjectNode> of(String input, ObjectNode row) {
        switch (input) {
            case "expenses_erp" -> inCurrencyOfTheReceipt(row);
            case "balances_erp" -> withContract(row);
            case "expenses_psa" -> {
                return isOfOthers(row) ? Optional.empty() : Optional.of(row);
            }
            case "rate_cards_psa" -> {
                return isBilledByOthers(row.path("project_id").asText()) ? Optional.empty() : Optional.of(row);
            }
            default -> {
                // the other tables are as their systems tell them
            }
        }
        return Optional.of(row);
    }

    /**
     * ERPs post expenses in company currency, the close compares receipts. What was posted as it was converted is the receipt;
     * a posting of another amount differs from the receipt by its surplus, converted back at the rate of the expense (WF-15).
     */
    private void inCurrencyOfTheReceipt(ObjectNode row) {
        Optional<Expense> known =
                snapshots.latest("expense", row.path("expense_id").asText(), Expense.class);
        if (known.isEmpty()
                || known.get().companyAmount() == null
                || known.get().fxRate() == null) {
            return;
        }
        Money receipt = known.get().amount();
        Money converted = known.get().companyAmount();
        String currency = row.path("currency").asText();
        if (currency.equals(converted.currency()) && !currency.equals(receipt.currency())) {
            BigDecimal surplus = new BigDecimal(row.path("amount").asText())
                    .subtract(converted.amount())
                    .divide(known.get().fxRate(), MONEY_SCALE, RoundingMode.HALF_UP);
            row.put("amount", receipt.amount().add(surplus).toPlainString());
            row.put("currency", receipt.currency());
        }
    }

    /** What was billed stands on no account of the contract: its contract is that of the invoice, if that is known here. */
    private void withContract(ObjectNode row) {
        if (row.path("invoice_id").isTextual()) {
            String invoice = row.path("invoice_id").asText();
            row.put(
                    "contract_id",
                    snapshots
                            .latest("invoice", invoice, Invoice.class)
                            .map(Invoice::contractId)
                            .orElse(invoice));
        }
    }

    /** Whether another entity employed who had the expense on its day; one of somebody who is not known here is everybody's. */
    private boolean isOfOthers(ObjectNode expense) {
        LocalDate day = LocalDate.parse(expense.path("expense_date").asText());
        return snapshots
                .find("worker", expense.path("worker_id").asText(), day, Worker.class)
                .map(worker -> worker.employment().legalEntityId())
                .filter(employer -> !employer.equals(entity))
                .isPresent();
    }

    private boolean isBilledByOthers(String projectId) {
        return billers.computeIfAbsent(
                        projectId,
                        id -> snapshots.latest("project", id, Project.class).map(Project::billingEntityId))
                .filter(biller -> !biller.equals(entity))
                .isPresent();
    }
}
