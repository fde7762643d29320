package io.throughline.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** What holds of money whatever the figures: nothing is lost, nothing is counted twice, order does not matter. */
class MoneyPropertiesTest {

    @Property
    void the_shares_of_an_allocation_sum_to_the_amount(
            @ForAll("amounts") Money amount, @ForAll("weights") List<BigDecimal> weights) {
        List<Money> shares = Rounding.allocate(amount, weights);
        assertThat(shares).hasSameSizeAs(weights);
        assertThat(sum(shares, amount.currency())).isEqualTo(amount);
        BigDecimal all = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal unit = BigDecimal.ONE.movePointLeft(Currencies.minorUnits(amount.currency()));
        for (int i = 0; i < shares.size(); i++) {
            BigDecimal exact = amount.amount().multiply(weights.get(i)).divide(all, 20, RoundingMode.HALF_UP);
            assertThat(shares.get(i).amount().subtract(exact).abs())
                    .as("a share is less than one minor unit off")
                    .isLessThan(unit);
        }
    }

    @Property
    void shares_in_order_sum_to_the_amount_and_none_is_negative(
            @ForAll("amounts") Money amount, @ForAll("weights") List<BigDecimal> weights) {
        Money positive = amount.max(amount.negated());
        List<Money> shares = Rounding.lastTakesRest(positive, weights);
        assertThat(sum(shares, amount.currency())).isEqualTo(positive);
        assertThat(shares).allMatch(share -> share.signum() >= 0);
    }

