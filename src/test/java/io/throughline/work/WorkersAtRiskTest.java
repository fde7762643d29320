package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.money.Money;
import io.throughline.money.TimeFact;
import io.throughline.people.Canon;
import io.throughline.people.DemoFirm;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.Routing;
import io.throughline.people.TimeOfWorkers;
import io.throughline.people.Worker;
import io.throughline.work.MoneyAtRisk.Finding;
import io.throughline.work.UnbilledCycles.Cycle;
import io.throughline.work.WorkerAtRisk.AtProject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What waits on a worker of whom nobody can say that he works on one project alone. */
class WorkersAtRiskTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-10-01T12:00:00Z"), ZoneOffset.UTC);
    private static final String ID = "W-0007";

    private final InMemorySnapshots known = Deals.snapshots().put("project", "P-1003", Deals.PROJECT);
    private final TimeOfWorkers time = new TimeOfWorkers();
    private final InMemoryFacts billed = new InMemoryFacts();
    private final RateLookup rates = new RateLookup(known);
    private final MoneyAtRisk risk = new MoneyAtRisk(
            known,
            time,
            rates,
            new UnbilledCycles(
                    known,
                    time,
                    billed,
                    new BillProjectRules(known, time, billed, Routing.shipped(), CLOCK),
                    rates,
                    CLOCK),
            CLOCK);

    private static ObjectNode booking(String id, String project, String status, String currency) {
        return (ObjectNode) Json.tree(
                """
                {"assignmentId":"%s","version":1,"workerId":"W-0007","projectId":"%s","roleId":"SAR","status":"%s",
                 "from":"2026-10-05","to":"2026-10-31","allocation":{"minutesPerDay":240},"billable":true,
                 "billRateOverride":{"amount":"200.0000","currency":"%s","unit":"HUR"}}"""
                        .formatted(id, project, status, currency));
    }

    private JsonNode worker(LocalDate last) {
        Worker worker = DemoFirm.worker(ID);
        return Json.toTree(last == null ? worker : Canon.with(worker, "employment.terminationDate", last.toString()));
    }

    private void another(Project.Status status) {
        known.put(
                "customer",
                "C-03",
                Canon.with(Canon.with(Deals.CALDER, "customerId", "C-03"), "legalName", "Brueckner"));
        known.put(
                "project",
                "P-1004",
                Canon.with(
                        Canon.with(Canon.with(Deals.PROJECT, "projectId", "P-1004"), "customerId", "C-03"),
                        "status",
                        status.name()));
    }

    @Test
    void all_open_projects_are_listed_with_client_assignment_and_cycle_and_their_sums_by_currency() {
        another(Project.Status.ACTIVE);
        known.put("assignment", "A-1", booking("A-1", "P-1003", "APPROVED", "USD"));
        known.put("assignment", "A-2", booking("A-2", "P-1004", "ACTIVE", "EUR"));

        Finding finding = risk.of("worker", worker(null));

        assertThat(finding.worker().workerId()).isEqualTo(ID);
        assertThat(finding.worker().starts()).isEqualTo("2018-08-01");
        assertThat(finding.worker().projects())
                .extracting(AtProject::projectId, AtProject::client, AtProject::assignmentIds, AtProject::exposed)
                .as("five days of four hours at 200")
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "P-1003", "Calder Regional Bank", List.of("A-1"), List.of(Money.of("4000.00", "USD"))),
                        org.assertj.core.groups.Tuple.tuple(
                                "P-1004", "Brueckner", List.of("A-2"), List.of(Money.of("4000.00", "EUR"))));
        assertThat(finding.worker().projects().get(0).cycle())
                .extracting(Cycle::id)
                .isEqualTo("BC-P-1003-2026-10A");
        assertThat(finding.projectId()).isEqualTo("P-1003");
        assertThat(finding.estimated()).isTrue();
        assertThat(Exposed.of(List.of(finding)))
                .extracting(one -> one.total().toString())
                .containsExactly("USD 4000.00", "EUR 4000.00");

        another(Project.Status.CLOSED);
        assertThat(risk.of("worker", worker(null)).worker().projects())
                .extracting(AtProject::projectId)
                .as("a closed project waits for nobody")
                .containsExactly("P-1003");
    }

    @Test
    void a_hire_that_is_held_counts_the_assignments_that_wait_for_him_to_become_known() {
        JsonNode hire = worker(null);
        InMemorySnapshots nobody = new InMemorySnapshots();
        nobody.put("project", "P-1003", Deals.PROJECT).put("contract", "CT-1003", Deals.CONTRACT);
        UnbilledCycles cycles = new UnbilledCycles(
                nobody,
                time,
                billed,
                new BillProjectRules(nobody, time, billed, Routing.shipped(), CLOCK),
                new RateLookup(nobody),
                CLOCK);
        MoneyAtRisk unknown = new MoneyAtRisk(nobody, time, new RateLookup(nobody), cycles, CLOCK);

        Finding finding = unknown.worker(
                hire,
                List.of(
                        booking("A-1", "P-1003", "APPROVED", "USD"),
                        booking("A-2", "P-1003", "APPROVED", "USD").without(List.of("to")),
                        booking("A-3", "P-1003", "APPROVED", "USD").put("workerId", "W-0006")));

        assertThat(finding.worker().projects()).singleElement().satisfies(one -> assertThat(one.assignmentIds())
                .containsExactly("A-1"));
        assertThat(finding.direct()).isEqualTo(Money.of("4000.00", "USD"));
    }

    @Test
    void who_leaves_costs_his_hours_without_approval_and_those_after_his_last_day() {
        LocalDate last = LocalDate.of(2026, 9, 30);
        time.add("T-1", ID, last, 480, true, TimeFact.State.SUBMITTED);
        time.add("T-2", ID, last.minusDays(1), 60, true, TimeFact.State.APPROVED);
        time.add("T-3", ID, last.plusDays(1), 120, true, TimeFact.State.TRANSFERRED);
        assertThat(risk.of("worker", worker(null)).direct()).as("of who stays").isNull();

        Finding finding = risk.of("worker", worker(last));

        assertThat(finding.direct()).as("10 h at 215").isEqualTo(Money.of("2150.00", "USD"));
        assertThat(finding.payrollMinutes()).isEqualTo(600);
        assertThat(finding.cycles()).extracting(Cycle::id).contains("BC-P-1003-2026-09B", "BC-P-1003-2026-10A");
        assertThat(finding.worker().projects()).extracting(AtProject::projectId).containsExactly("P-1003");
        assertThat(risk.of("worker", ((ObjectNode) worker(last)).put("projectId", "P-1004"))
                        .direct())
                .as("of the hours on another project")
                .isNull();
    }

    @Test
    void a_change_says_what_it_would_do_and_on_which_projects() {
        MoneyAtRisk valuing = risk.valuing(change -> Optional.of((ObjectNode)
                Json.tree("{\"impact\":{\"projects\":[\"P-1003\"],\"marginDelta\":{\"amount\":\"1967.54\"}},"
                        + "\"findings\":[{\"message\":\"workEmail a@x.example already belongs to worker W-1\"}]}")));
        JsonNode change = Json.tree(
                """
                {"workerId":"W-0007","version":2,"effectiveDate":"2026-09-14",
                 "changes":[{"field":"org.costCenterId","old":"CC-1100","new":"CC-1200"}]}""");

        Finding finding = valuing.of("worker", change);

        assertThat(finding.worker().projects()).extracting(AtProject::projectId).containsExactly("P-1003");
        assertThat(finding.worker().change().at("/impact/marginDelta/amount").asText())
                .isEqualTo("1967.54");
        assertThat(finding.worker().change().has("findings"))
                .as("what other rules say may name a person")
                .isFalse();
        assertThat(valuing.forOneLook().of("worker", change).worker().change()).isNotNull();
        assertThat(valuing.of("worker", worker(null)).worker().change()).isNull();
        assertThat(risk.of("worker", change).worker().change()).isNull();
    }

    @Test
    void of_a_fact_that_names_no_worker_nothing_is_known() {
        assertThat(risk.of("worker", Json.tree("{}")).worker()).isNull();
    }
}
