package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.money.Money;
import io.throughline.money.TimeFact;
import io.throughline.people.Canon;
import io.throughline.people.DemoFirm;
import io.throughline.people.Impact;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.RetroPolicy;
import io.throughline.people.Routing;
import io.throughline.people.TimeOfWorkers;
import io.throughline.people.Worker;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** CALC-10 of the domain: W-0002 moves from LE-US to LE-DE on 14 September 2026, entered on 8 October, September billed. */
class WorkDoneTest {

    private static final LocalDate FROM = LocalDate.of(2026, 9, 14);

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-10-08T16:00:00Z"), ZoneOffset.UTC);

    private final InMemorySnapshots known = Deals.snapshots().put("project", "P-1003", Deals.PROJECT);
    private final TimeOfWorkers time = new TimeOfWorkers();
    private final Worker before = DemoFirm.worker("W-0002");
    private final Worker after = Canon.with(
            Canon.with(Canon.with(before, "employment.legalEntityId", "LE-DE"), "org.costCenterId", "CC-4100"),
            "org.country",
            "DE");

    private final InMemoryFacts billed = new InMemoryFacts();
    private final WorkDone done = new WorkDone(
            known,
            time,
            new RateLookup(known),
            new RetroPolicy(known, 1),
            new UnbilledCycles(
                    known,
                    time,
                    billed,
                    new BillProjectRules(known, time, billed, Routing.shipped(), CLOCK),
                    new RateLookup(known),
                    CLOCK),
            new WorkDone.Policy("USD", new BigDecimal("0.10"), new BigDecimal("0.09")),
            CLOCK);

    private void rate() {
        known.put(
                "fx-rate",
                "EUR-USD",
                Map.of(
                        "fxRateId", "EUR-USD",
                        "version", 1,
                        "from", "EUR",
                        "to", "USD",
                        "type", "CLOSING",
                        "date", "2026-09-30",
                        "rate", "1.0800000000"));
    }

    private void september() {
        rate();
        LocalDate day = FROM;
        for (int i = 1; i <= 13; day = day.plusDays(1)) {
            if (day.getDayOfWeek().getValue() < 6) {
                time.add("T-" + i++, "W-0002", day, 480, true, TimeFact.State.BILLED);
            }
        }
    }

    @Test
    void the_figures_of_the_transfer_in_the_middle_of_the_engagement() {
        september();
        Impact impact = done.assess(before, after, FROM);
        assertThat(impact.missing()).isEmpty();
        assertThat(impact.minutes()).isEqualTo(Map.of(TimeFact.State.BILLED, 6240L));
        assertThat(impact.revenue()).isEqualTo(Money.of("22360.00", "USD"));
        assertThat(impact.clientDelta()).isEqualTo(Money.of("0.00", "USD"));
        assertThat(impact.costBefore()).isEqualTo(Money.of("9620.00", "USD"));
        assertThat(impact.costAfter()).isEqualTo(Money.of("7652.46", "USD"));
        assertThat(impact.costDelta()).isEqualTo(Money.of("-1967.54", "USD"));
        assertThat(impact.intercompany()).isEqualTo(Money.of("8417.70", "USD"));
        assertThat(impact.marginBefore()).isEqualByComparingTo("0.5698");
        assertThat(impact.marginAfter()).isEqualByComparingTo("0.6578");
        assertThat(impact.entityMarginBefore()).isEqualByComparingTo("0.5698");
        assertThat(impact.entityMarginAfter())
                .as("of LE-US, which is charged 8417.70")
                .isEqualByComparingTo("0.6235");
        assertThat(impact.timing()).as("all of it is billed").isEmpty();
        assertThat(impact.closedPeriods()).containsExactly("LE-DE-2026-09", "LE-US-2026-09");
        assertThat(impact.invoices()).containsExactly("INV-1");
        assertThat(impact.projects()).containsExactly("P-1003");
        assertThat(impact.payrollRetro()).isTrue();
    }

