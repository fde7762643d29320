package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.money.Entries;
import io.throughline.money.Money;
import io.throughline.money.Rate;
import io.throughline.money.TimeFact;
import io.throughline.people.Canon;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.Routing;
import io.throughline.work.UnbilledCycles.Cycle;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What waits to be billed, by the cycle it belongs to. */
class UnbilledCyclesTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-10-31T21:00:00Z"), ZoneOffset.UTC);

    private final InMemorySnapshots known = Deals.snapshots().put("project", "P-1003", Deals.PROJECT);
    private final InMemoryFacts facts = new InMemoryFacts();
    private final UnbilledCycles cycles = new UnbilledCycles(
            known,
            facts,
            facts,
            new BillProjectRules(known, facts, facts, Routing.shipped(), NOW),
            new RateLookup(known),
            NOW);

    private void entry(String id, String role, String date, String rate, TimeFact.State state, String invoice) {
        facts.time.add(
                Entries.entry(id, role, date, 60, rate == null ? null : Rate.hourly(rate, "USD"), state, invoice));
    }

    @Test
    void a_cycle_ends_with_its_last_day_where_the_billing_entity_is() {
        Cycle cycle = cycles.of("P-1003", LocalDate.parse("2026-10-20")).orElseThrow();
        assertThat(cycle.id()).isEqualTo("BC-P-1003-2026-10B");
        assertThat(cycle.cutOff()).isEqualTo(OffsetDateTime.parse("2026-10-31T23:59:59-04:00"));
        assertThat(cycle.unbilled()).isEqualTo(Money.zero("USD"));
        assertThat(cycles.of("BC-P-1003-2026-10B")).contains(cycle);
        known.put("contract", "CT-1003", Canon.with(Deals.CONTRACT, "timeZone", "Asia/Tokyo"));
        assertThat(cycles.of(cycle.id()).orElseThrow().cutOff())
                .isEqualTo(OffsetDateTime.parse("2026-10-31T23:59:59+09:00"));
    }

    @ParameterizedTest
    @CsvSource({"billingType, FIXED_MILESTONE", "invoiceCycle, MILESTONE"})
    void what_is_not_billed_by_the_day_has_no_cycles(String field, String value) {
        known.put("contract", "CT-1003", Canon.with(Deals.CONTRACT, field, value));
        if (field.equals("billingType")) {
            known.put("project", "P-1003", Canon.with(Deals.PROJECT, field, value));
        }
        entry("T-1", "SAR", "2026-10-20", "215.0000", TimeFact.State.TRANSFERRED, null);
        assertThat(cycles.of("P-1003", LocalDate.parse("2026-10-20"))).isEmpty();
        assertThat(cycles.of("BC-P-1003-2026-10B")).isEmpty();
        assertThat(cycles.ofProject("P-1003")).isEmpty();
    }

    @Test
    void approved_time_without_an_invoice_is_worth_its_price_or_that_of_the_card() {
        entry("T-1", "SAR", "2026-10-20", "200.0000", TimeFact.State.TRANSFERRED, null);
        entry("T-2", "SAR", "2026-10-21", null, TimeFact.State.APPROVED, null);
        entry("T-3", "ANL", "2026-10-21", null, TimeFact.State.APPROVED, null);
        entry("T-4", null, "2026-10-21", "100.0000", TimeFact.State.APPROVED, null);
        entry("T-5", "SAR", "2026-10-21", "100.0000", TimeFact.State.SUBMITTED, null);
        entry("T-6", "SAR", "2026-10-21", "100.0000", TimeFact.State.BILLED, "INV-1");
        facts.time.add(Entries.internal(Entries.entry("T-7", "SAR", "2026-10-21", 60, "100.0000")));
        facts.time.add(Entries.entry("T-8", "SAR", "2026-10-21", 0, "100.0000"));
        assertThat(cycles.of("BC-P-1003-2026-10B").orElseThrow().unbilled()).isEqualTo(Money.of("415.00", "USD"));
    }

    @Test
    void no_more_waits_than_the_cap_leaves() {
        entry("T-1", "SAR", "2026-10-20", "200.0000", TimeFact.State.TRANSFERRED, null);
        facts.billed = Money.of("249900.00", "USD");
        assertThat(cycles.of("BC-P-1003-2026-10B").orElseThrow().unbilled()).isEqualTo(Money.of("100.00", "USD"));
    }

    @Test
    void of_a_project_only_cycles_are_told_in_which_something_waits() {
        entry("T-1", "SAR", "2026-09-20", "100.0000", TimeFact.State.TRANSFERRED, null);
        entry("T-2", "SAR", "2026-10-05", "200.0000", TimeFact.State.BILLED, "INV-1");
        entry("T-3", "SAR", "2026-10-20", "200.0000", TimeFact.State.TRANSFERRED, null);
        assertThat(cycles.ofProject("P-1003"))
                .extracting(cycle -> cycle.id() + " " + cycle.unbilled())
                .containsExactly("BC-P-1003-2026-09B USD 100.00", "BC-P-1003-2026-10B USD 200.00");
        assertThat(cycles.ofProject("P-9999")).isEmpty();
    }
}
