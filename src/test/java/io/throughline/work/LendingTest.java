package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Event;
import io.throughline.contract.Plan;
import io.throughline.contract.Step;
import io.throughline.people.Canon;
import io.throughline.people.DemoFirm;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.Routing;
import io.throughline.people.Worker;
import java.io.StringReader;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class LendingTest {

    private static final Routing ROUTING = Routing.read(
            new StringReader(
                    """
            legal_entity,erp,psa,payroll,identity
            *,netsuite,kantata,adp,scim
            LE-DE,sap,openair,datev,scim
            LE-JP,sap,openair,payroll-jp,scim
            """));

    private final InMemorySnapshots known =
            DemoFirm.snapshots().put("project", "P-1003", Deals.PROJECT).put("customer", "C-02", Deals.CALDER);
    private final Lending lending =
            new Lending(known, ROUTING, Clock.fixed(Instant.parse("2026-10-05T08:00:00Z"), ZoneOffset.UTC));
    private final Worker lent = DemoFirm.worker("W-0028");
    private final Event cause = Canon.event("assignment.approved.v1", "A-1", Deals.PROJECT);

    private List<Event> due(Worker worker) {
        return lending.due(cause, worker, Deals.PROJECT);
    }

    @Test
    void a_worker_of_another_entity_is_made_known_where_his_time_is_billed_and_the_project_where_he_enters_it() {
        assertThat(due(lent))
                .extracting(Event::type, Event::id)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("worker.lendingdue.v1", "W-0028-lent-netsuite"),
                        org.assertj.core.groups.Tuple.tuple("project.sharingdue.v1", "P-1003-shared-openair"));

        Plan resource = lending.lend(due(lent).get(0));
        assertThat(resource.steps()).extracting(Step::system).containsExactly("netsuite");
        assertThat(resource.steps().get(0).operation()).isEqualTo("employee");
        assertThat(resource.steps().get(0).lane()).isEqualTo("worker:W-0028");
        assertThat(resource.steps().get(0).payload().path("lent").asBoolean()).isTrue();

        Plan shell = lending.share(due(lent).get(1));
        assertThat(shell.steps()).extracting(Step::name).containsExactly("shell", "status");
        assertThat(shell.steps()).extracting(Step::system).containsOnly("openair");
        assertThat(shell.steps().get(0).payload().path("openForTime").asBoolean())
                .isTrue();
        assertThat(shell.steps().get(0).payload().at("/customer/customerId").asText())
                .isEqualTo(Deals.PROJECT.customerId());
        assertThat(shell.steps().get(1).needs()).containsExactly("project:P-1003@openair");
    }

    @Test
    void nobody_is_told_twice_or_of_what_is_at_home() {
        assertThat(due(DemoFirm.worker("W-0007"))).isEmpty();
        known.external("worker", "W-0028", "netsuite", "812").external("project", "P-1003", "openair", "31");
        assertThat(due(lent)).isEmpty();
        assertThat(lending.due(cause, lent, Canon.with(Deals.PROJECT, "billingEntityId", null)))
                .isEmpty();
    }

    @Test
    void two_entities_on_the_same_systems_lend_without_a_word() {
        Project tokyo = Canon.with(Deals.PROJECT, "billingEntityId", "LE-JP");
        assertThat(lending.due(cause, lent, tokyo)).isEmpty();
    }

    @Test
    void what_is_not_known_any_more_is_not_shared() {
        assertThat(lending.share(Canon.event("project.sharingdue.v1", "P-77", java.util.Map.of())))
                .isEqualTo(Plan.NOTHING);
        assertThat(lending.lend(Canon.event("worker.lendingdue.v1", "W-77", java.util.Map.of())))
                .isEqualTo(Plan.NOTHING);
    }
}
