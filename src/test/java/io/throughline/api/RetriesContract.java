package io.throughline.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import io.throughline.contract.Step;
import io.throughline.delivery.Ledger;
import io.throughline.delivery.StepState;
import io.throughline.journal.Audit;
import io.throughline.journal.Entities;
import io.throughline.journal.Journal;
import io.throughline.journal.Knowledge;
import io.throughline.journal.StoreContract;
import io.throughline.journal.Xrefs;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is being tried again is listed with its next attempt, the attempts it has left and why it did not work. */
abstract class RetriesContract extends StoreContract {

    private static final int ATTEMPTS = 10;

    private Ledger ledger;
    private Journal journal;
    private Traces traces;

    @BeforeEach
    void openStores() {
        Xrefs xrefs = new Xrefs(database, clock);
        Knowledge knowledge = new Knowledge(database, new Entities(seal, clock), xrefs);
        Audit audit = new Audit(database, clock, "node");
        journal = new Journal(database, seal, clock, "node");
        ledger = new Ledger(database, seal, knowledge, audit, clock, "node/1", Duration.ofMinutes(1), Set::of);
        traces = new Traces(database, journal, ledger, xrefs, ATTEMPTS);
        journal.chained(chain -> database.inTransaction(connection -> {
            journal.append(
                    connection,
                    chain,
                    List.of(new Journal.Draft(1, event("e1"), Journal.State.ACCEPTED, List.of(), "test")));
            return null;
        }));
    }

    @Test
    void what_is_tried_again_says_when_how_often_it_may_be_and_why() {
        tried("erp", "netsuite", StepState.RETRY, 3, Duration.ofSeconds(30), "busy");

        assertThat(list(null, null))
                .singleElement()
                .isEqualTo(
                        Json.tree(
                                """
                        {"system":"netsuite","operation":"employee","key":"worker:W-0002","event":"e1","step":"erp",
                         "flow":"onboard-worker","state":"RETRY","attempts":3,"attemptsLeft":7,
                         "nextAttempt":"2026-10-15T08:00:30.123456Z","code":"TEMPORARY","lastError":"busy"}"""));
    }

    @Test
    void what_is_due_next_comes_first_and_what_goes_at_once_before_all() {
        tried("late", "netsuite", StepState.RETRY, 1, Duration.ofMinutes(5), "busy");
        tried("soon", "kantata", StepState.IN_DOUBT, 2, Duration.ofSeconds(5), "cut off");
        tried("now", "scim", StepState.RETRY, 1, null, "busy");

        assertThat(list(null, null))
                .extracting(one -> one.path("step").asText())
                .containsExactly("now", "soon", "late");
        assertThat(list(null, "2")).hasSize(2);
        assertThat(list("kantata", null))
                .extracting(one -> one.path("state").asText())
                .containsExactly("IN_DOUBT");
        assertThat(list("adp", null)).isEmpty();
    }

    @Test
    void what_is_done_dead_or_not_tried_yet_is_not_listed() {
        tried("done", "netsuite", StepState.DONE, 1, null, null);
        tried("dead", "kantata", StepState.DEAD, 10, null, "no");
        plan("planned", "scim");

        assertThat(list(null, null)).isEmpty();
    }

    @Test
    void a_limit_that_is_none_is_refused() {
        assertThat(asked(null, "0").getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE))
                .isEqualTo(400);
        assertThat(asked(null, "many").getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE))
                .isEqualTo(400);
    }

    @Test
    void the_trace_says_of_each_step_how_many_attempts_are_left_and_why_it_did_not_work() {
        tried("erp", "netsuite", StepState.RETRY, 3, Duration.ofSeconds(30), "busy");

        JsonNode step = traces.of("worker:W-0002").at("/events/0/steps/0");
        assertThat(step.path("attempts").asInt()).isEqualTo(3);
        assertThat(step.path("attemptsLeft").asInt()).isEqualTo(7);
        assertThat(step.path("code").asText()).isEqualTo("TEMPORARY");
        assertThat(step.path("lastError").asText()).isEqualTo("busy");
    }

    private JsonNode list(String system, String limit) {
        return Json.tree(asked(system, limit).getMessage().getBody(String.class));
    }

    private Exchange asked(String system, String limit) {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            Exchange exchange = new DefaultExchange(camel);
            exchange.getMessage().setHeader("system", system);
            exchange.getMessage().setHeader("limit", limit);
            new Retries(database, ATTEMPTS).list(exchange);
            return exchange;
        } catch (java.io.IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }

    private void tried(String name, String system, StepState state, int attempts, Duration after, String reason) {
        long step = plan(name, system);
        assertThat(ledger.begin(List.of(step))).hasSize(1);
        Ledger.Outcome outcome = new Ledger.Outcome(
                step,
                1,
                state,
                state == StepState.IN_DOUBT,
                attempts,
                after == null ? null : NOW.plus(after),
                reason == null ? null : "TEMPORARY",
                reason,
                null,
                false);
        database.inTransaction(connection -> ledger.settle(connection, List.of(outcome)));
    }

    private long plan(String name, String system) {
        Step step = Step.of(name, system, "employee", "worker:W-0002", Json.tree("{}"));
        return database.inTransaction(connection -> {
            long number = ledger.nextNumber(connection);
            ledger.append(
                    connection,
                    List.of(new Ledger.Draft(number, 1, "e1", "onboard-worker", step, StepState.PLANNED, null)));
            return number;
        });
    }
}
