package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import io.throughline.money.FxRate;
import io.throughline.money.Money;
import io.throughline.money.Rate;
import io.throughline.money.TimeFact;
import io.throughline.people.Canon;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.Routing;
import io.throughline.work.MoneyAtRisk.Finding;
import io.throughline.work.UnbilledCycles.Cycle;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What waits on one failing fact of the core banking program, P-1003. */
class MoneyAtRiskTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-10-01T12:00:00Z"), ZoneOffset.UTC);

    private final InMemorySnapshots known = Deals.snapshots().put("project", "P-1003", Deals.PROJECT);
    private final InMemoryFacts facts = new InMemoryFacts();
    private final RateLookup rates = new RateLookup(known);
    private final MoneyAtRisk risk = new MoneyAtRisk(
            known,
            facts,
            rates,
            new UnbilledCycles(
                    known,
                    facts,
                    facts,
                    new BillProjectRules(known, facts, facts, Routing.shipped(), CLOCK),
                    rates,
                    CLOCK),
            CLOCK);

    @Test
    void an_entry_without_a_price_is_worth_what_the_card_says_and_holds_its_cycle() {
        facts.time.add(fact("T-2", "W-0006", "CON", 16, 480, null));

        Finding finding = time("{\"roleId\":\"SAR\"}");

        assertThat(finding.direct()).isEqualTo(usd("1720.00"));
        assertThat(finding.counted()).isFalse();
        assertThat(finding.estimated()).isFalse();
        assertThat(finding.payrollMinutes()).isEqualTo(480);
        assertThat(finding.clientId()).isEqualTo("C-02");
        assertThat(finding.cycles()).extracting(Cycle::id).containsExactly("BC-P-1003-2026-10B");
        assertThat(finding.cycles().get(0).unbilled()).as("8 h of CON at 150").isEqualTo(usd("1200.00"));
        assertThat(finding.cycles().get(0).cutOff().toString()).isEqualTo("2026-10-31T23:59:59-04:00");
    }

    @Test
    void an_entry_the_cycle_counts_is_not_counted_again() {
        facts.time.add(fact("T-1", "W-0007", "SAR", 27, 480, null));

        Finding finding = time("{\"roleId\":\"SAR\"}");

        assertThat(finding.counted()).isTrue();
        assertThat(finding.cycles().get(0).unbilled()).isEqualTo(usd("1720.00"));
    }

    @Test
    void where_no_card_has_a_price_the_last_one_of_the_worker_stands_in_and_is_called_an_estimate() {
        assertThat(time("{\"roleId\":\"XYZ\"}").direct()).isNull();
        assertThat(time("{\"roleId\":\"XYZ\"}").estimated()).isTrue();
        facts.time.add(fact("T-3", "W-0007", "SAR", 5, 480, "200.0000"));
        facts.time.add(fact("T-4", "W-0007", "SAR", 6, 480, "210.0000"));

        Finding finding = time("{\"roleId\":\"XYZ\"}");

        assertThat(finding.direct()).isEqualTo(usd("1680.00"));
        assertThat(finding.estimated()).isTrue();
    }

    @Test
    void time_nobody_pays_holds_no_cycle_but_payroll_misses_it() {
        Finding finding = time("{\"billable\":false}");

        assertThat(finding.direct()).isNull();
        assertThat(finding.cycles()).isEmpty();
        assertThat(finding.payrollMinutes()).isEqualTo(480);
    }

    @Test
    void a_cycle_is_worth_no_more_than_the_cap_leaves() {
        facts.time.add(fact("T-1", "W-0007", "SAR", 27, 480, "215.0000"));
        facts.billed = usd("249000.00");

        assertThat(time("{}").cycles().get(0).unbilled()).isEqualTo(usd("1000.00"));
    }

    @Test
    void a_charge_between_entities_that_is_held_is_worth_the_time_lent_so_far_at_cost() {
        JsonNode due = Json.tree(
                """
                {"from":"LE-DE","to":"LE-US","period":"2026-10","projectIds":["P-1003"]}""");
        assertThat(risk.of("intercompany-due", due).direct()).isNull();
        facts.time.add(lent("T-1", "SAR", "2026-10-05"));
        assertThat(risk.of("intercompany-due", due).direct()).isEqualTo(Money.of("545.05", "EUR"));

        facts.time.add(lent("T-2", "SAR", "2026-10-06"));
        facts.time.add(lent("T-3", "unpriced", "2026-10-06"));
        facts.time.add(lent("T-4", "SAR", "2026-11-01"));
        Finding grown = risk.of("intercompany-due", due);
        assertThat(grown.direct()).as("16 h of two days at 68.1308").isEqualTo(Money.of("1090.10", "EUR"));
        assertThat(grown.estimated()).isTrue();
    }

    @Test
    void unapproved_time_is_a_finding_per_project_with_each_cycle_once_and_without_what_nobody_pays() {
        facts.time.add(fact("T-1", "W-0006", "CON", 16, 480, null));
        TimeFact first = waiting("T-2", "P-1003", "2026-10-19", true);
        TimeFact second = waiting("T-3", "P-1003", "2026-10-20", true);
        TimeFact ownTime = waiting("T-4", "P-1003", "2026-10-21", false);
        TimeFact unknown = waiting("T-5", "P-9999", "2026-10-21", true);

        List<Finding> findings = risk.unapproved(List.of(first, second, ownTime, unknown));

        assertThat(findings).hasSize(1);
        Finding finding = findings.get(0);
        assertThat(finding.projectId()).isEqualTo("P-1003");
        assertThat(finding.clientId()).isEqualTo("C-02");
        assertThat(finding.direct()).as("16 h of SAR at 215").isEqualTo(usd("3440.00"));
        assertThat(finding.cycles()).extracting(Cycle::id).containsExactly("BC-P-1003-2026-10B");
        assertThat(Exposed.of(findings).get(0).total())
                .as("with the 1200 that are approved")
                .isEqualTo(usd("4640.00"));
        assertThat(risk.unapproved(List.of(ownTime))).isEmpty();
    }

    private static TimeFact waiting(String id, String project, String date, boolean billable) {
        return new TimeFact(
                id,
                1,
                "W-0007",
                project,
                null,
                "SAR",
                LocalDate.parse(date),
                480,
                billable,
                false,
                TimeFact.State.SUBMITTED,
                null,
                "LE-US",
                null,
                null,
                null,
                null);
    }

    private static TimeFact lent(String id, String role, String date) {
        return Months.entry(id, "W-0028", role, "LE-DE", "P-1003", date, 480, null);
    }

    @Test
    void a_worker_is_worth_the_booked_hours_of_a_week() {
        known.put(
                "assignment",
                "A-1",
                Json.tree(
                        """
                        {"assignmentId":"A-1","version":1,"workerId":"W-0007","projectId":"P-1003","roleId":"SAR",
                         "status":"APPROVED","from":"2026-10-05","to":"2026-10-31","allocation":{"pct":"0.8000"},
                         "billable":true}"""));

        Finding finding = risk.of("worker", Json.tree("{\"workerId\":\"W-0007\"}"));

        assertThat(finding.direct()).as("5 days of 6.40 h at 215").isEqualTo(usd("6880.00"));
        assertThat(finding.estimated()).isTrue();
        assertThat(finding.projectId()).isEqualTo("P-1003");
        assertThat(risk.of("worker", Json.tree("{\"workerId\":\"W-0006\"}")).direct())
                .isNull();
    }

    @Test
    void a_booking_that_is_held_costs_the_bench_and_its_revenue_on_each_working_day() {
        IdleDay idle =
                risk.of("assignment", booking("W-0007", "2026-10-03", true)).idle();
        assertThat(idle.day()).as("the Monday after the Saturday").isEqualTo("2026-10-05");
        assertThat(idle.bench()).as("8 h at 92.50, booked or not").isEqualTo(usd("740.00"));
        assertThat(idle.revenue()).as("6.4 h at 215").isEqualTo(usd("1376.00"));

        leave("L-1", "2026-10-05", "8.00", "APPROVED");
        leave("L-2", "2026-10-06", "8.00", "REQUESTED");
        leave("L-3", "2026-10-06", "4.00", "APPROVED");
        IdleDay later =
                risk.of("assignment", booking("W-0007", "2026-10-03", true)).idle();
        assertThat(later.day()).as("he is on leave on the Monday").isEqualTo("2026-10-06");
        assertThat(later.bench()).as("half of the Tuesday").isEqualTo(usd("370.00"));

        assertThat(risk.of("assignment", booking("W-0007", "2026-09-01", false)).idle())
                .as("begun before today, paid by nobody")
                .isEqualTo(new IdleDay(LocalDate.of(2026, 10, 1), usd("740.00"), null));
        assertThat(risk.of("assignment", booking("W-9999", "2026-10-03", true)).idle())
                .isNull();
    }

    private void leave(String id, String date, String hours, String status) {
        known.put(
                "leave",
                id,
                Json.tree(
                        """
                        {"leaveId":"%s","version":1,"workerId":"W-0007","date":"%s","hours":"%s","type":"PTO","status":"%s"}"""
                                .formatted(id, date, hours, status)));
    }

    private static JsonNode booking(String worker, String from, boolean billable) {
        return Json.tree(
                """
                {"assignmentId":"A-1","version":1,"workerId":"%s","projectId":"P-1003","roleId":"SAR",
                 "status":"APPROVED","from":"%s","to":"2026-11-01","allocation":{"pct":"0.8000"},"billable":%s}"""
                        .formatted(worker, from, billable));
    }

    @Test
    void a_deal_is_worth_its_first_two_weeks() {
        Finding finding = risk.of(
                "opportunity",
                Json.tree(
                        """
                        {"customerId":"C-02","amount":{"amount":"273000.00","currency":"USD"},
                         "expectedStart":"2026-10-01","expectedEnd":"2027-06-30"}"""));

        assertThat(finding.direct()).as("14 of 273 days").isEqualTo(usd("14000.00"));
        assertThat(finding.clientId()).isEqualTo("C-02");
    }

    @Test
    void an_expense_an_invoice_and_pay_data_are_worth_what_they_say() {
        Finding expense = risk.of(
                "expense",
                Json.tree("{\"projectId\":\"P-1003\",\"date\":\"2026-10-20\",\"billable\":true,\"amount\":{\"amount\":"
                        + "\"120.50\",\"currency\":\"USD\"}}"));
        Finding invoice = risk.of(
                "invoice",
                Json.tree("{\"billingCycleId\":\"BC-P-1003-2026-10B\",\"net\":\"64210.00\",\"currency\":\"USD\"}"));
        Finding pay =
                risk.of("payroll", Json.tree("{\"rows\":[{\"regularHours\":\"80.00\"},{\"overtimeHours\":\"3.50\"}]}"));

        assertThat(expense.direct()).isEqualTo(usd("120.50"));
        assertThat(expense.cycles()).hasSize(1);
        assertThat(invoice.direct()).isEqualTo(usd("64210.00"));
        assertThat(invoice.projectId()).isEqualTo("P-1003");
        assertThat(pay.payrollMinutes()).isEqualTo(5010);
    }

    @Test
    void an_entry_that_is_not_approved_or_is_on_an_invoice_is_not_counted_by_its_cycle() {
        TimeFact entry = fact("T-1", "W-0007", "SAR", 27, 480, "215.0000");
        facts.time.add(Canon.with(entry, "state", "SUBMITTED"));
        assertThat(time("{\"roleId\":\"SAR\"}").counted()).isFalse();
        facts.time.set(0, Canon.with(Canon.with(entry, "state", "BILLED"), "invoiceId", "INV-1"));
        assertThat(time("{\"roleId\":\"SAR\"}").counted()).isFalse();
        facts.time.set(0, entry);
        assertThat(time("{\"roleId\":\"SAR\"}").counted()).isTrue();
    }

    @Test
    void an_expense_that_no_client_pays_or_without_amount_is_worth_nothing_and_one_without_a_day_holds_no_cycle() {
        String amount = "\"amount\":{\"amount\":\"120.50\",\"currency\":\"USD\"}";
        String about = "{\"projectId\":\"P-1003\",\"date\":\"2026-10-20\",";
        assertThat(risk.of("expense", Json.tree(about + "\"billable\":false," + amount + "}")))
                .isEqualTo(Finding.about("P-1003", "C-02"));
        assertThat(risk.of("expense", Json.tree(about + "\"billable\":true}")))
                .isEqualTo(Finding.about("P-1003", "C-02"));
        Finding undated = risk.of("expense", Json.tree("{\"projectId\":\"P-1003\",\"billable\":true," + amount + "}"));
        assertThat(undated.direct()).isEqualTo(usd("120.50"));
        assertThat(undated.cycles()).isEmpty();
        assertThat(undated.counted()).isFalse();
        assertThat(risk.of("expense", Json.tree("{\"date\":\"2026-10-20\",\"billable\":true," + amount + "}"))
                        .cycles())
                .isEmpty();
    }

    @Test
    void an_invoice_without_net_or_currency_holds_its_cycle_and_one_without_cycle_nothing() {
        String cycle = "{\"billingCycleId\":\"BC-P-1003-2026-10B\"";
        for (String more : List.of("}", ",\"net\":\"1.00\"}", ",\"currency\":\"USD\"}")) {
            Finding finding = risk.of("invoice", Json.tree(cycle + more));
            assertThat(finding.direct()).isNull();
            assertThat(finding.clientId()).isEqualTo("C-02");
            assertThat(finding.cycles()).extracting(Cycle::id).containsExactly("BC-P-1003-2026-10B");
        }
        assertThat(risk.of("billing", Json.tree("{\"id\":\"BC-nonsense\"}"))).isEqualTo(Finding.about(null, null));
    }

    @Test
    void a_project_is_worth_its_first_bookings_or_else_the_first_weeks_of_its_budget() {
        JsonNode project = Json.tree(
                """
                {"projectId":"P-1003","budgetRevenue":{"amount":"273000.00","currency":"USD"},
                 "start":"2026-10-01","end":"2027-06-30"}""");
        assertThat(risk.of("project", project).direct()).isEqualTo(usd("14000.00"));

        book("A-1", "P-1003", "2026-10-05", "2026-10-06");
        assertThat(risk.of("project", project).direct())
                .as("a day of 6.40 h at 215")
                .isEqualTo(usd("1376.00"));

        facts.time.add(fact("T-1", "W-0007", "SAR", 1, 480, "215.0000"));
        Finding booked = risk.of("project", project);
        assertThat(booked.direct()).isEqualTo(usd("1376.00"));
        assertThat(booked.cycles()).hasSize(1);
    }

    @Test
    void a_project_with_something_to_bill_is_not_worth_its_budget_as_well() {
        facts.time.add(fact("T-1", "W-0007", "SAR", 1, 480, "215.0000"));
        JsonNode project = Json.tree(
                "{\"projectId\":\"P-1003\",\"budgetRevenue\":{\"amount\":\"273000.00\",\"currency\":\"USD\"}}");
        assertThat(risk.of("project", project).direct()).isNull();
        assertThat(risk.of("project", project).cycles()).hasSize(1);
    }

    @Test
    void bookings_that_are_over_are_worth_nothing_and_an_incomplete_one_names_its_project() {
        book("A-1", "P-1003", "2026-09-01", "2026-10-01");
        Finding finding = risk.of("worker", Json.tree("{\"workerId\":\"W-0007\"}"));
        assertThat(finding.direct()).isNull();
        assertThat(finding.projectId()).isNull();
        assertThat(finding.worker().projects()).isEmpty();
        assertThat(risk.of("assignment", Json.tree("{\"projectId\":\"P-1003\"}")))
                .isEqualTo(Finding.about("P-1003", "C-02"));
    }

    private void book(String id, String project, String from, String to) {
        known.put(
                "assignment",
                id,
                Json.tree(
                        """
                        {"assignmentId":"%s","version":1,"workerId":"W-0007","projectId":"%s","roleId":"SAR",
                         "status":"APPROVED","from":"%s","to":"%s","allocation":{"pct":"0.8000"},
                         "billable":true}"""
                                .formatted(id, project, from, to)));
    }

    @Test
    void a_deal_without_amount_names_its_customer_or_the_one_of_its_project() {
        assertThat(risk.of("opportunity", Json.tree("{\"customerId\":\"C-09\"}")))
                .isEqualTo(Finding.about(null, "C-09"));
        assertThat(risk.of("opportunity", Json.tree("{\"customerId\":\"C-09\",\"projectId\":\"P-1003\"}")))
                .isEqualTo(Finding.about("P-1003", "C-02"));
    }

    @Test
    void terms_hold_the_cycles_of_all_their_projects_and_a_customer_those_of_its_own_only() {
        facts.time.add(fact("T-1", "W-0007", "SAR", 1, 480, "215.0000"));
        assertThat(risk.of("contract", Json.tree("{\"projectIds\":[\"P-1003\"],\"projectId\":\"P-1003\"}"))
                        .cycles())
                .hasSize(1);
        assertThat(risk.of("contract", Json.tree("{\"projectIds\":[\"P-9999\",\"P-1003\"]}"))
                        .cycles())
                .hasSize(1);
        assertThat(risk.of("contract", Json.tree("{\"customerId\":\"C-02\"}"))).isEqualTo(Finding.about(null, "C-02"));
        assertThat(risk.of("customer", Json.tree("{\"customerId\":\"C-01\"}")).cycles())
                .isEmpty();
    }

    @Test
    void a_customer_and_a_rate_card_hold_every_cycle_with_something_to_bill() {
        facts.time.add(fact("T-1", "W-0007", "SAR", 1, 480, "215.0000"));

        assertThat(risk.of("customer", Json.tree("{\"customerId\":\"C-02\"}")).cycles())
                .extracting(Cycle::id)
                .containsExactly("BC-P-1003-2026-10A");
        assertThat(risk.of("rate-card", Json.tree("{\"projectId\":\"P-1003\"}")).cycles())
                .hasSize(1);
        assertThat(risk.of("project", Json.tree("{\"projectId\":\"P-1003\"}")).cycles())
                .hasSize(1);
    }

    @Test
    void a_project_that_closes_is_worth_its_time_without_approval_and_holds_the_cycles_of_it() {
        facts.time.add(fact("T-1", "W-0007", "SAR", 14, 480, null, TimeFact.State.SUBMITTED));
        facts.time.add(fact("T-2", "W-0007", "SAR", 16, 360, null, TimeFact.State.SUBMITTED));
        facts.time.add(fact("T-3", "W-0007", "SAR", 15, 480, null));

        Finding finding = risk.of("project", Json.tree("{\"projectId\":\"P-1003\",\"status\":\"CLOSED\"}"));

        assertThat(finding.direct()).as("14 h at 215").isEqualTo(usd("3010.00"));
        assertThat(finding.estimated()).isFalse();
        assertThat(finding.payrollMinutes()).isEqualTo(840);
        assertThat(finding.clientId()).isEqualTo("C-02");
        assertThat(finding.cycles()).extracting(Cycle::id).containsExactly("BC-P-1003-2026-10A", "BC-P-1003-2026-10B");
        assertThat(Exposed.of(List.of(finding)))
                .as("with the approved 8 h of the first cycle")
                .extracting(Exposed::total)
                .containsExactly(usd("4730.00"));
        assertThat(risk.of("project", Json.tree("{\"projectId\":\"P-1003\",\"status\":\"ACTIVE\"}"))
                        .direct())
                .isNull();
    }

    @Test
    void work_over_the_maximum_is_worth_what_was_cut_off() {
        Finding finding =
                risk.of("billing", Json.tree("{\"projectId\":\"P-1003\",\"overCap\":\"580.00\",\"currency\":\"USD\"}"));

        assertThat(finding.direct()).isEqualTo(usd("580.00"));
        assertThat(finding.projectId()).isEqualTo("P-1003");
        assertThat(finding.clientId()).isEqualTo("C-02");
        assertThat(finding.cycles()).isEmpty();
    }

    @Test
    void what_is_broken_gets_as_far_as_its_fields_go() {
        JsonNode empty = Json.tree("{}");

        for (String object : new String[] {
            "time",
            "expense",
            "invoice",
            "billing",
            "worker",
            "assignment",
            "opportunity",
            "project",
            "contract",
            "customer",
            "payroll",
            "leave"
        }) {
            assertThat(risk.of(object, empty).direct()).as(object).isNull();
        }
        assertThat(time("{\"workDate\":\"tomorrow\"}").cycles()).isEmpty();
    }

    @Test
    void amounts_are_converted_at_the_latest_closing_rate_and_never_backwards() {
        rate("EUR", "USD", "2026-09-30", "1.0500000000");
        rate("EUR", "USD", "2026-10-31", "1.0800000000");
        rate("USD", "JPY", "2026-10-31", "150.0000000000");
        GroupCurrency dollars = new GroupCurrency(known, "USD", CLOCK);

        assertThat(dollars.of(Money.of("100.00", "EUR"))).contains(usd("108.00"));
        assertThat(dollars.of(Money.of("15000", "JPY"))).isEmpty();
        assertThat(new GroupCurrency(known, "JPY", CLOCK).of(usd("64210.00"))).contains(Money.of("9631500", "JPY"));
    }

    private void rate(String from, String to, String date, String rate) {
        String id = "FX-" + from + "-" + to + "-" + date;
        known.put(
                "fx-rate",
                id,
                Json.read(
                        "{\"fxRateId\":\"" + id + "\",\"version\":1,\"from\":\"" + from + "\",\"to\":\"" + to
                                + "\",\"type\":\"CLOSING\",\"date\":\"" + date + "\",\"rate\":\"" + rate + "\"}",
                        FxRate.class));
    }

    @Test
    void one_look_at_many_facts_reads_the_bookings_of_each_worker_once_and_those_of_nobody_else() {
        AtomicInteger reads = new AtomicInteger();
        InMemorySnapshots counting = new InMemorySnapshots() {
            @Override
            public <T> List<T> all(String object, Class<T> type) {
                throw new AssertionError("all of " + object);
            }

            @Override
            public <T> List<T> all(String object, String field, String named, Class<T> type) {
                reads.incrementAndGet();
                return List.of();
            }
        };
        MoneyAtRisk look = new MoneyAtRisk(counting, facts, rates, null, CLOCK).forOneLook();

        for (String worker : List.of("W-1", "W-2", "W-1", "W-2")) {
            look.of("worker", Json.mapper().createObjectNode().put("workerId", worker));
        }

        assertThat(reads).hasValue(2);
    }

    private Finding time(String change) {
        JsonNode entry = Json.tree(
                """
                {"timeEntryId":"T-1","projectId":"P-1003","workerId":"W-0007","workDate":"2026-10-27","minutes":480,
                 "billable":true}""");
        com.fasterxml.jackson.databind.node.ObjectNode changed = entry.deepCopy();
        Json.tree(change).properties().forEach(field -> changed.set(field.getKey(), field.getValue()));
        return risk.of("time", changed);
    }

    private static TimeFact fact(String id, String worker, String role, int day, int minutes, String rate) {
        return fact(id, worker, role, day, minutes, rate, TimeFact.State.APPROVED);
    }

    private static TimeFact fact(
            String id, String worker, String role, int day, int minutes, String rate, TimeFact.State state) {
        return new TimeFact(
                id,
                1,
                worker,
                "P-1003",
                null,
                role,
                LocalDate.of(2026, 10, day),
                minutes,
                true,
                false,
                state,
                rate == null ? null : Rate.hourly(rate, "USD"),
                null,
                null,
                null,
                null,
                null);
    }

    private static Money usd(String amount) {
        return Money.of(amount, "USD");
    }
}
