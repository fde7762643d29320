package io.throughline.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.alerts.Notice;
import io.throughline.contract.Json;
import io.throughline.journal.Database;
import io.throughline.journal.TestDatabases;
import io.throughline.money.Money;
import io.throughline.people.DemoFirm;
import io.throughline.people.Routing;
import io.throughline.work.ActivationGates;
import io.throughline.work.BlockedStarts;
import io.throughline.work.Deals;
import io.throughline.work.IdleDay;
import io.throughline.work.MoneyAtRisk;
import io.throughline.work.SlowSetups;
import io.throughline.work.UnbilledCycles;
import io.throughline.work.WorkerAtRisk;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** WF-17 and WF-10: an invoice that is not there by its day, and a project that is not open by its own. */
class OverdueAlertsTest extends CutOffContract {

    @Override
    protected Database open() {
        return TestDatabases.h2(folder);
    }

    private LateInvoiceAlerts late() {
        return new LateInvoiceAlerts(
                openCycles(), List::of, known, standing(LateInvoiceAlerts.WORKFLOW), watch, json, clock);
    }

    @Test
    void an_invoice_is_late_after_the_third_working_day_and_says_what_that_costs() {
        time("T-1", "P-1003", "2026-10-20", "TRANSFERRED", "215.0000");
        keep("invoice.issued.v1", "INV-OLD", invoice("INV-OLD", "BC-P-1003-2026-10A", "73000.00"));
        LateInvoiceAlerts late = late();
        clock.set(Instant.parse("2026-11-05T04:59:59Z")); // 4 November, the third working day, is not over in New York
        late.look();
        assertThat(all()).isEmpty();

        clock.set(Instant.parse("2026-11-06T12:00:00Z"));
        late.look();
        late.look();

        JsonNode alert = all().get(0);
        assertThat(all()).hasSize(1);
        assertThat(said()).containsExactly("INVOICE_LATE BC-P-1003-2026-10B");
        assertThat(alert.at("/revenueExposure/total/amount").asText()).isEqualTo("1720.00");
        assertThat(alert.at("/billingCycle/invoiceDue").asText()).isEqualTo("2026-11-04");
        assertThat(alert.at("/billingCycle/daysLate").asInt()).isEqualTo(2);
        assertThat(alert.at("/billingCycle/dsoEffectDays").asText())
                .as("1720 of 73000 a year")
                .isEqualTo("8.60");
        assertThat(alert.at("/owner/team").asText()).isEqualTo("finance-ops");
        assertThat(alert.at("/owner/escalation").asText()).isEqualTo("project-manager W-0010");

        keep("invoice.issued.v1", "INV-1", invoice("INV-1", "BC-P-1003-2026-10B", "1720.00"));
        late.look();
        assertThat(said()).containsExactly("over: INVOICE_LATE BC-P-1003-2026-10B");
    }

    @Test
    void late_time_of_a_billed_cycle_is_late_with_the_invoice_it_will_be_on() {
        keep("invoice.issued.v1", "INV-1", invoice("INV-1", "BC-P-1003-2026-10A", "10.00"));
        time("T-1", "P-1003", "2026-10-05", "TRANSFERRED", "215.0000");
        LateInvoiceAlerts late = late();
        clock.set(Instant.parse("2026-10-30T12:00:00Z"));
        late.look();
        assertThat(all()).isEmpty();

        clock.set(Instant.parse("2026-11-06T12:00:00Z"));
        late.look();
        assertThat(said()).containsExactly("INVOICE_LATE BC-P-1003-2026-10B");
    }

    @Test
    void a_project_is_told_of_five_days_before_somebody_begins_on_it_until_it_opens() {
        DemoFirm.snapshots().each((object, id, value) -> {
            if (id.equals("W-0007")) {
                keep("worker.hired.v1", id, value);
            }
        });
        keep("project.created.v1", "P-1003", pending());
        keep(
                "assignment.approved.v1",
                "A-1",
                Json.tree(
                        """
                        {"assignmentId":"A-1","version":1,"workerId":"W-0007","projectId":"P-1003","roleId":"SAR",
                         "status":"APPROVED","from":"2026-10-24","to":"2026-12-01","billable":true,
                         "allocation":{"minutesPerDay":480}}"""));
        MoneyAtRisk money = new MoneyAtRisk(known, times, rates, cycles, clock);
        BlockedStarts starts =
                new BlockedStarts(known, new ActivationGates(known, rates, Routing.shipped()), money, rates, clock);
        ActivationAlerts activation = new ActivationAlerts(starts, standing(ActivationAlerts.WORKFLOW), watch, json);
        clock.set(Instant.parse("2026-10-19T03:59:59Z"));
        activation.look();
        assertThat(all()).as("six days before it in New York").isEmpty();

        clock.set(Instant.parse("2026-10-19T12:00:00Z"));
        activation.look();
        JsonNode alert = all().get(0);
        assertThat(alert.at("/revenueExposure/perDayLate/amount").asText())
                .as("the Monday after the Saturday on which it begins")
                .isEqualTo("1720.00");
        assertThat(alert.at("/gates/0/gate").asText()).isEqualTo("manager");
        assertThat(alert.at("/owner/team").asText()).isEqualTo("delivery");
        assertThat(alert.at("/assignments/0").asText()).isEqualTo("A-1");
        assertThat(said()).containsExactly("ACTIVATION_BLOCKED");

        keep("project.activated.v1", "P-1003", Json.toTree(Deals.PROJECT).put("version", 2));
        activation.look();
        assertThat(said()).containsExactly("over: ACTIVATION_BLOCKED");
    }