    @Property
    void milestones_sum_to_the_price_and_release_what_they_retained(
            @ForAll @LongRange(max = 100_000_000) long cents,
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 50) Integer> parts) {
        Money price = new Money(BigDecimal.valueOf(cents, 2), "USD");
        List<Money> amounts = Rounding.lastTakesRest(
                price, parts.stream().map(BigDecimal::valueOf).toList());
        MilestoneBilling billing = MilestoneBilling.ofAmounts(price, amounts, new BigDecimal("0.075"));
        Money paid = sum(
                billing.milestones().stream()
                        .map(MilestoneBilling.Milestone::payable)
                        .toList(),
                "USD");
        assertThat(paid.plus(billing.released())).isEqualTo(price);
    }

    @Property
    void the_months_of_a_retainer_sum_to_its_fee(
            @ForAll @LongRange(max = 50_000_000) long cents,
            @ForAll @IntRange(max = 1000) int start,
            @ForAll @IntRange(max = 800) int days) {
        LocalDate from = LocalDate.of(2026, 1, 1).plusDays(start);
        ServicePeriod period = new ServicePeriod(from, from.plusDays(days));
        Money fee = new Money(BigDecimal.valueOf(cents, 2), "EUR");
        Map<YearMonth, Money> months = StraightLineRevenue.byMonth(fee, period);
        assertThat(sum(List.copyOf(months.values()), "EUR")).isEqualTo(fee);
        YearMonth last = YearMonth.from(period.to());
        assertThat(StraightLineRevenue.of(fee, period, last).toDate()).isEqualTo(fee);
        assertThat(StraightLineRevenue.of(fee, period, last).period()).isEqualTo(months.get(last));
    }

    @Property
    void a_true_up_run_twice_adds_nothing(
            @ForAll @IntRange(min = -50_000, max = 50_000) int minutes,
            @ForAll @LongRange(max = 5_000_000) long newRate,
            @ForAll @LongRange(min = -10_000_000, max = 10_000_000) long settledCents,
            @ForAll @LongRange(min = -100_000, max = 100_000) long earlierCents) {
        Rate rate = new Rate(BigDecimal.valueOf(newRate, 4), "USD", Rate.Unit.HUR);
        Money settled = new Money(BigDecimal.valueOf(settledCents, 2), "USD");
        Money earlier = new Money(BigDecimal.valueOf(earlierCents, 2), "USD");
        YearMonth month = YearMonth.of(2026, 9);
        TrueUp first = TrueUp.of(Hours.of(minutes), rate, settled, earlier, month, month);
        TrueUp second = TrueUp.of(Hours.of(minutes), rate, settled, earlier.plus(first.amount()), month, month);
        assertThat(settled.plus(earlier).plus(first.amount())).isEqualTo(rate.times(Hours.of(minutes)));
        assertThat(second.amount()).isEqualTo(Money.zero("USD"));
        assertThat(second.document()).isEqualTo(TrueUp.Document.NONE);
    }

    @Property
    void the_price_of_time_does_not_depend_on_the_order_in_which_it_arrives(
            @ForAll("entries") List<TimeFact> entries, @ForAll Random random) {
        List<TimeFact> shuffled = new ArrayList<>(entries);
        Collections.shuffle(shuffled, random);
        assertThat(TimePricing.PLAIN.lines(shuffled)).isEqualTo(TimePricing.PLAIN.lines(entries));
        Rate raised = Rate.hourly("231.5000", "USD");
        assertThat(TimePricing.PLAIN.lines(
                        shuffled.stream().map(entry -> entry.at(raised)).toList()))
                .isEqualTo(TimePricing.PLAIN.lines(
                        entries.stream().map(entry -> entry.at(raised)).toList()));
        for (RoundingPolicy policy : RoundingPolicy.values()) {
            TimePricing pricing = new TimePricing(policy, new BigDecimal("0.0333"));
            assertThat(pricing.total(shuffled, "USD")).isEqualTo(pricing.total(entries, "USD"));
        }
    }

    @Property
    void revenue_to_date_less_billed_is_the_balance_of_the_contract(
            @ForAll("entries") List<TimeFact> entries, @ForAll @LongRange(max = 5_000_000) long capCents) {
        Money cap = new Money(BigDecimal.valueOf(capCents, 2), "USD");
        Money revenue = Money.zero("USD");
        for (int number = 9; number <= 12; number++) {
            YearMonth month = YearMonth.of(2026, number);
            RevenueFigure figure = AsIncurredRevenue.of(entries, month, TimePricing.PLAIN, cap, "USD");
            assertThat(figure.prior()).isEqualTo(revenue);
            revenue = revenue.plus(figure.period());
        }
        assertThat(revenue.exceeds(cap)).isFalse();
        List<TimeFact> billed = entries.stream()
                .filter(entry -> entry.state() == TimeFact.State.BILLED)
                .toList();
        Money invoiced = TimePricing.PLAIN.total(billed, "USD");
        ContractBalance balance = ContractBalance.of("CT-1", revenue, invoiced);
        assertThat(balance.net()).isEqualTo(revenue.minus(invoiced));
        assertThat(balance.asset().minus(balance.liability())).isEqualTo(revenue.minus(invoiced));
        assertThat(balance.asset().signum() * balance.liability().signum()).isZero();
    }

    @Property
    void payroll_takes_all_hours_of_a_week_and_no_more_than_forty_are_regular(
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 0, max = 720) Integer> minutes,
            @ForAll boolean eligible) {
        LocalDate monday = LocalDate.of(2026, 10, 26);
        List<PayrollHours.Worked> week = new ArrayList<>();
        BigDecimal in = BigDecimal.ZERO;
        for (int i = 0; i < minutes.size(); i++) {
            week.add(new PayrollHours.Worked(monday.plusDays(i % 7), "T-" + i, minutes.get(i)));
            in = in.add(Hours.of(minutes.get(i)));
        }
        BigDecimal regular = BigDecimal.ZERO;
        BigDecimal overtime = BigDecimal.ZERO;
        for (PayrollHours.Day day : PayrollHours.classify(week, eligible)) {
            regular = regular.add(day.regular());
            overtime = overtime.add(day.overtime());
        }
        BigDecimal forty = new BigDecimal("40");
        assertThat(regular.add(overtime)).isEqualByComparingTo(in);
        assertThat(overtime).isEqualByComparingTo(eligible ? in.subtract(forty).max(BigDecimal.ZERO) : BigDecimal.ZERO);
    }

    @Property
    void revenue_by_cost_sums_to_the_price_when_the_work_is_done(
            @ForAll @LongRange(min = 1, max = 100_000_000) long priceCents,
            @ForAll @Size(min = 1, max = 12) List<@LongRange(max = 10_000_000) Long> costs,
            @ForAll @Size(value = 12) List<@LongRange(max = 50_000_000) Long> stillToCome) {
        Money price = new Money(BigDecimal.valueOf(priceCents, 2), "USD");
        Money revenue = Money.zero("USD");
        long cost = 0;
        for (int i = 0; i < costs.size(); i++) {
            cost += costs.get(i);
            long remaining = i == costs.size() - 1 ? 0 : stillToCome.get(i);
            Assume.that(cost + remaining > 0);
            CostToCost measured = new CostToCost(
                    price,
                    new CostToCost.Estimate(
                            new Money(BigDecimal.valueOf(cost, 2), "USD"),
                            new Money(BigDecimal.valueOf(cost + remaining, 2), "USD")),
                    null,
                    revenue);
            revenue = revenue.plus(measured.revenue().period());
            if (measured.expectedResult().signum() < 0) {
                assertThat(measured.resultToDate().minus(measured.provision()))
                        .as("an onerous contract shows its whole expected loss")
                        .isEqualTo(measured.expectedResult().min(measured.resultToDate()));
            } else {
                assertThat(measured.provision()).isEqualTo(Money.zero("USD"));
            }
        }
        assertThat(revenue).isEqualTo(price);
    }

    @Provide
    Arbitrary<Money> amounts() {
        return Combinators.combine(
                        Arbitraries.longs().between(-100_000_000, 100_000_000),
                        Arbitraries.of("USD", "EUR", "JPY", "KWD"))
                .as((units, currency) ->
                        new Money(BigDecimal.valueOf(units, Currencies.minorUnits(currency)), currency));
    }

    @Provide
    Arbitrary<List<BigDecimal>> weights() {
        return Arbitraries.integers()
                .between(0, 100_000)
                .map(weight -> BigDecimal.valueOf(weight, 3))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .filter(weights -> weights.stream().anyMatch(weight -> weight.signum() > 0));
    }

    @Provide
    Arbitrary<List<TimeFact>> entries() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 120),
                        Arbitraries.integers().between(0, 600),
                        Arbitraries.of("SAR", "CON"),
                        Arbitraries.of("210.0000", "145.5000"),
                        Arbitraries.of(TimeFact.State.values()))
                .as((day, minutes, role, rate, state) -> Entries.entry(
                        "T",
                        role,
                        LocalDate.of(2026, 9, 1).plusDays(day).toString(),
                        minutes,
                        Rate.hourly(rate, "USD"),
                        state,
                        null))
                .list()
                .ofMaxSize(15)
                .map(entries -> {
                    List<TimeFact> named = new ArrayList<>();
                    for (TimeFact entry : entries) {
                        named.add(Entries.named(entry, "T-" + named.size()));
                    }
                    return named;
                });
    }

    private static Money sum(List<Money> amounts, String currency) {
        return amounts.stream().reduce(Money.zero(currency), Money::plus);
    }
}