    @Test
    void work_before_the_date_and_work_that_was_refused_is_not_affected() {
        rate();
        time.add("T-1", "W-0002", FROM.minusDays(1), 480, true, TimeFact.State.BILLED);
        time.add("T-2", "W-0002", FROM, 480, true, TimeFact.State.REJECTED);
        assertThat(done.assess(before, after, FROM).nothing()).isTrue();
    }

    @Test
    void a_cost_centre_within_the_entity_costs_the_same_and_is_nobodys_charge() {
        september();
        Impact impact = done.assess(before, Canon.with(before, "org.costCenterId", "CC-1200"), FROM);
        assertThat(impact.costDelta()).isEqualTo(Money.zero("USD"));
        assertThat(impact.intercompany()).isEqualTo(Money.zero("USD"));
        assertThat(impact.payrollRetro()).isFalse();
        assertThat(impact.closedPeriods()).containsExactly("LE-US-2026-09");
    }

    @Test
    void work_that_is_not_billed_says_which_invoice_waits_for_it_and_by_how_much_that_is_later() {
        rate();
        time.add("T-1", "W-0002", LocalDate.of(2026, 9, 30), 480, true, TimeFact.State.APPROVED);
        time.add("T-2", "W-0002", LocalDate.of(2026, 10, 5), 480, true, TimeFact.State.TRANSFERRED);
        time.add("T-3", "W-0002", LocalDate.of(2026, 10, 6), 480, false, TimeFact.State.APPROVED);

        Impact impact = done.assess(before, after, FROM);

        assertThat(impact.timing())
                .as("September is over and goes with the half of October that is running; that goes with the next")
                .containsExactly(
                        new Impact.InvoiceAtRisk(
                                "BC-P-1003-2026-09B",
                                "P-1003",
                                Money.of("1720.00", "USD"),
                                LocalDate.of(2026, 9, 30),
                                -8,
                                LocalDate.of(2026, 10, 15),
                                15,
                                Money.of("6.36", "USD")),
                        new Impact.InvoiceAtRisk(
                                "BC-P-1003-2026-10A",
                                "P-1003",
                                Money.of("1720.00", "USD"),
                                LocalDate.of(2026, 10, 15),
                                7,
                                LocalDate.of(2026, 10, 31),
                                16,
                                Money.of("6.79", "USD")));
    }

    @Test
    void what_has_no_exchange_rate_is_named_and_not_taken_for_nothing() {
        time.add("T-1", "W-0002", FROM, 480, true, TimeFact.State.APPROVED);
        assertThat(done.assess(before, after, FROM).missing()).containsExactly("an exchange rate of EUR");
    }

    @Test
    void another_role_changes_what_the_client_pays_for_work_priced_by_it() {
        rate();
        time.add("T-1", "W-0002", FROM, 480, true, TimeFact.State.BILLED);
        Impact impact = done.assess(before, Canon.with(before, "job.roleId", "CON"), FROM);
        assertThat(impact.clientDelta()).isEqualTo(Money.of("-520.00", "USD"));
    }

    @Test
    void a_regulated_project_is_named_when_the_country_changes_and_he_is_booked_there() {
        known.put("project", "P-1003", Canon.with(Deals.PROJECT, "regulated", true));
        known.put(
                "assignment",
                "A-1",
                Map.of(
                        "assignmentId", "A-1",
                        "version", 1,
                        "workerId", "W-0002",
                        "projectId", "P-1003",
                        "roleId", "SAR",
                        "status", "ACTIVE",
                        "from", "2026-09-01",
                        "to", "2027-01-01",
                        "allocation", Map.of("pct", "1.0000"),
                        "billable", true));
        assertThat(done.assess(before, after, FROM).regulated()).containsExactly("P-1003");
        assertThat(done.assess(before, Canon.with(after, "org.country", "US"), FROM)
                        .regulated())
                .isEmpty();
        assertThat(done.assess(before, after, LocalDate.of(2027, 1, 1)).regulated())
                .isEmpty();
    }
}
