package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.money.BillingReadiness;
import io.throughline.money.Invoice;
import io.throughline.money.InvoiceRules;
import io.throughline.money.Money;
import io.throughline.money.PostingPeriods;
import io.throughline.money.Rate;
import io.throughline.money.RevenueEvent;
import io.throughline.money.TimeFact;
import io.throughline.people.Canon;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.Routing;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** CALC-04: days, factors, discounts and rounding as the contract has them, on invoice, readiness and revenue. */
class ContractPricingTest {

    private static final String CYCLE = "BC-P-1003-2026-10B";
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-10-31T21:00:00Z"), ZoneOffset.UTC);
    private static final LocalDate FRIDAY = LocalDate.of(2026, 10, 16);
    private static final LocalDate SATURDAY = LocalDate.of(2026, 10, 17);

    private final InMemorySnapshots known = Deals.snapshots().put("project", "P-1003", Deals.PROJECT);
    private final InMemoryFacts facts = new InMemoryFacts();
    private final RateLookup rates = new RateLookup(known);
    private final BillProjectRules rules = new BillProjectRules(known, facts, facts, Routing.shipped(), NOW);
    private final Event ready = Canon.event("billing.ready.v1", CYCLE, Deals.PROJECT);

    private void agreed(String fields, String row) {
        ObjectNode contract = Json.toTree(Deals.CONTRACT);
        contract.setAll((ObjectNode) Json.tree("{" + fields + "}"));
        contract.withArray("rateCard")
                .removeAll()
                .add(Json.tree("{\"roleId\":\"SAR\",\"currency\":\"USD\",\"from\":\"2026-01-01\"," + row + "}"));
        known.put("contract", "CT-1003", contract);
    }

    private void worked(String id, LocalDate day, int minutes, boolean overtime) {
        TimeFact fact = new TimeFact(
                id,
                1,
                "W-0007",
                "P-1003",
                null,
                "SAR",
                day,
                minutes,
                true,
                overtime,
                TimeFact.State.TRANSFERRED,
                null,
                "LE-US",
                "CC-1200",
                null,
                null,
                null);
        facts.time.add(fact.at(price(day, overtime)));
    }

    private Rate price(LocalDate day, boolean overtime) {
        return ((RateLookup.Found) rates.find(Deals.PROJECT, null, "W-0007", "SAR", day, overtime)).rate();
    }

    private Invoice invoice() {
        return Json.read(rules.plan(ready, CYCLE).steps().get(0).payload(), Invoice.class);
    }

    private static List<String> lines(Invoice invoice) {
        List<String> lines = new ArrayList<>();
        invoice.lines()
                .forEach(line -> lines.add(line.quantity().toPlainString() + " " + line.unit() + " at "
                        + line.unitPrice().toPlainString() + " = "
                        + line.amount().toPlainString()));
        return lines;
    }

    private static BigDecimal dec(String value) {
        return new BigDecimal(value);
    }

    @Test
    void a_price_of_a_day_bills_days_and_not_hours() {
        agreed("", "\"unit\":\"DAY\",\"rate\":\"1200.0000\"");
        worked("T-1", FRIDAY, 480, false);
        worked("T-2", FRIDAY.plusDays(3), 350, false);
        assertThat(lines(invoice())).containsExactly("1.75 DAY at 1200.0000 = 2100.00");
        assertThat(invoice().policyId()).isEqualTo("round_line+day_8.00_0.25");
        assertThat(rules.readiness(CYCLE).map(BillingReadiness::billable)).contains(Money.of("2100.00", "USD"));
    }

    @Test
    void a_discount_follows_the_lines_and_comes_before_the_maximum() {
        agreed("\"discountPct\":\"0.0500\"", "\"rate\":\"215.0000\"");
        worked("T-1", FRIDAY, 480, false);
        Invoice invoice = invoice();
        assertThat(lines(invoice)).containsExactly("8.00 HUR at 215.0000 = 1720.00", "-1.00 EA at 86.0000 = -86.00");
        assertThat(invoice.lines().get(1).description()).isEqualTo("Discount 5 %");
        assertThat(invoice.net()).isEqualTo(dec("1634.00"));
        assertThat(InvoiceRules.overCap(invoice))
                .as("a discount is not over the cap")
                .isEqualTo(Money.zero("USD"));
        assertThat(invoice.policyId()).isEqualTo("round_line+discount_0.0500");
        assertThat(rules.readiness(CYCLE).map(BillingReadiness::billable)).contains(Money.of("1634.00", "USD"));

        facts.billed = Money.of("248400.00", "USD");
        Invoice capped = invoice();
        assertThat(capped.net()).isEqualTo(dec("1600.00"));
        assertThat(InvoiceRules.overCap(capped)).isEqualTo(Money.of("34.00", "USD"));
    }