    @Test
    void a_won_deal_is_told_of_when_its_project_is_not_open_at_the_end_of_the_next_working_day() {
        keep("opportunity.won.v1", "OPP-1003", deal(true));
        keep("project.created.v1", "P-1003", pending());
        MoneyAtRisk money = new MoneyAtRisk(known, times, rates, cycles, clock);
        SetupAlerts setups = new SetupAlerts(
                new SlowSetups(known, new ActivationGates(known, rates, Routing.shipped()), money, clock),
                standing(SetupAlerts.WORKFLOW),
                watch,
                json);
        clock.set(Instant.parse("2026-09-22T03:59:59Z"));
        setups.look();
        assertThat(all())
                .as("won on a Friday, and Monday is not over in New York")
                .isEmpty();

        clock.set(Instant.parse("2026-09-22T04:00:00Z"));
        setups.look();
        JsonNode alert = all().get(0);
        assertThat(alert.at("/client/id").asText()).isEqualTo("C-02");
        assertThat(alert.at("/deal/amount/amount").asText()).isEqualTo("273000.00");
        assertThat(alert.at("/deal/plannedStart").asText()).isEqualTo("2026-10-01");
        assertThat(alert.at("/revenueExposure/total/amount").asText())
                .as("14 of 273 days")
                .isEqualTo("14000.00");
        assertThat(alert.at("/gates/0/gate").asText()).isEqualTo("manager");
        assertThat(said()).containsExactly("SETUP_SLOW");

        keep("opportunity.reopened.v1", "OPP-1003", deal(false));
        setups.look();
        assertThat(said()).containsExactly("over: SETUP_SLOW");
    }

    @Test
    void a_project_that_cannot_be_read_silences_no_other_and_what_was_told_of_it_stays() {
        keep("opportunity.won.v1", "OPP-1003", deal(true));
        keep("project.created.v1", "P-1003", pending());
        keep(
                "project.created.v1",
                "P-1004",
                pending().put("projectId", "P-1004").put("opportunityId", "OPP-1004"));
        MoneyAtRisk money = new MoneyAtRisk(known, times, rates, cycles, clock);
        ActivationGates gates = new ActivationGates(known, rates, Routing.shipped());
        SetupAlerts setups = new SetupAlerts(
                new SlowSetups(known, gates, money, clock), standing(SetupAlerts.WORKFLOW), watch, json);
        keep("assignment.approved.v1", "A-1", booked("A-1", "P-1003"));
        ActivationAlerts activation = new ActivationAlerts(
                new BlockedStarts(known, gates, money, rates, clock), standing(ActivationAlerts.WORKFLOW), watch, json);
        clock.set(Instant.parse("2026-10-22T12:00:00Z"));
        setups.look();
        activation.look();
        assertThat(said()).containsExactly("SETUP_SLOW", "ACTIVATION_BLOCKED");

        keep(
                "opportunity.won.v1",
                "OPP-1003",
                ((ObjectNode) deal(true)).put("version", 3).put("closeDate", "soon"));
        keep("opportunity.won.v1", "OPP-1004", ((ObjectNode) deal(true)).put("opportunityId", "OPP-1004"));
        keep(
                "assignment.approved.v1",
                "A-1",
                booked("A-1", "P-1003").put("version", 2).put("from", "soon"));
        keep("assignment.approved.v1", "A-2", booked("A-2", "P-1004"));
        setups.look();
        activation.look();

        assertThat(said()).containsExactly("SETUP_SLOW", "ACTIVATION_BLOCKED");
        assertThat(all())
                .extracting(alert -> alert.path("reason").asText() + " "
                        + alert.path("summary").asText().substring(0, 14))
                .containsExactlyInAnyOrder(
                        "SETUP_SLOW Project P-1003",
                        "ACTIVATION_BLOCKED Project P-1003",
                        "SETUP_SLOW Project P-1004",
                        "ACTIVATION_BLOCKED Project P-1004");
    }

    private static ObjectNode booked(String id, String projectId) {
        return (ObjectNode) Json.tree(
                """
                {"assignmentId":"%s","version":1,"workerId":"W-0007","projectId":"%s","roleId":"SAR",
                 "status":"APPROVED","from":"2026-10-24","to":"2026-12-01","billable":true,
                 "allocation":{"minutesPerDay":480}}"""
                        .formatted(id, projectId));
    }

    private static ObjectNode pending() {
        return Json.toTree(Deals.PROJECT).put("status", "PENDING").without("managerId");
    }

