package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Ownership;
import io.throughline.money.Currencies;
import io.throughline.money.IntercompanyAgreements;
import io.throughline.money.Money;
import io.throughline.money.Rate;
import io.throughline.people.Canon;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.Routing;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the firm has decided in its tables under {@code mappings/codes}: a figure that changes there changes what a rule does. */
class FirmTablesTest {

    private final ExpensePolicy policy = ExpensePolicy.shipped();

    @ParameterizedTest
    @CsvSource({
        "LE-US, AIRFARE, 2500.00, USD",
        "LE-US, RAIL, 500.00, USD",
        "LE-US, TAXI, 150.00, USD",
        "LE-US, HOTEL, 400.00, USD",
        "LE-US, MEALS, 100.00, USD",
        "LE-DE, AIRFARE, 2200.00, EUR",
        "LE-DE, RAIL, 450.00, EUR",
        "LE-DE, TAXI, 120.00, EUR",
        "LE-DE, HOTEL, 350.00, EUR",
        "LE-DE, MEALS, 80.00, EUR",
        "LE-JP, AIRFARE, 350000, JPY",
        "LE-JP, RAIL, 60000, JPY",
        "LE-JP, TAXI, 20000, JPY",
        "LE-JP, HOTEL, 50000, JPY",
        "LE-JP, MEALS, 12000, JPY"
    })
    void an_expense_of_the_limit_passes_and_one_unit_more_is_held(
            String entity, String category, String limit, String currency) {
        Money most = Money.of(limit, currency);
        Money more = most.plus(new Money(BigDecimal.ONE.movePointLeft(Currencies.minorUnits(currency)), currency));
        assertThat(held(entity, category, most)).isEmpty();
        assertThat(held(entity, category, more)).containsExactly("V-EXP-03 HOLD");
    }

    private static List<String> held(String entity, String category, Money amount) {
        InMemorySnapshots known = Deals.snapshots();
        known.put("project", "P-1003", Deals.PROJECT);
        String worker =
                Map.of("LE-US", "W-0007", "LE-DE", "W-0022", "LE-JP", "W-0034").get(entity);
        Expense hotel = Canon.with(Expenses.HOTEL, "amount", amount);
        Expense expense = Canon.with(Canon.with(hotel, "workerId", worker), "category", category);
        Expense own = Canon.with(expense, "billable", false);
        PostExpenseRules rules = new PostExpenseRules(
                known,
                new InMemoryFacts.Spent(),
                ExpensePolicy.shipped(),
                Routing.shipped(),
                Clock.fixed(Instant.parse("2026-11-02T09:00:00Z"), ZoneOffset.UTC));
        return Canon.rules(rules.plan(Canon.event("expense.approved.v1", own.expenseId(), own), own)
                .findings());
    }

    @ParameterizedTest
    @CsvSource({
        "LE-US, AIRFARE=6210 RAIL=6220 TAXI=6230 MILEAGE=6240 HOTEL=6250 MEALS=6260 OTHER=6290",
        "LE-DE, AIRFARE=6210 RAIL=6673 TAXI=6230 MILEAGE=6240 HOTEL=6660 MEALS=6664 OTHER=6290",
        "LE-JP, AIRFARE=6210 RAIL=6220 TAXI=7410 MILEAGE=6240 HOTEL=6250 MEALS=6260 OTHER=6290"
    })
    void every_category_has_its_account(String entity, String accounts) {
        for (String pair : accounts.split(" ")) {
            String[] expected = pair.split("=");
            assertThat(policy.account(entity, expected[0])).as(pair).contains(expected[1]);
        }
    }

    @ParameterizedTest
    @CsvSource({"LE-DE, LE-US", "LE-JP, LE-US"})
    void who_is_lent_costs_a_tenth_more_from_2026_on(String from, String to) {
        IntercompanyAgreements agreements = IntercompanyAgreements.shipped();
        assertThat(agreements
                        .find(from, to, LocalDate.parse("2026-01-01"))
                        .orElseThrow()
                        .charge(new BigDecimal("10.00"), Rate.hourly("60.0000", "EUR"), null))
                .isEqualTo(Money.of("660.00", "EUR"));
        assertThat(agreements.find(from, to, LocalDate.parse("2025-12-31"))).isEmpty();
        assertThat(agreements.find(to, from, LocalDate.parse("2026-10-01"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "worker, hris, name workerType status employment job org overtimeEligible",
        "worker, idp hris, workEmail",
        "worker, erp, costRate",
        "worker, payroll hris, payrollId",
        "customer, crm, legalName tradingName domain",
        "customer, erp, currency paymentTermsDays creditLimit hold holdReason taxIds taxExemptionReason billingAddress billingEntityIds eInvoice",
        "project, erp, erpProjectCode wbs billingEntityId profitCenterId costCenterId",
        "project, psa, name status managerId deliveryLeadId start end tasks timeEntryOpenUntil",
        "contract, erp, billingType currency cap poNumber paymentTermsDays rateCard milestones",
        "contract, psa erp, eac",
        "worker-ending, hris, terminationDate lastDayWorked reason",
        "leave, hris, date hours type status",
        "legal-entity, erp, currency timeZone",
        "cost-center, erp, legalEntityId effectiveTo",
        "fiscal-period, erp, state",
        "fx-rate, erp, rate",
        "holiday-calendar, hris erp, holidays",
        "reference-snapshot, erp hris, ids",
        "rate-card, erp, rows",
        "cost-rate, erp, rate",
        "invoice, erp, net",
        "opportunity, crm, amount",
        "assignment, psa, allocation",
        "time, psa, minutes",
        "expense, psa, amount"
    })
    void every_field_has_its_owner(String object, String owners, String fields) {
        Ownership ownership = Ownership.shipped();
        for (String field : fields.split(" ")) {
            assertThat(ownership.owners(object, field)).as(field).containsExactly(owners.split(" "));
        }
    }

    @Test
    void no_other_field_has_an_owner() {
        Ownership ownership = Ownership.shipped();
        Map.of("worker", 10, "customer", 13, "project", 13)
                .forEach((object, count) -> assertThat(new TreeSet<>(ownership.fields(object)))
                        .as(object)
                        .hasSize(count));
    }
}