    @Test
    void a_contract_may_round_entry_by_entry() {
        worked20Minutes();
        assertThat(lines(invoice())).containsExactly("1.00 HUR at 210.0000 = 210.00");
        assertThat(invoice().policyId()).isEqualTo("round_line");
        agreed("\"rounding\":\"ROUND_ENTRY\"", "\"rate\":\"210.0000\"");
        assertThat(lines(invoice())).containsExactly("0.99 HUR at 210.0000 = 207.90");
        assertThat(invoice().policyId()).isEqualTo("round_entry");
        assertThat(rules.readiness(CYCLE).map(BillingReadiness::billable)).contains(Money.of("207.90", "USD"));
    }

    private void worked20Minutes() {
        agreed("", "\"rate\":\"210.0000\"");
        worked("T-1", FRIDAY, 20, false);
        worked("T-2", FRIDAY, 20, false);
        worked("T-3", FRIDAY, 20, false);
    }

    @Test
    void overtime_and_weekends_cost_more_only_where_the_contract_says_so() {
        agreed("", "\"rate\":\"200.0000\"");
        assertThat(price(SATURDAY, true)).isEqualTo(Rate.hourly("200", "USD"));
        agreed("", "\"rate\":\"200.0000\",\"overtimeMultiplier\":\"1.5\",\"weekendMultiplier\":\"1.25\"");
        assertThat(price(FRIDAY, false)).isEqualTo(Rate.hourly("200", "USD"));
        assertThat(price(FRIDAY, true)).isEqualTo(Rate.hourly("300", "USD"));
        assertThat(price(SATURDAY, false)).isEqualTo(Rate.hourly("250", "USD"));
        assertThat(price(SATURDAY.plusDays(1), true)).as("the greater counts").isEqualTo(Rate.hourly("300", "USD"));
        worked("T-1", FRIDAY, 60, false);
        worked("T-2", FRIDAY, 60, true);
        worked("T-3", SATURDAY, 60, false);
        assertThat(lines(invoice()))
                .containsExactlyInAnyOrder(
                        "1.00 HUR at 200.0000 = 200.00",
                        "1.00 HUR at 300.0000 = 300.00",
                        "1.00 HUR at 250.0000 = 250.00");
    }

    @Test
    void a_price_by_the_piece_is_none_for_time() {
        agreed("", "\"unit\":\"EA\",\"rate\":\"200.0000\"");
        assertThat(rates.find(Deals.PROJECT, null, "W-0007", "SAR", FRIDAY))
                .isEqualTo(new RateLookup.Missing(
                        "RATE_NOT_FOUND",
                        "the rate of the contract for role SAR on 2026-10-16 for project P-1003 is by the piece"));
    }

    @Test
    void revenue_is_what_the_client_pays_and_names_how_it_is_counted() {
        agreed("\"discountPct\":\"0.0500\"", "\"rate\":\"215.0000\"");
        worked("T-1", FRIDAY, 480, false);
        RevenueRules revenue =
                new RevenueRules(known, facts, new Months.Kept(), rates, new PostingPeriods(known, NOW), NOW);
        RevenueEvent event = Json.read(
                revenue.plan(Months.due("CT-1003", "2026-10")).emits().get(0).data(), RevenueEvent.class);
        assertThat(event.amount()).isEqualTo(Money.of("1634.00", "USD"));
        assertThat(event.policyId()).isEqualTo("revenue_as_incurred+round_line+discount_0.0500");
        assertThat(event.period()).isEqualTo(YearMonth.of(2026, 10));
    }

    @Test
    void systems_that_know_hours_alone_get_the_part_of_an_hour() {
        RateRow daily = Json.read(
                Json.tree("{\"roleId\":\"SAR\",\"currency\":\"USD\",\"from\":\"2026-01-01\",\"unit\":\"DAY\","
                        + "\"rate\":\"1200.0000\"}"),
                RateRow.class);
        assertThat(daily.perHour().rate()).isEqualByComparingTo("150");
        assertThat(daily.perHour().unit()).isEqualTo(RateRow.Unit.HUR);
        assertThat(daily.perHour().perHour()).isEqualTo(daily.perHour());
    }
}
