package io.throughline.delivery.target;

import static journeys.RunningProduct.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.alerts.AlertPolicy;
import io.throughline.alerts.Alerts;
import io.throughline.contract.Answer;
import io.throughline.contract.Delivery;
import io.throughline.contract.Json;
import io.throughline.contract.Repeatability;
import io.throughline.contract.Safety;
import io.throughline.contract.Step;
import io.throughline.delivery.CollectAnswers;
import io.throughline.delivery.target.KillSwitches.Scope;
import io.throughline.journal.Audit;
import io.throughline.journal.Database;
import io.throughline.journal.StoreContract;
import io.throughline.journal.TestDatabases;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person stops is stopped at once, also for attempts that have begun and wait for their turn. */
class TargetsTest extends StoreContract {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Budget budget = new Budget(1, 0, System::nanoTime);
    private Circuit circuit;
    private KillSwitches switches;
    private Targets targets;

    @Override
    protected Database open() {
        return TestDatabases.h2(folder);
    }

    @BeforeEach
    void openTargets() {
        circuit = new Circuit(
                2, Duration.ofSeconds(1), Duration.ofSeconds(30), clock, () -> clock.millis() * 1_000_000, () -> 0.5);
        Alerts alerts = new Alerts(AlertPolicy.of("log", Duration.ofMinutes(30), 3, 5), "node-1", clock);
        switches = new KillSwitches(database, new Audit(database, clock, "node-1"), alerts, clock);
        targets = new Targets(
                List.of(new Target("erp", circuit, budget, 10)),
                switches,
                step -> Safety.of(Repeatability.UPSERT),
                Duration.ofSeconds(30),
                clock);
    }

    @AfterEach
    void close() throws Exception {
        camel.close();
    }

    @ParameterizedTest
    @CsvSource({"FLOW, onboard-worker", "SYSTEM, erp"})
    void what_is_stopped_while_an_attempt_waits_for_its_turn_is_not_sent(Scope scope, String name) throws Exception {
        assertThat(budget.acquire(Duration.ZERO)).isTrue();
        CompletableFuture<Object> waiting = CompletableFuture.supplyAsync(() -> admitted("onboard-worker", false));
        eventually().until(() -> waits());

        switches.stop(scope, name, "anna", "wrong mapping");
        budget.release();

        assertThat(waiting.get()).isInstanceOf(Answer.NotSent.class);
        assertThat(budget.view().underWay()).isZero();
    }

    @Test
    void a_call_of_many_leaves_behind_what_was_stopped_while_it_waited_for_its_turn() throws Exception {
        assertThat(budget.acquire(Duration.ZERO)).isTrue();
        BatchGate gate = new BatchGate(targets);
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(List.of(delivery(1, "onboard-worker"), delivery(2, "transfer-time")));
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
            try {
                gate.admit(exchange);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        });
        eventually().until(() -> waits());

        switches.stop(Scope.FLOW, "onboard-worker", "anna", "wrong mapping");
        budget.release();
        waiting.get();

        assertThat(exchange.getMessage().getBody(List.class)).singleElement().isEqualTo(delivery(2, "transfer-time"));
        assertThat(budget.view().underWay()).isEqualTo(1);
    }

    @Test
    void a_stopped_flow_does_not_stop_the_others() {
        switches.stop(Scope.FLOW, "onboard-worker", "anna", "wrong mapping");

        assertThat(admitted("onboard-worker", false).toString()).contains("the flow onboard-worker is stopped");
        assertThat(admitted("transfer-time", false)).isInstanceOf(Delivery.class);
        assertThat(budget.view().underWay()).isEqualTo(1);
    }

    @Test
    void a_probe_of_a_stopped_flow_has_not_tried_the_target() {
        circuit.unreachable("connection refused");
        clock.advance(Duration.ofSeconds(1));
        assertThat(circuit.tryProbe()).isTrue();
        switches.stop(Scope.FLOW, "onboard-worker", "anna", "wrong mapping");

        assertThat(admitted("onboard-worker", true)).isInstanceOf(Answer.NotSent.class);
        assertThat(circuit.tryProbe()).isTrue();
    }

    private static boolean waits() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(java.util.Arrays::stream)
                .anyMatch(frame -> frame.getClassName().equals(Budget.class.getName())
                        && frame.getMethodName().equals("acquire"));
    }

    private static Delivery delivery(long stepNo, String flow) {
        Step step = Step.of("a", "erp", "employee", "worker:W-1", Json.tree("{}"));
        return new Delivery(stepNo, step, "e1", "e1/a", 1, false, Map.of(), 1, null, null, flow);
    }

    private Object admitted(String flow, boolean probe) {
        Delivery delivery = delivery(1, flow);
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(delivery);
        exchange.setVariable(CollectAnswers.DELIVERY, delivery);
        if (probe) {
            exchange.setVariable("probe", true);
        }
        try {
            targets.admit(exchange);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
        return exchange.getMessage().getBody();
    }
}
