package io.throughline.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.money.BillingReadiness.Blocker;
import io.throughline.money.BillingReadiness.Circumstances;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which gates of a cycle are shut, whose they are, how old what waits is, and the money it holds. */
class BillingReadinessTest {

    private static final BillingCycle CYCLE = BillingCycle.parse("BC-P-1003-2026-10B");
    private static final Circumstances FREE = new Circumstances(List.of(), Money.zero("USD"), false, null, true);

    private final List<TimeFact> time = new ArrayList<>();
    private final List<ExpenseFact> expenses = new ArrayList<>();

    private static BillingTerms terms(
            Money cap, String poNumber, boolean poRequired, Money poRemaining, String... missing) {
        return new BillingTerms(
                "P-1003",
                "C-02",
                "CT-1003",
                "LE-US",
                "USD",
                true,
                InvoiceCycle.SEMI_MONTHLY,
                cap,
                30,
                poNumber,
                poRequired,
                poRemaining,
                BigDecimal.ZERO,
                List.of(missing));
    }

    private static final BillingTerms PLAIN = terms(null, null, false, null);

    private BillingReadiness of(BillingTerms terms, Circumstances known) {
        return BillingReadiness.of(terms, CYCLE, time, expenses, known);
    }

    private void entry(String id, String date, int minutes, String rate, TimeFact.State state, String invoice) {
        time.add(Entries.entry(
                id, "SAR", date, minutes, rate == null ? null : Rate.hourly(rate, "USD"), state, invoice));
    }

    private void expense(String id, String date, Money amount, ExpenseFact.State state) {
        expenses.add(new ExpenseFact(
                id,
                1,
                "W-0007",
                "P-1003",
                LocalDate.parse(date),
                "HOTEL",
                "Savoy",
                amount,
                true,
                state,
                amount,
                null,
                null));
    }

    @Test
    void only_billable_time_within_the_days_and_on_no_invoice_is_worth_something() {
        entry("T-1", "2026-10-15", 60, "100.0000", TimeFact.State.SUBMITTED, null);
        entry("T-2", "2026-11-01", 60, "100.0000", TimeFact.State.SUBMITTED, null);
        entry("T-3", "2026-10-20", 0, "100.0000", TimeFact.State.SUBMITTED, null);
        entry("T-4", "2026-10-20", 60, "100.0000", TimeFact.State.TRANSFERRED, "INV-1");
        entry("T-5", "2026-10-20", 60, "100.0000", TimeFact.State.SUBMITTED, null);
        time.add(Entries.internal(time.remove(4)));
        entry("T-6", "2026-10-16", 60, "100.0000", TimeFact.State.TRANSFERRED, null);
        entry("T-7", "2026-10-31", 60, "100.0000", TimeFact.State.TRANSFERRED, null);

        BillingReadiness readiness = of(PLAIN, FREE);

        assertThat(readiness.ready()).isTrue();
        assertThat(readiness.billable()).isEqualTo(Money.of("200.00", "USD"));
        assertThat(BillingReadiness.of(PLAIN, CYCLE, time, FREE)).isEqualTo(readiness);
    }

    @Test
    void time_on_its_way_says_how_much_how_old_and_whose_it_is() {
        entry("T-1", "2026-10-21", 60, "100.0000", TimeFact.State.SUBMITTED, null);
        entry("T-2", "2026-10-19", 120, "100.0000", TimeFact.State.SUBMITTED, null);
        entry("T-3", "2026-10-22", 60, "100.0000", TimeFact.State.APPROVED, null);
        entry("T-4", "2026-10-23", 60, null, TimeFact.State.APPROVED, null);

        assertThat(of(PLAIN, FREE).blockers())
                .containsExactly(
                        new Blocker(
                                "R1",
                                "project-manager",
                                "2 time entries wait for approval",
                                Money.of("300.00", "USD"),
                                LocalDate.parse("2026-10-19")),
                        new Blocker(
                                "R2",
                                "finance-ops",
                                "2 time entries are approved but not in the ERP",
                                Money.of("100.00", "USD"),
                                LocalDate.parse("2026-10-22")),
                        new Blocker(
                                "R5",
                                "contract-admin",
                                "1 entries have no rate",
                                Money.of("100.00", "USD"),
                                LocalDate.parse("2026-10-23")));
    }

