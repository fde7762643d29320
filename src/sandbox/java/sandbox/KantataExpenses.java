package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Expenses and the reports they are submitted on; an expense is approved when its report is. */
final class KantataExpenses {

    private static final String EXPENSES = KantataResource.EXPENSES.key();

    private final Records records;

    KantataExpenses(Records records) {
        this.records = records;
    }

    /** Fills in what Kantata derives or defaults in an expense. */
    void complete(ObjectNode expense) {
        if (!expense.hasNonNull("currency")) {
            JsonNode workspace =
                    records.get("workspaces", expense.path("workspace_id").asText());
            expense.put(
                    "currency",
                    workspace == null ? "USD" : workspace.path("currency").asText("USD"));
        }
        expense.put("currency_base_unit", "JPY".equals(expense.get("currency").asText()) ? 1 : 100);
        for (String flag : new String[] {"billable", "reimbursable", "is_invoiced"}) {
            expense.put(flag, expense.path(flag).asBoolean());
        }
        expense.put("active_submission_id", Json.text(expense, "active_submission_id"));
    }

    /** Points the expenses of a report to it; a new one is pending. */
    void attach(ObjectNode report) {
        for (JsonNode id : report.path("expense_ids")) {
            ObjectNode expense = records.get(EXPENSES, id.asText());
            if (expense != null) {
                expense.put("active_submission_id", report.get("id").asText());
            }
        }
        if (!report.has("status")) {
            report.put("status", "pending");
        }
    }

    /** Whether the record is no expense of another period than {@code from:to}. */
    boolean incurredBetween(ObjectNode record, String range) {
        if (range == null || !record.has("amount_in_cents")) {
            return true;
        }
        String[] ends = range.split(":", 2);
        String date = record.path("date").asText();
        return ends.length == 2 && date.compareTo(ends[0]) >= 0 && date.compareTo(ends[1]) <= 0;
    }
}
