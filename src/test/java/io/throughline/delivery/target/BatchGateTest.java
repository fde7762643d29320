package io.throughline.delivery.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.alerts.AlertPolicy;
import io.throughline.alerts.Alerts;
import io.throughline.contract.Answer;
import io.throughline.contract.Delivery;
import io.throughline.contract.Json;
import io.throughline.contract.Repeatability;
import io.throughline.contract.Safety;
import io.throughline.contract.Step;
import io.throughline.delivery.CollectAnswers.Answered;
import io.throughline.journal.Audit;
import io.throughline.journal.Database;
import io.throughline.journal.StoreContract;
import io.throughline.journal.TestDatabases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import policies.BatchPolicies;
import systems.Channels;

/** The real route {@code deliver-many}: what reaches the target, and what is learnt from its answers. */
class BatchGateTest extends StoreContract {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final List<Integer> calls = new ArrayList<>();
    private Circuit circuit;
    private Budget budget;
    private KillSwitches switches;
    private Function<Delivery, Answer> answer = delivery -> new Answer.Applied("ref", null, false);
    private RuntimeException failure;

    @Override
    protected Database open() {
        return TestDatabases.h2(folder);
    }

    @BeforeEach
    void startRoutes() throws Exception {
        circuit = new Circuit(2, Duration.ofSeconds(1), Duration.ofSeconds(30), clock, this::nanos, () -> 0.5);
        budget = new Budget(1, 0, System::nanoTime);
        Audit audit = new Audit(database, clock, "node-1");
        Alerts alerts = new Alerts(AlertPolicy.of("log", Duration.ofMinutes(30), 3, 5), audit.self(), clock);
        switches = new KillSwitches(database, audit, alerts, clock);
        Targets targets = new Targets(
                List.of(new Target("erp", circuit, budget, 10)),
                switches,
                step -> Safety.of(Repeatability.NONE),
                Duration.ZERO,
                clock);
        camel.getRegistry().bind("batch-gate", new BatchGate(targets));
        camel.addRoutesConfigurations(new BatchPolicies());
        camel.addRoutes(new Channels());
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:erp.call").process(BatchGateTest.this::call);
            }
        });
        camel.start();
        TemplatedRouteBuilder.builder(camel, "deliver-many")
                .routeId("erp.deliver-many")
                .parameter("system", "erp")
                .add();
    }

    @AfterEach
    void stopRoutes() {
        camel.stop();
    }

    @Test
    void many_steps_are_one_call_and_one_turn_which_is_given_back() {
        assertThat(answers(delivery(1, false), delivery(2, false), delivery(3, false)))
                .containsOnly(new Answer.Applied("ref", null, false))
                .hasSize(3);
        assertThat(calls).containsExactly(3);
        assertThat(budget.view().underWay()).isZero();
    }

    @Test
    void nothing_is_sent_while_the_circuit_is_open_but_a_probe() {
        circuit.unreachable("connection refused");

        assertThat(answers(delivery(1, false), delivery(2, false)))
                .hasSize(2)
                .allMatch(given -> given instanceof Answer.NotSent);
        assertThat(calls).isEmpty();

        clock.advance(Duration.ofSeconds(1));
        assertThat(circuit.tryProbe()).isTrue();
        assertThat(carry(true, delivery(1, false)).getException()).isNull();
        assertThat(calls).containsExactly(1);
        assertThat(circuit.isClosed()).isTrue();
    }

    @Test
    void nothing_is_sent_to_a_system_that_a_person_has_stopped() {
        switches.stop(KillSwitches.Scope.SYSTEM, "erp", "anna", "month end");

        assertThat(answers(delivery(1, false))).singleElement().satisfies(given -> assertThat(given.toString())
                .contains("stopped by a person"));
        assertThat(calls).isEmpty();
    }

    @Test
    void nothing_is_sent_of_a_flow_that_a_person_has_stopped_although_its_attempt_has_begun() {
        switches.stop(KillSwitches.Scope.FLOW, "onboard-worker", "anna", "wrong mapping");

        assertThat(answers(delivery(1, false))).singleElement().satisfies(given -> assertThat(given.toString())
                .contains("the flow onboard-worker is stopped by a person"));
        assertThat(calls).isEmpty();
        switches.resume(KillSwitches.Scope.FLOW, "onboard-worker", "anna", "mended");
        assertThat(answers(delivery(1, false))).containsExactly(new Answer.Applied("ref", null, false));
    }

    @Test
    void nothing_is_sent_when_the_budget_is_spent() throws Exception {
        assertThat(budget.acquire(Duration.ZERO)).isTrue();

        assertThat(answers(delivery(1, false), delivery(2, false)))
                .hasSize(2)
                .allMatch(given -> given instanceof Answer.NotSent);
        assertThat(calls).isEmpty();
        assertThat(budget.view().underWay()).isEqualTo(1);
    }

    @Test
    void a_step_in_doubt_stays_behind_and_its_neighbours_go() {
        assertThat(answers(delivery(1, true), delivery(2, false)))
                .satisfiesExactlyInAnyOrder(
                        given -> assertThat(given).isInstanceOf(Answer.Unknown.class),
                        given -> assertThat(given).isInstanceOf(Answer.Applied.class));
        assertThat(calls).containsExactly(1);
    }

    @Test
    void one_failed_call_of_many_steps_is_one_failure_and_the_second_opens_the_circuit() {
        answer = delivery -> new Answer.Temporary("busy", null);

        assertThat(answers(delivery(1, false), delivery(2, false), delivery(3, false)))
                .containsOnly(new Answer.Temporary("busy", null));
        assertThat(circuit.isClosed()).isTrue();

        assertThat(answers(delivery(1, false), delivery(2, false))).containsOnly(new Answer.Down("busy"));
        assertThat(circuit.isClosed()).isFalse();
    }

    @Test
    void a_step_that_is_refused_beside_one_that_is_taken_is_no_failure_of_the_target() {
        answer = delivery ->
                delivery.stepNo() == 1 ? new Answer.Temporary("locked", null) : new Answer.Applied("ref", null, false);

        for (int i = 0; i < 3; i++) {
            assertThat(answers(delivery(1, false), delivery(2, false))).hasSize(2);
        }

        assertThat(circuit.isClosed()).isTrue();
    }

    @Test
    void a_step_without_an_answer_may_have_taken_effect() {
        answer = delivery -> delivery.stepNo() == 1 ? null : new Answer.Applied("ref", null, false);

        assertThat(answers(delivery(1, false), delivery(2, false)).get(0)).isInstanceOf(Answer.Unknown.class);
    }

    @Test
    void a_call_that_breaks_off_gives_its_turn_back_and_counts_as_a_failure() {
        failure = new IllegalStateException("broken");

        assertThat(carry(false, delivery(1, false)).getException()).hasMessage("broken");
        assertThat(carry(false, delivery(1, false)).getException()).hasMessage("broken");

        assertThat(budget.view().underWay()).isZero();
        assertThat(circuit.isClosed()).isFalse();
    }

    private void call(Exchange exchange) {
        List<Answered> answers = new ArrayList<>();
        for (Object each : exchange.getMessage().getBody(List.class)) {
            Delivery delivery = (Delivery) each;
            Answer given = answer.apply(delivery);
            if (given != null) {
                answers.add(new Answered(delivery, given));
            }
        }
        calls.add(exchange.getMessage().getBody(List.class).size());
        if (failure != null) {
            throw failure;
        }
        exchange.getMessage().setBody(answers);
    }

    private Exchange carry(boolean probe, Delivery... deliveries) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(List.of(deliveries));
        if (probe) {
            exchange.setVariable("probe", true);
        }
        return camel.createProducerTemplate().send("direct:erp.deliver-many", exchange);
    }

    private List<Answer> answers(Delivery... deliveries) {
        List<Answer> answers = new ArrayList<>();
        for (Object each : carry(false, deliveries).getMessage().getBody(List.class)) {
            answers.add(((Answered) each).answer());
        }
        return answers;
    }

    private static Delivery delivery(long stepNo, boolean inDoubt) {
        Step step = Step.of("a", "erp", "employee", "worker:W-" + stepNo, Json.tree("{}"));
        return new Delivery(stepNo, step, "e1", "e1/a" + stepNo, 1, inDoubt, Map.of(), 1, null, null, "onboard-worker");
    }

    private long nanos() {
        return clock.millis() * 1_000_000;
    }
}