    @Test
    void an_expense_that_is_not_posted_holds_what_it_is_worth_in_the_currency_of_the_contract() {
        expense("X-1", "2026-10-31", Money.of("80.00", "USD"), ExpenseFact.State.APPROVED);
        expense("X-2", "2026-10-20", Money.of("50.00", "GBP"), ExpenseFact.State.APPROVED);
        expense("X-3", "2026-11-01", Money.of("1.00", "USD"), ExpenseFact.State.APPROVED);
        expense("X-4", "2026-10-20", Money.of("7.00", "USD"), ExpenseFact.State.POSTED);

        BillingReadiness readiness = of(PLAIN, FREE);

        assertThat(readiness.billable()).isEqualTo(Money.of("7.00", "USD"));
        assertThat(readiness.blockers())
                .containsExactly(new Blocker(
                        "R3",
                        "finance-ops",
                        "2 expenses are approved but not in the ERP",
                        Money.of("80.00", "USD"),
                        LocalDate.parse("2026-10-20")));
    }

    @Test
    void what_surrounds_a_cycle_shuts_its_gates_too() {
        entry("T-1", "2026-10-20", 60, "100.0000", TimeFact.State.TRANSFERRED, null);
        Circumstances all = new Circumstances(
                List.of("time T-9 is held", "other"), Money.zero("USD"), false, "EUR to USD on 2026-10-31", false);

        assertThat(of(terms(null, null, true, null, "tax id", "address"), all).blockers())
                .extracting(blocker -> blocker.gate() + " " + blocker.owner() + ": " + blocker.reason() + ", "
                        + blocker.amount() + " " + blocker.since())
                .containsExactly(
                        "R4 finance-ops: 2 open exceptions, first: time T-9 is held, USD 100.00 2026-10-20",
                        "R8 account-manager: the purchase order is missing, USD 100.00 2026-10-20",
                        "R9 finance-ops: customer lacks tax id, address, USD 100.00 2026-10-20",
                        "R10 finance-ops: no exchange rate from EUR to USD on 2026-10-31, USD 100.00 2026-10-20",
                        "R11 finance-ops: no accounting period is open for it, USD 100.00 2026-10-20");
    }

    @Test
    void a_purchase_order_pays_up_to_what_is_left_on_it() {
        entry("T-1", "2026-10-20", 60, "100.0000", TimeFact.State.TRANSFERRED, null);
        assertThat(of(terms(null, "PO-1", true, Money.of("100.00", "USD")), FREE)
                        .blockers())
                .isEmpty();
        assertThat(of(terms(null, "PO-1", true, Money.of("99.99", "USD")), FREE).blockers())
                .singleElement()
                .satisfies(blocker -> {
                    assertThat(blocker.gate()).isEqualTo("R8");
                    assertThat(blocker.reason()).isEqualTo("only USD 99.99 is left on the purchase order");
                    assertThat(blocker.amount()).isEqualTo(Money.of("100.00", "USD"));
                });
    }

    @Test
    void a_cap_that_is_used_up_needs_an_approval_and_one_with_something_left_does_not() {
        entry("T-1", "2026-10-20", 60, "100.0000", TimeFact.State.TRANSFERRED, null);
        BillingTerms capped = terms(Money.of("500.00", "USD"), null, false, null);
        Circumstances almost = new Circumstances(List.of(), Money.of("499.99", "USD"), false, null, true);
        assertThat(of(capped, almost).blockers()).isEmpty();
        assertThat(of(capped, almost).billable()).isEqualTo(Money.of("0.01", "USD"));

        Circumstances used = new Circumstances(List.of(), Money.of("500.00", "USD"), false, null, true);
        assertThat(of(capped, used).blockers())
                .containsExactly(new Blocker(
                        "R6",
                        "account-manager",
                        "the cap USD 500.00 is used up",
                        Money.of("100.00", "USD"),
                        time.get(0).workDate()));
        Circumstances approved = new Circumstances(List.of(), Money.of("500.00", "USD"), true, null, true);
        assertThat(of(capped, approved).ready()).isTrue();
        time.clear();
        assertThat(of(capped, used).ready()).as("nothing waits").isTrue();
    }
}
