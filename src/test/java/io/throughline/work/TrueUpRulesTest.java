package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Settled;
import io.throughline.contract.Step;
import io.throughline.money.BillingCycle;
import io.throughline.money.BillingTerms;
import io.throughline.money.Invoice;
import io.throughline.money.InvoiceRules;
import io.throughline.money.Money;
import io.throughline.money.PostingPeriods;
import io.throughline.money.Rate;
import io.throughline.money.TimeFact;
import io.throughline.money.TrueUp;
import io.throughline.people.Canon;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.Routing;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** WF-21 with CALC-14: SAR on P-1014 is raised from 160 to 168 as of September, which is billed. */
class TrueUpRulesTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-10-22T12:00:00Z"), ZoneOffset.UTC);
    private static final RateCard OLD =
            card(1, "{\"roleId\":\"SAR\",\"rate\":\"160.0000\",\"currency\":\"EUR\",\"from\":\"2026-01-01\"}");
    private static final RateCard RAISED =
            card(2, row("160.0000", "\"2026-01-01\",\"to\":\"2026-09-01\"") + "," + row("168.0000", "\"2026-09-01\""));
    private static final Contract CONTRACT = Months.contract("1014", "TM", "EUR", "LE-DE", "");

    private final InMemorySnapshots known = Deals.snapshots()
            .put("contract", "CT-1014", CONTRACT)
            .put("project", "P-1014", Months.project(CONTRACT))
            .put("rate-card", "RC-P-1014", OLD);
    private final InMemoryFacts facts = new InMemoryFacts();
    private final PostingPeriods periods = new PostingPeriods(known, NOW);
    private final RateLookup rates = new RateLookup(known);
    private final BillProjectRules projects = new BillProjectRules(known, facts, facts, Routing.shipped(), NOW);
    private final TrueUpCredit credit = new TrueUpCredit(known, projects, Routing.shipped(), periods, NOW);
    private final TrueUpRules rules = new TrueUpRules(known, facts, id -> Optional.of(entry(id)), rates, periods, NOW);
    private final BillTrueUpRules billing = new BillTrueUpRules(
            known, facts, rates, credit, periods, new GroupCurrency(known, "USD", NOW), Money.of("5000", "USD"), NOW);

    TrueUpRulesTest() {
        Invoice september = Json.read(
                """
                {"invoiceId":"INV-DE-2026-1014-09","version":1,"customerId":"C-02","projectIds":["P-1014"],"contractId":"CT-1014",
                 "billingEntityId":"LE-DE","issueDate":"2026-09-30","dueDate":"2026-10-30","currency":"EUR",
                 "servicePeriod":{"from":"2026-09-01","to":"2026-09-30"},"billingCycleId":"BC-P-1014-2026-09",
                 "net":"24000.00","tax":"0.00","gross":"24000.00","status":"ISSUED",
                 "lines":[{"lineNo":1,"kind":"TIME","quantity":"150.00","unit":"HUR","unitPrice":"160.0000","amount":"24000.00"}]}""",
                Invoice.class);
        facts.invoices.add(september);
        known.put("invoice", september.invoiceId(), september);
        known.put(
                "fx-rate",
                "FX-1",
                Map.of(
                        "fxRateId",
                        "FX-1",
                        "version",
                        1,
                        "from",
                        "EUR",
                        "to",
                        "USD",
                        "type",
                        "CLOSING",
                        "date",
                        "2026-10-21",
                        "rate",
                        "1.0800000000"));
        for (int day = 1; day <= 15; day++) {
            facts.time.add(fact(
                    "T-S" + day, "2026-09-%02d".formatted(day), 600, TimeFact.State.BILLED, september.invoiceId()));
        }
        for (int day = 5; day <= 9; day++) {
            facts.time.add(fact("T-O" + day, "2026-10-%02d".formatted(day), 480, TimeFact.State.TRANSFERRED, null));
        }
    }

    private static String row(String rate, String from) {
        return "{\"roleId\":\"SAR\",\"rate\":\"%s\",\"currency\":\"EUR\",\"from\":%s}".formatted(rate, from);
    }

    private static RateCard card(long version, String rows) {
        return Json.read(
                "{\"rateCardId\":\"RC-P-1014\",\"version\":%d,\"projectId\":\"P-1014\",\"rows\":[%s]}"
                        .formatted(version, rows),
                RateCard.class);
    }

    private static TimeFact fact(String id, String date, int minutes, TimeFact.State state, String invoiceId) {
        TimeFact fact =
                Months.entry(id, "W-0025", "SAR", "LE-DE", "P-1014", date, minutes, Rate.hourly("160.0000", "EUR"));
        return new TimeFact(
                id,
                1,
                fact.workerId(),
                fact.projectId(),
                null,
                "SAR",
                fact.workDate(),
                minutes,
                true,
                false,
                state,
                fact.billRate(),
                "LE-DE",
                null,
                null,
                invoiceId,
                null);
    }

    private TimeEntry entry(String id) {
        TimeFact fact = facts.latest(id).orElseThrow();
        return Json.read(
                """
                {"timeEntryId":"%s","version":1,"workerId":"W-0025","projectId":"P-1014","workDate":"%s",
                 "workTimeZone":"Europe/Berlin","minutes":%d,"billable":true,"roleId":"SAR","timeType":"REGULAR",
                 "status":"APPROVED","note":"Workshop","billRate":{"amount":"160.0000","currency":"EUR"}}"""
                        .formatted(id, fact.workDate(), fact.minutes()),
                TimeEntry.class);
    }

    /** What follows from a card, as if each event was planned in turn. */
    private Plan change(RateCard card) {
        Plan changed = rules.changed(Canon.event("ratecard.changed.v1", card.rateCardId(), card), card);
        known.put("rate-card", card.rateCardId(), card);
        assertThat(changed.emits()).extracting(Event::type).containsExactly("trueup.due.v1");
        return rules.due(changed.emits().get(0));
    }

    private static List<Event> emitted(Plan plan, String type) {
        return plan.emits().stream().filter(event -> event.type().equals(type)).toList();
    }

    private Plan bill(TrueUpClaim claim) {
        Plan plan = billing.plan(Canon.event("trueup.proposed.v1", claim.trueUpId(), claim), claim);
        if (!plan.held()) {
            known.put("true-up", claim.trueUpId(), claim);
        }
        return plan;
    }

    private TrueUpClaim claim(Plan due) {
        return Json.read(emitted(due, "trueup.proposed.v1").get(0).data(), TrueUpClaim.class);
    }

    private void reprice(Plan due) {
        List<TimeFact> renewed = new ArrayList<>();
        for (TimeFact fact : facts.time) {
            renewed.add(emitted(due, "time.repriced.v1").stream()
                    .filter(event -> event.subject().equals(fact.timeEntryId()))
                    .findFirst()
                    .map(event ->
                            fact.at(Json.read(event.data(), TimeEntry.class).billRate()))
                    .orElse(fact));
        }
        facts.time.clear();
        facts.time.addAll(renewed);
    }

    private Invoice october() {
        String cycle = "BC-P-1014-2026-10";
        Plan plan = projects.plan(Canon.event("billing.ready.v1", cycle, CONTRACT), cycle);
        assertThat(plan.steps()).as("%s", plan.findings()).hasSize(1);
        return Json.read(plan.steps().get(0).payload(), Invoice.class);
    }

    @Test
    void what_was_billed_is_a_line_of_the_next_invoice_and_the_rest_is_at_the_new_price() {
        Plan due = change(RAISED);
        assertThat(emitted(due, "trueup.proposed.v1").get(0).idempotencyKey()).isEqualTo("trueup:2:P-1014:2026-09");
        TrueUpClaim claim = claim(due);
        assertThat(claim.amount()).isEqualTo(Money.of("1200.00", "EUR"));
        assertThat(claim.hours()).isEqualByComparingTo("150.00");
        assertThat(claim.servicePeriod()).isEqualTo(YearMonth.of(2026, 9));
        assertThat(claim.document()).isEqualTo(TrueUp.Document.TRUE_UP_LINE);
        assertThat(bill(claim).emits()).extracting(Event::type).containsExactly("revenue.due.v1");
        reprice(due);

        Invoice invoice = october();
        assertThat(invoice.lines())
                .extracting(line -> line.kind() + " " + line.quantity() + " " + line.unitPrice() + " " + line.amount())
                .containsExactly("TIME 40.00 168.0000 6720.00", "TRUE_UP 1.00 1200.0000 1200.00");
        assertThat(invoice.lines().get(1).servicePeriod()).isEqualTo(Months.month("2026-09"));
        assertThat(invoice.net()).isEqualByComparingTo("7920.00");
        assertThat(invoice.gross()).isEqualByComparingTo("7920.00");

        known.put(
                "invoice",
                "INV-OTHER",
                Canon.with(Canon.with(invoice, "invoiceId", "INV-OTHER"), "billingCycleId", "BC-P-1014-2026-11"));
        assertThat(october().lines()).as("billed elsewhere").hasSize(1);
    }

    @Test
    void unbilled_time_is_sent_to_the_erp_once_more_at_the_new_price() {
        List<Event> repriced = emitted(change(RAISED), "time.repriced.v1");
        assertThat(repriced).hasSize(5);
        TimeEntry entry = Json.read(repriced.get(0).data(), TimeEntry.class);
        assertThat(entry.billRate()).isEqualTo(Rate.hourly("168.0000", "EUR"));
        assertThat(entry.note()).isEqualTo("Workshop");
        assertThat(entry.status()).isEqualTo(TimeEntry.Status.TRANSFERRED);

        RepriceTimeRules reprice = new RepriceTimeRules(known, Routing.shipped(), periods);
        Step step = reprice.plan(entry).steps().get(0);
        assertThat(step.lane()).isEqualTo("time:T-O5");
        assertThat(step.operation()).isEqualTo("time");
        assertThat(step.payload().has("postingDate")).isFalse();
        Step late = reprice.plan(Canon.with(entry, "workDate", "2026-08-03"))
                .steps()
                .get(0);
        assertThat(late.payload().path("postingDate").asText()).isEqualTo("2026-09-30");
    }

    @Test
    void a_second_run_finds_nothing_and_a_second_change_only_what_it_adds() {
        Plan due = change(RAISED);
        bill(claim(due));
        reprice(due);
        Event again = rules.changed(Canon.event("ratecard.changed.v1", "RC-P-1014", OLD), OLD)
                .emits()
                .get(0);
        assertThat(rules.due(again).emits()).isEmpty();

        RateCard third = card(
                3, row("160.0000", "\"2026-01-01\",\"to\":\"2026-09-01\"") + "," + row("170.0000", "\"2026-09-01\""));
        assertThat(claim(change(third)).amount()).as("1500.00 less 1200.00").isEqualTo(Money.of("300.00", "EUR"));
    }

    @Test
    void a_lowered_price_is_a_credit_note_and_the_invoice_stands() {
        Plan due = change(card(2, row("152.0000", "\"2026-01-01\"")));
        TrueUpClaim claim = claim(due);
        assertThat(claim.amount()).isEqualTo(Money.of("-1200.00", "EUR"));

        Plan plan = bill(claim);
        Step step = Canon.step(plan, "credit-note");
        Invoice note = Json.read(step.payload(), Invoice.class);
        assertThat(note.type()).isEqualTo(Invoice.Type.CREDIT_NOTE);
        assertThat(note.correctsInvoiceId()).isEqualTo("INV-DE-2026-1014-09");
        assertThat(note.net()).isEqualByComparingTo("1200.00");
        assertThat(note.issueDate()).isEqualTo("2026-10-22");
        assertThat(credit.after(new Settled(
                                Canon.event("trueup.proposed.v1", claim.trueUpId(), claim), step, "CM2", null))
                        .emits())
                .extracting(Event::type)
                .containsExactly("invoice.issued.v1");
        reprice(due);
        assertThat(october().lines()).as("no line").hasSize(1);
    }

    @Test
    void the_discount_of_the_contract_is_taken_from_the_difference_too() {
        known.put("contract", "CT-1014", Canon.with(CONTRACT, "discountPct", "0.0500"));
        assertThat(claim(change(RAISED)).amount()).isEqualTo(Money.of("1140.00", "EUR"));
    }

    @Test
    void a_large_true_up_waits_for_approval() {
        RateCard doubled = card(2, row("200.0000", "\"2026-09-01\""));
        TrueUpClaim claim = claim(change(doubled));
        assertThat(claim.amount()).as("USD 6480.00").isEqualTo(Money.of("6000.00", "EUR"));

        assertThat(Canon.rules(bill(claim).findings())).containsExactly("WF-21 HOLD");
        assertThat(bill(Canon.with(claim, "approvedBy", "W-0027")).held()).isFalse();
    }

    @Test
    void a_true_up_that_is_out_of_date_is_not_billed() {
        TrueUpClaim claim = claim(change(RAISED));
        assertThat(Canon.rules(
                        bill(Canon.with(claim, "amount.amount", "1300.00")).findings()))
                .containsExactly("WF-21 HOLD");
        known.put("rate-card", "RC-P-1014", OLD);
        assertThat(bill(claim)).isEqualTo(Plan.OVERTAKEN);
    }

    @Test
    void prices_of_days_to_come_change_nothing() {
        RateCard next = card(2, row("160.0000", "\"2026-01-01\"") + "," + row("168.0000", "\"2026-11-01\""));
        assertThat(rules.changed(Canon.event("ratecard.changed.v1", "RC-P-1014", next), next))
                .isEqualTo(Plan.NOTHING);
    }

    @Test
    void a_line_is_of_the_first_cycle_from_its_day_on_without_an_invoice_also_where_no_work_is() {
        bill(claim(change(RAISED)));
        BillingTerms terms = projects.terms("P-1014").orElseThrow();
        BillingCycle november = BillingCycle.parse("BC-P-1014-2026-11");
        TrueUpLines lines = new TrueUpLines(known, facts);
        assertThat(lines.lines(0, terms, november)).as("October is to come").isEmpty();

        facts.time.removeIf(one -> one.workDate().getMonthValue() == 10);
        assertThat(lines.lines(0, terms, november)).isEmpty();
        assertThat(projects.isDue("BC-P-1014-2026-10"))
                .as("October is billed for it alone")
                .isTrue();
        Invoice alone = october();
        assertThat(alone.lines())
                .extracting(line -> line.kind() + " " + line.amount())
                .containsExactly("TRUE_UP 1200.00");

        facts.invoices.add(alone);
        assertThat(projects.isDue("BC-P-1014-2026-10")).isFalse();
        assertThat(lines.lines(3, terms, november))
                .as("October had its invoice before the prices changed")
                .extracting(Invoice.Line::lineNo)
                .containsExactly(4);
        assertThat(LocalDate.now(NOW)).isEqualTo("2026-10-22");
    }

    @Test
    void what_a_true_up_brings_over_the_maximum_is_not_billed() {
        bill(claim(change(RAISED)));
        known.put("contract", "CT-1014", Canon.with(CONTRACT, "cap", Map.of("amount", "31000.00", "currency", "EUR")));
        facts.billed = Money.of("24000.00", "EUR");

        Invoice invoice = october();
        assertThat(invoice.lines())
                .extracting(line -> line.kind() + " " + line.amount())
                .containsExactly("TIME 6400.00", "TRUE_UP 1200.00", "TIME -600.00");
        assertThat(invoice.net()).isEqualByComparingTo("7000.00");
        assertThat(InvoiceRules.overCap(invoice)).isEqualTo(Money.of("600.00", "EUR"));
    }
}