    private static JsonNode deal(boolean won) {
        return Json.tree(
                """
                {"opportunityId":"OPP-1003","version":%d,"name":"Core banking","customerId":"C-02","projectId":"P-1003",
                 "isWon":%s,"isClosed":%2$s,"closeDate":"2026-09-18","expectedStart":"2026-10-01",
                 "expectedEnd":"2027-06-30","amount":{"amount":"273000.00","currency":"USD"}}"""
                        .formatted(won ? 1 : 2, won));
    }

    @Test
    void what_is_told_of_a_held_booking_has_the_cost_of_its_first_day_on_the_bench() {
        IdleDay idle = new IdleDay(LocalDate.of(2026, 10, 5), Money.of("740.00", "USD"), null);
        ObjectNode context = Json.mapper().createObjectNode();
        json.context(
                context,
                List.of(watch.named(new MoneyAtRisk.Finding("P-1003", "C-02", null, false, List.of(), 0, true, idle))));
        assertThat(context.at("/idleDay/date").asText()).isEqualTo("2026-10-05");
        assertThat(context.at("/idleDay/benchCost/amount").asText()).isEqualTo("740.00");
        assertThat(context.at("/idleDay").has("revenue")).isFalse();
    }

    @Test
    void what_is_told_of_a_worker_has_his_projects_with_client_assignments_and_cycle_and_no_name() {
        UnbilledCycles.Cycle cycle = new UnbilledCycles.Cycle(
                "BC-P-1003-2026-10B", OffsetDateTime.parse("2026-10-31T23:59:59-04:00"), Money.zero("USD"));
        WorkerAtRisk worker = new WorkerAtRisk(
                "W-0021",
                LocalDate.of(2026, 10, 19),
                List.of(
                        new WorkerAtRisk.AtProject(
                                "P-1003",
                                "Core",
                                "C-02",
                                "Calder",
                                List.of("A-1"),
                                LocalDate.of(2026, 10, 19),
                                cycle,
                                List.of(Money.of("4000.00", "USD"))),
                        new WorkerAtRisk.AtProject("P-1004", null, null, null, List.of(), null, null, List.of())),
                Json.tree("{\"impact\":{\"marginDelta\":{\"amount\":\"1967.54\",\"currency\":\"USD\"}}}"));
        clock.set(Instant.parse("2026-10-28T12:00:00Z"));
        ObjectNode context = Json.mapper().createObjectNode();
        json.context(
                context,
                List.of(watch.named(new MoneyAtRisk.Finding(
                        "P-1003", "C-02", Money.of("4000.00", "USD"), false, List.of(), 0, true, null, worker))));

        JsonNode told = context.at("/workers/0");
        assertThat(told.path("id").asText()).isEqualTo("W-0021");
        assertThat(told.path("startDate").asText()).isEqualTo("2026-10-19");
        assertThat(told.at("/projects/0/client/name").asText()).isEqualTo("Calder");
        assertThat(told.at("/projects/0/assignments/0").asText()).isEqualTo("A-1");
        assertThat(told.at("/projects/0/billingCycle/daysLeft").asInt()).isEqualTo(3);
        assertThat(told.at("/projects/0/exposure/0/amount").asText()).isEqualTo("4000.00");
        assertThat(told.at("/change/impact/marginDelta/amount").asText()).isEqualTo("1967.54");
        assertThat(context.at("/project/more").asInt()).isEqualTo(1);

        Notice notice =
                new Notice(1, "mail", false, 1, context.put("severity", "HIGH").put("summary", "held"));
        assertThat(notice.text())
                .contains(
                        "worker: W-0021, employed from 2026-10-19\n",
                        "on project: P-1003 Core, client C-02 Calder, assignment A-1, from 2026-10-19, cycle"
                                + " BC-P-1003-2026-10B, cut-off 2026-10-31T23:59:59-04:00, exposure 4000.00 USD\n",
                        "on project: P-1004\n",
                        "margin delta: 1967.54 USD\n");
    }

    @Test
    void a_look_that_fails_stops_no_other_and_looks_come_once_a_minute() {
        AtomicInteger looks = new AtomicInteger();
        CutOffWatch all = new CutOffWatch(
                List.of(
                        () -> {
                            throw new IllegalStateException("broken");
                        },
                        looks::incrementAndGet),
                clock);
        all.look();
        all.look();
        assertThat(looks).hasValue(1);
        clock.advance(java.time.Duration.ofMinutes(1));
        all.look();
        assertThat(looks).hasValue(2);
    }

    private static JsonNode invoice(String id, String cycle, String net) {
        return Json.tree(
                """
                {"invoiceId":"%s","version":1,"type":"INVOICE","customerId":"C-02","projectIds":["P-1003"],
                 "contractId":"CT-1003","billingEntityId":"LE-US","issueDate":"2026-10-15","dueDate":"2026-11-30",
                 "billingCycleId":"%s","servicePeriod":{"from":"2026-10-01","to":"2026-10-15"},"currency":"USD",
                 "net":"%s","tax":"0.00","gross":"%s","status":"ISSUED","lines":[
                 {"lineNo":1,"kind":"TIME","quantity":"1.00","unit":"EA","unitPrice":"%s00","amount":"%s"}]}"""
                        .formatted(id, cycle, net, net, net, net));
    }
}
