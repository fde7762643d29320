package flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Plan;
import io.throughline.people.Canon;
import io.throughline.people.InMemorySnapshots;
import io.throughline.work.Deals;
import io.throughline.work.Expense;
import io.throughline.work.Expenses;
import org.junit.jupiter.api.Test;

class PostExpenseTest extends FlowTest {

    private final Expense expense = Expenses.of(Expenses.HOTEL, "189.00", "USD");

    @Override
    InMemorySnapshots firm() {
        return super.firm().put("project", "P-1003", Deals.PROJECT);
    }

    @Test
    void an_approved_expense_is_planned_in_the_erp_and_then_announced() {
        Plan plan = planOf("expense.approved.v1", "X-06", expense);
        assertThat(Canon.steps(plan)).containsExactly("erp netsuite expense");

        Plan after = planAfter(
                Canon.event("expense.approved.v1", "X-06", expense),
                plan.steps().get(0),
                "4501",
                null);

        assertThat(after.emits()).extracting(event -> event.type()).containsExactly("expense.posted.v1");
    }

    @Test
    void an_expense_without_a_rate_waits_for_one() {
        assertThat(planOf("expense.approved.v1", "X-06", Expenses.HOTEL).waitsFor())
                .isEqualTo("fx-rate@throughline:GBP-USD");
    }

    @Test
    void an_expense_that_was_never_accepted_has_nothing_to_reverse() {
        Expense reversed = Canon.with(expense, "status", "REVERSED");
        assertThat(planOf("expense.reversed.v1", "X-06", reversed)).isEqualTo(Plan.NOTHING);
    }
}
