package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.money.BillingCycle;
import io.throughline.money.BillingFacts;
import io.throughline.money.BillingTerms;
import io.throughline.money.CycleWork;
import io.throughline.money.ExpenseFact;
import io.throughline.money.Invoice;
import io.throughline.money.Money;
import io.throughline.money.Rate;
import io.throughline.money.TimeFact;
import io.throughline.people.Canon;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.Routing;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a cycle takes while the invoice of the cycle before is made. */
class CycleWorkTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-01T12:00:00Z"), ZoneOffset.UTC);
    private static final String FIRST = "BC-P-1003-2026-10A";
    private static final String SECOND = "BC-P-1003-2026-10B";

    private final InMemorySnapshots known = Deals.snapshots().put("project", "P-1003", Deals.PROJECT);
    private final InMemoryFacts facts = new InMemoryFacts();
    private final BillProjectRules rules = new BillProjectRules(known, facts, facts, Routing.shipped(), CLOCK);
    private final BillingTerms terms = rules.terms("P-1003").orElseThrow();

    @Test
    void what_an_invoice_took_after_the_time_was_read_is_not_late_time_of_the_next_cycle() {
        facts.time.add(fact(null));

        CycleWork work = CycleWork.of(
                terms, BillingCycle.parse(SECOND), () -> List.copyOf(facts.time), List::of, invoicedWhileLookedAt());

        assertThat(work.reach().from()).isEqualTo(LocalDate.of(2026, 10, 1));
        assertThat(work.entries()).isEmpty();
    }

    @Test
    void a_cycle_is_due_once_and_only_with_something_to_bill() {
        assertThat(rules.isDue(FIRST)).as("nothing to bill").isFalse();
        facts.time.add(fact(null));
        assertThat(rules.isDue(FIRST)).isTrue();
        facts.invoices.add(invoice());
        assertThat(rules.isDue(FIRST)).isFalse();
        assertThat(rules.isDue("BC-P-9999-2026-10A")).isFalse();
    }

    /** The invoice of the first cycle is committed, with its marks, between the first look at time and that at invoices. */
    private BillingFacts invoicedWhileLookedAt() {
        return new BillingFacts() {
            @Override
            public Money billed(String projectId, String currency, String exceptCycleId) {
                return Money.zero(currency);
            }

            @Override
            public Optional<Invoice> invoiceOf(String billingCycleId) {
                facts.time.set(0, fact("INV-US-2026-1003-10A"));
                return billingCycleId.equals(FIRST) ? Optional.of(invoice()) : Optional.empty();
            }

            @Override
            public int invoicesOf(String billingCycleId) {
                return 0;
            }

            @Override
            public List<ExpenseFact> expenses(String projectId, LocalDate from, LocalDate to) {
                return List.of();
            }

            @Override
            public List<String> openExceptions(String projectId) {
                return List.of();
            }
        };
    }

    private static Invoice invoice() {
        return Canon.with(Canon.sample("invoice_issued.json", Invoice.class), "billingCycleId", FIRST);
    }

    private static TimeFact fact(String invoiceId) {
        return new TimeFact(
                "T-1",
                1,
                "W-0006",
                "P-1003",
                null,
                "CON",
                LocalDate.of(2026, 10, 8),
                480,
                true,
                false,
                invoiceId == null ? TimeFact.State.TRANSFERRED : TimeFact.State.BILLED,
                Rate.hourly("150.0000", "USD"),
                "LE-US",
                "CC-1200",
                null,
                invoiceId,
                null);
    }
}
