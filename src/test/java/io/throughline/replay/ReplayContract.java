package io.throughline.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.api.KeyBook;
import io.throughline.audit.AuditVerifier;
import io.throughline.audit.Finding;
import io.throughline.broker.Outgoing;
import io.throughline.contract.Json;
import io.throughline.contract.Repeatability;
import io.throughline.contract.Safety;
import io.throughline.delivery.Ledger;
import io.throughline.delivery.Redelivery;
import io.throughline.http.Keyring;
import io.throughline.http.OperatorKey;
import io.throughline.journal.Audit;
import io.throughline.journal.AuditTrail;
import io.throughline.journal.Entities;
import io.throughline.journal.Journal;
import io.throughline.journal.Knowledge;
import io.throughline.journal.StoreContract;
import io.throughline.journal.Xrefs;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A replay says what it would do, waits for the people it needs, goes slowly, and can be held up at any event. */
abstract class ReplayContract extends StoreContract {

    private static final Policy POLICY = Policy.of(2, "netsuite/time,netsuite/invoice,adp/*", 10, 2, 1000);

    private Keyring keyring;
    private Journal journal;
    private Audit audit;
    private Replays replays;
    private ReplayRunner runner;
    private ReplayViews views;
    private int steps;

    @BeforeEach
    void open_replays() {
        journal = new Journal(database, seal, clock, "node-1");
        audit = new Audit(database, clock, "node-1");
        keyring = new Keyring(OperatorKey.at(folder.resolve("operator.key")));
        keyring.keyFor("anna");
        keyring.keyFor("ben");
        replays = new Replays(database, audit, seal, POLICY, new KeyBook(keyring, audit, clock), clock);
        views = new ReplayViews(database);
        runner = runner();
    }

    /** A runner as a fresh process has it. */
    private ReplayRunner runner() {
        Knowledge known = new Knowledge(database, new Entities(seal, clock), new Xrefs(database, clock));
        Ledger ledger =
                new Ledger(database, seal, known, audit, clock, "node-1/now", Duration.ofMinutes(2), java.util.Set::of);
        return new ReplayRunner(
                audit, new Redelivery(ledger, step -> Safety.of(Repeatability.UPSERT), clock), POLICY, clock);
    }

    @Test
    void a_replay_does_nothing_until_it_is_confirmed_and_then_sends_what_is_not_finished() {
        event("e1", "worker.hired.v1", "W-1");
        step("e1", "erp", "netsuite", "employee", "DEAD");
        step("e1", "psa", "kantata", "user", "DONE");
        long replay = replays.propose(select("key", "worker:W-1"), "the ERP is back", "anna");

        assertThat(runner.tick()).isEmpty();
        assertThat(replays.confirm(replay, "anna").path("state").asText()).isEqualTo("RUNNING");
        List<Outgoing> sent = runner.tick();

        assertThat(sent).hasSize(1);
        assertThat(shown(replay).path("state").asText()).isEqualTo("DONE");
        assertThat(state("erp")).isEqualTo("PLANNED");
        assertThat(state("psa")).isEqualTo("DONE");
        assertThat(shown(replay).path("items").get(0).path("note").asText()).isEqualTo("1 step sent again");
        assertThat(about("replay:" + replay))
                .containsExactly("anna replay.propose", "anna replay.confirm", "system:node-1 replay.done");
        assertThat(about("event:e1")).containsExactly("anna step.replayed");
    }

    @Test
    void a_finished_a_superseded_and_a_held_event_are_left_alone_and_it_says_why() {
        event("done", "worker.hired.v1", "W-1");
        step("done", "erp", "netsuite", "employee", "DONE");
        journal("old", "worker.hired.v1", "W-1", Journal.State.SUPERSEDED);
        journal("held", "worker.hired.v1", "W-1", Journal.State.HELD);
        long replay = replays.propose(select("key", "worker:W-1"), "all of it", "anna");
        replays.confirm(replay, "anna");
        replays.approve(replay, "ben");

        assertThat(runner.tick()).isEmpty();
        assertThat(runner.tick()).isEmpty();

        JsonNode items = shown(replay).path("items");
        assertThat(items.findValuesAsText("outcome")).containsExactly("NOTHING", "SUPERSEDED", "REFUSED");
        assertThat(items.get(0).path("note").asText()).contains("every step is finished already");
        assertThat(items.get(1).path("note").asText()).contains("newer version");
        assertThat(items.get(2).path("note").asText()).contains("resubmit");
    }

    @Test
    void more_events_than_one_person_may_replay_need_a_second_person_who_is_another_one() {
        for (int i = 1; i <= 3; i++) {
            event("e" + i, "worker.hired.v1", "W-1");
            step("e" + i, "erp" + i, "netsuite", "employee", "DEAD");
        }
        long replay = replays.propose(select("type", "worker."), "many", "anna");

        assertThat(shown(replay).path("preview").path("approvalBecause").toString())
                .contains("3 events");
        assertThat(replays.confirm(replay, "anna").path("state").asText()).isEqualTo("CONFIRMED");
        assertThat(runner.tick()).isEmpty();
        assertThatThrownBy(() -> replays.approve(replay, "anna"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("second person")
                .extracting("status")
                .isEqualTo(403);
        assertThat(runner.tick()).isEmpty();

        replays.approve(replay, "ben");

        assertThat(runner.tick()).hasSize(2);
        assertThat(runner.tick()).hasSize(1);
        assertThat(about("replay:" + replay)).contains("ben replay.approve");
    }

    @ParameterizedTest
    @CsvSource({"netsuite, time, true", "adp, pay-data, true", "netsuite, employee, false", "kantata, user, false"})
    void a_step_that_moves_money_needs_a_second_person(String system, String operation, boolean financial) {
        event("e1", "worker.hired.v1", "W-1");
        step("e1", "one", system, operation, "DEAD");
        long replay = replays.propose(select("key", "worker:W-1"), "why", "anna");

        assertThat(replays.confirm(replay, "anna").path("state").asText())
                .isEqualTo(financial ? "CONFIRMED" : "RUNNING");
    }

    @Test
    void the_preview_counts_the_money_it_knows_and_names_what_it_does_not() {
        event("t1", "time.approved.v1", "T-1");
        step("t1", "bill1", "netsuite", "time", "DEAD");
        fact("T-1", 450, "150.00");
        event("t2", "time.approved.v1", "T-2");
        step("t2", "bill2", "netsuite", "time", "RETRY");
        fact("T-2", 60, null);
        event("b1", "billing.closed.v1", "BC-1");
        stepWith("b1", "invoice", "netsuite", "invoice", "DEAD", "{\"net\":\"7280.00\",\"currency\":\"USD\"}");

        JsonNode preview = replays.preview(select("system", "netsuite"));

        assertThat(preview.path("events").asInt()).isEqualTo(3);
        assertThat(preview.path("money").path("amounts").toString())
                .isEqualTo("[{\"amount\":\"8405.00\",\"currency\":\"USD\"}]");
        assertThat(preview.path("money").path("unknown").get(0).path("what").asText())
                .isEqualTo("time without a price");
        assertThat(preview.path("payrollHours").asText()).isEqualTo("8.50");
        assertThat(preview.path("financial").asBoolean()).isTrue();
        assertThat(count("select count(*) from replay")).isZero();
    }

    @Test
    void time_whose_entry_carries_no_price_is_worth_what_its_step_says() {
        event("t1", "time.approved.v1", "T-1");
        stepWith(
                "t1",
                "bill1",
                "netsuite",
                "time",
                "DEAD",
                "{\"billRate\":{\"amount\":\"150.00\",\"currency\":\"USD\"}}");
        fact("T-1", 450, null);

        JsonNode money = replays.preview(select("system", "netsuite")).path("money");

        assertThat(money.path("amounts").toString()).isEqualTo("[{\"amount\":\"1125.00\",\"currency\":\"USD\"}]");
        assertThat(money.path("unknown")).isEmpty();
    }

    @Test
    void the_preview_counts_the_hours_of_files_for_payroll() {
        event("p1", "payroll.due.v1", "LE-US-2026-10A");
        stepWith("p1", "pay-data", "adp", "pay-data", "DEAD", "{\"totalHours\":\"412.25\"}");

        assertThat(replays.preview(select("system", "adp")).path("payrollHours").asText())
                .isEqualTo("412.25");
    }

    @Test
    void a_step_that_moves_money_and_was_planned_after_the_proposal_is_not_sent_by_one_person() {
        event("e1", "worker.hired.v1", "W-1");
        step("e1", "erp", "netsuite", "employee", "DEAD");
        long replay = replays.propose(select("key", "worker:W-1"), "why", "anna");
        step("e1", "book", "netsuite", "time", "DEAD");
        replays.confirm(replay, "anna");

        assertThat(runner.tick()).isEmpty();

        assertThat(state("erp")).isEqualTo("DEAD");
        assertThat(state("book")).isEqualTo("DEAD");
        JsonNode item = shown(replay).path("items").get(0);
        assertThat(item.path("outcome").asText()).isEqualTo("REFUSED");
        assertThat(item.path("note").asText()).contains("moves money");
    }

    @Test
    void what_a_second_person_agreed_to_is_sent() {
        event("e1", "worker.hired.v1", "W-1");
        step("e1", "book", "netsuite", "time", "DEAD");
        long replay = replays.propose(select("key", "worker:W-1"), "why", "anna");
        replays.confirm(replay, "anna");
        replays.approve(replay, "ben");

        assertThat(runner.tick()).hasSize(1);
    }

    @Test
    void what_came_to_nothing_was_not_replayed_before_and_what_the_desk_sent_was() {
        event("e1", "worker.hired.v1", "W-1");
        step("e1", "erp", "netsuite", "employee", "DONE");
        long replay = replays.propose(select("key", "worker:W-1"), "why", "anna");
        replays.confirm(replay, "anna");
        runner.tick();
        assertThat(replays.preview(select("key", "worker:W-1")).path("before")).isEmpty();
        execute("insert into exception_case (fingerprint, event_no, event_key, kind, rule, message, opened_at) values"
                + " ('f', " + number("e1") + ", 'worker:W-1', 'DEAD', 'R', 'M', timestamp '2026-10-15 08:00:00')");
        long one = count("select case_no from exception_case");
        audit.inTransaction((connection, scribe) -> {
            scribe.note("ben", "case.replayed", "case:" + one, null);
            return null;
        });

        JsonNode before = replays.preview(select("key", "worker:W-1")).path("before");

        assertThat(before).hasSize(1);
        assertThat(before.get(0).path("case").asLong()).isEqualTo(one);
        assertThat(before.get(0).path("by").asText()).isEqualTo("ben");
    }

    @Test
    void running_replays_share_what_may_be_taken_up_in_a_second() {
        long[] both = new long[2];
        for (int i = 0; i < 2; i++) {
            for (int n = 1; n <= 2; n++) {
                String id = "e" + i + n;
                event(id, "worker.hired.v1", "W-" + i);
                step(id, "erp" + id, "netsuite", "employee", "DEAD");
            }
            both[i] = replays.propose(select("key", "worker:W-" + i), "why", "anna");
            replays.confirm(both[i], "anna");
        }

        assertThat(runner.tick()).hasSize(2);

        assertThat(shown(both[0]).path("taken").asInt()).isEqualTo(1);
        assertThat(shown(both[1]).path("taken").asInt()).isEqualTo(1);
    }

    @Test
    void a_thousand_events_can_be_named_and_one_more_is_refused_with_field_and_number() {
        event("event-number-0000", "worker.hired.v1", "W-1");
        step("event-number-0000", "erp", "netsuite", "employee", "DEAD");
        ObjectNode request = Json.mapper().createObjectNode();
        for (int i = 0; i < 1000; i++) {
            request.withArray("events").add("event-number-%04d".formatted(i));
        }

        long replay = replays.propose(Selection.of(request), "why", "anna");
        replays.confirm(replay, "anna");

        assertThat(shown(replay).at("/selection/events")).hasSize(1000);
        assertThat(runner.tick()).hasSize(1);
        request.withArray("events").add("one-more");
        assertThatThrownBy(() -> Selection.of(request))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("events may name at most 1000 ids, not 1001");
    }

    @ParameterizedTest
    @CsvSource({"step, nowhere", "steps, nowhere", "targets, nowhere"})
    void a_step_or_target_that_no_event_has_is_a_mistake_and_not_finished(String field, String name) {
        event("e1", "worker.hired.v1", "W-1");
        step("e1", "erp", "netsuite", "employee", "DEAD");
        ObjectNode request = Json.mapper().createObjectNode().put("key", "worker:W-1");
        if (field.equals("step")) {
            request.put(field, name);
        } else {
            request.putArray(field).add(name);
        }

        assertThatThrownBy(() -> replays.preview(Selection.of(request)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining(field + " names nowhere")
                .hasMessageContaining(field.equals("targets") ? "netsuite" : "erp")
                .extracting("status")
                .isEqualTo(409);
    }

    @Test
    void an_event_without_a_step_that_is_meant_is_not_counted_as_finished() {
        event("e1", "worker.hired.v1", "W-1");
        step("e1", "erp", "netsuite", "employee", "DEAD");
        event("e2", "worker.hired.v1", "W-1");
        step("e2", "psa", "kantata", "user", "DEAD");
        ObjectNode request = Json.mapper().createObjectNode().put("key", "worker:W-1");
        request.putArray("targets").add("netsuite");

        JsonNode preview = replays.preview(Selection.of(request));

        assertThat(preview.path("finished").asInt()).isZero();
        assertThat(preview.path("without").asInt()).isEqualTo(1);
    }

    @Test
    void a_key_that_was_made_after_the_proposal_approves_nothing() {
        event("e1", "worker.hired.v1", "W-1");
        step("e1", "book", "netsuite", "time", "DEAD");
        long replay = replays.propose(select("key", "worker:W-1"), "why", "anna");
        replays.confirm(replay, "anna");
        keyring.keyFor("cleo");

        assertThatThrownBy(() -> replays.approve(replay, "cleo"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("made after")
                .extracting("status")
                .isEqualTo(403);
        assertThat(shown(replay).path("state").asText()).isEqualTo("CONFIRMED");
        assertThat(replays.approve(replay, "ben").path("state").asText()).isEqualTo("RUNNING");
    }

    @Test
    void whoever_gets_a_key_is_written_down_once() {
        KeyBook keys = new KeyBook(keyring, audit, clock);
        keys.look();
        keyring.keyFor("cleo");

        keys.look();
        keys.look();
        new KeyBook(keyring, audit, clock).look();

        assertThat(about("person:cleo")).containsExactly("system:node-1 key.added");
        assertThat(about("person:anna")).containsExactly("system:node-1 key.added");
    }

    @Test
    void what_was_replayed_before_is_said_with_when_and_by_whom_and_both_ways() {
        event("e1", "worker.hired.v1", "W-1");
        step("e1", "erp", "netsuite", "employee", "DEAD");
        long first = replays.propose(select("key", "worker:W-1"), "why", "anna");
        replays.confirm(first, "anna");
        runner.tick();

        JsonNode before =
                replays.preview(select("key", "worker:W-1")).path("before").get(0);

        assertThat(before.path("id").asLong()).isEqualTo(first);
        assertThat(before.path("by").asText()).isEqualTo("anna");
        assertThat(before.path("at").asText()).isEqualTo(NOW.toString());
        JsonNode link = database.read(connection -> ReplayLinks.of(connection, number("e1"), new ArrayList<>()))
                .get(0);
        assertThat(link.path("id").asLong()).isEqualTo(first);
        assertThat(link.path("outcome").asText()).isEqualTo("REPLAYED");
    }

    @Test
    void it_goes_on_where_it_was_after_a_pause_and_in_another_process_and_stops_for_good_when_cancelled() {
        for (int i = 1; i <= 7; i++) {
            event("e" + i, "worker.hired.v1", "W-1");
            step("e" + i, "erp" + i, "netsuite", "employee", "DEAD");
        }
        long replay = replays.propose(select("key", "worker:W-1"), "why", "anna");
        replays.confirm(replay, "anna");
        replays.approve(replay, "ben");

        assertThat(runner.tick()).hasSize(2);
        replays.pause(replay, "anna");
        assertThat(runner.tick()).isEmpty();
        replays.resume(replay, "anna");
        runner = runner();
        assertThat(runner.tick()).hasSize(2);
        replays.cancel(replay, "ben");
        assertThat(runner.tick()).isEmpty();

        assertThat(shown(replay).path("taken").asInt()).isEqualTo(4);
        assertThat(state("erp4")).isEqualTo("PLANNED");
        assertThat(state("erp5")).isEqualTo("DEAD");
        assertThatThrownBy(() -> replays.resume(replay, "anna"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("cancelled");
    }

    @Test
    void only_the_chosen_target_and_only_from_the_chosen_step_on() {
        event("e1", "worker.hired.v1", "W-1");
        step("e1", "one", "scim", "user", "DEAD");
        step("e1", "two", "kantata", "user", "DEAD");
        step("e1", "three", "netsuite", "employee", "DEAD");
        ObjectNode request =
                Json.mapper().createObjectNode().put("key", "worker:W-1").put("step", "two");
        request.putArray("targets").add("netsuite");
        long replay = replays.propose(Selection.of(request), "why", "anna");
        replays.confirm(replay, "anna");

        runner.tick();

        assertThat(List.of(state("one"), state("two"), state("three"))).containsExactly("DEAD", "DEAD", "PLANNED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"events\":[\"e1\",\"e3\"]}",
                "{\"type\":\"worker.h\",\"state\":\"DEAD\"}",
                "{\"system\":\"netsuite\",\"state\":\"DEAD\"}",
                "{\"legalEntity\":\"LE-US\"}",
                "{\"from\":\"2026-10-15T08:00:00Z\",\"to\":\"2026-10-15T09:00:00Z\",\"key\":\"worker:W-1\",\"state\":\"DEAD\"}"
            })
    void every_filter_finds_what_it_says(String request) {
        entity("e1", "worker.hired.v1", "W-1", "LE-US");
        step("e1", "a", "netsuite", "employee", "DEAD");
        event("e2", "worker.changed.v1", "W-2");
        step("e2", "b", "kantata", "user", "DEAD");
        entity("e3", "worker.hired.v1", "W-1", "LE-US");
        step("e3", "c", "netsuite", "employee", "DEAD");
        event("e4", "time_sheet.x.v1", "W-3");
        step("e4", "d", "netsuite", "time", "DONE");

        JsonNode preview = replays.preview(Selection.of(Json.tree(request)));

        assertThat(preview.path("events").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | say which events",
                "{\"kee\":\"x\"} | kee is not known",
                "{\"state\":\"BROKEN\"} | state must be one of",
                "{\"from\":\"yesterday\"} | from must be an instant",
                "{\"events\":\"e1\"} | events must be a list",
                "{\"absent\":true,\"key\":\"x\"} | absent needs the events and the steps",
                "{\"absent\":\"yes\",\"key\":\"x\"} | absent must be true or false",
                "{\"key\":7} | key must be text"
            })
    void a_selection_that_cannot_be_understood_is_refused_with_the_field(String request, String sentence) {
        assertThatThrownBy(() -> Selection.of(Json.tree(request)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void a_replay_of_nothing_of_too_much_or_without_a_reason_is_refused() {
        assertThatThrownBy(() -> replays.propose(select("key", "worker:W-1"), "why", "anna"))
                .hasMessageContaining("no event");
        for (int i = 1; i <= 11; i++) {
            event("e" + i, "worker.hired.v1", "W-1");
        }
        assertThatThrownBy(() -> replays.propose(select("key", "worker:W-1"), "why", "anna"))
                .hasMessageContaining("more than 10 events");
        assertThatThrownBy(() -> replays.propose(select("key", "worker:W-1"), " ", "anna"))
                .hasMessageContaining("reason");
    }

    @Test
    void what_is_older_than_the_retention_loses_its_payload_but_not_its_place_and_is_not_replayed() {
        event("old", "worker.hired.v1", "W-1");
        step("old", "erp", "netsuite", "employee", "DONE");
        event("open", "worker.hired.v1", "W-1");
        step("open", "erp2", "netsuite", "employee", "DEAD");
        clock.advance(Duration.ofDays(31));
        event("young", "worker.hired.v1", "W-1");

        int pruned = new Retention(database, audit, 30, clock).prune();

        assertThat(pruned).isEqualTo(1);
        assertThat(new Retention(database, audit, 30, clock).prune()).isZero();
        assertThat(count("select count(*) from event where sealed_data is null"))
                .isEqualTo(1);
        assertThat(count("select count(*) from step_payload")).isEqualTo(1);
        List<Journal.Entry> old = database.read(connection -> journal.findById(connection, "old"));
        assertThat(old.get(0).pruned()).isTrue();
        assertThat(broken()).isEmpty();
        assertThat(about("retention")).containsExactly("system:node-1 retention.pruned");
        assertThatThrownBy(() -> replays.propose(select("events", "old"), "why", "anna"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("retention");
        long replay = replays.propose(select("key", "worker:W-1"), "why", "anna");
        assertThat(shown(replay).path("preview").path("pruned").asInt()).isEqualTo(1);
        replays.confirm(replay, "anna");
        replays.approve(replay, "ben");
        runner.tick();
        assertThat(shown(replay).path("items").get(0).path("note").asText()).contains("retention");
    }

    @Test
    void the_retention_takes_what_was_open_when_its_time_came_once_it_is_closed() {
        event("open", "worker.hired.v1", "W-1");
        step("open", "erp", "netsuite", "employee", "DEAD");
        event("closed", "worker.hired.v1", "W-2");
        clock.advance(Duration.ofDays(31));
        Retention retention = new Retention(database, audit, 30, clock);
        change("update step set is_open = true");
        assertThat(retention.prune()).isEqualTo(1);
        assertThat(retention.prune()).isZero();

        change("update step set is_open = false");

        assertThat(retention.prune()).isEqualTo(1);
        event("later", "worker.hired.v1", "W-3");
        assertThat(retention.prune()).isZero();
        clock.advance(Duration.ofDays(31));
        assertThat(retention.prune()).isEqualTo(1);
    }

    private void change(String sql) {
        database.inTransaction(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            }
        });
    }

    @Test
    void a_retention_of_0_days_keeps_everything() {
        event("old", "worker.hired.v1", "W-1");
        clock.advance(Duration.ofDays(40_000));

        assertThat(new Retention(database, audit, 0, clock).prune()).isZero();
    }

    private Selection select(String field, String value) {
        ObjectNode request = Json.mapper().createObjectNode();
        if (field.equals("events")) {
            request.putArray("events").add(value);
        } else {
            request.put(field, value);
        }
        return Selection.of(request);
    }

    private ObjectNode shown(long replay) {
        return views.show(replay, 0).orElseThrow();
    }

    private List<Finding> broken() {
        return new AuditVerifier(database, folder.resolve("none"), folder.resolve("none"))
                .verify().findings().stream()
                        .filter(finding -> finding.kind() != Finding.Kind.CHECKPOINT)
                        .toList();
    }

    private List<String> about(String subject) {
        return database.read(connection -> AuditTrail.about(connection, List.of(subject))).stream()
                .map(note -> note.actor() + " " + note.action())
                .toList();
    }

    private void event(String id, String type, String subject) {
        journal(id, type, subject, Journal.State.ACCEPTED);
    }

    private void entity(String id, String type, String subject, String legalEntity) {
        event(id, type, subject);
        execute("update event set legal_entity = '" + legalEntity + "' where event_id = '" + id + "'");
    }

    private void journal(String id, String type, String subject, Journal.State state) {
        journal.chained(chain -> database.inTransaction(connection -> {
            journal.append(
                    connection,
                    chain,
                    List.of(new Journal.Draft(
                            journal.nextNumber(connection),
                            event(id, type, subject, 1, "{}"),
                            state,
                            List.of(),
                            "test")));
            return null;
        }));
    }

    private void step(String event, String name, String system, String operation, String state) {
        stepWith(event, name, system, operation, state, "{}");
    }

    private void stepWith(String event, String name, String system, String operation, String state, String payload) {
        long eventNo = number(event);
        boolean open = !state.equals("DONE");
        database.inTransaction(connection -> {
            try (PreparedStatement insertPayload = connection.prepareStatement(
                            "insert into step_payload (payload_no, sealed_payload) values (?, ?)");
                    PreparedStatement insert = connection.prepareStatement(
                            "insert into step (step_no, event_no, name, system, operation, lane, state, is_open, attempts,"
                                    + " in_doubt, idempotency_key, adopted, payload_no) values (?, ?, ?, ?, ?, ?, ?, ?, 1,"
                                    + " false, ?, false, ?)")) {
                insert.setLong(1, ++steps);
                insert.setLong(2, eventNo);
                insert.setString(3, name);
                insert.setString(4, system);
                insert.setString(5, operation);
                insert.setString(6, name + ":1");
                insert.setString(7, state);
                insert.setBoolean(8, open);
                insert.setString(9, event + "/" + name);
                insert.setLong(10, steps);
                insertPayload.setLong(1, steps);
                insertPayload.setBytes(2, seal.closeJson(Json.tree(payload)));
                insertPayload.executeUpdate();
                return insert.executeUpdate();
            }
        });
    }

    private void fact(String id, int minutes, String rate) {
        execute("insert into fact_time (time_entry_id, version, worker_id, project_id, work_date, minutes, billable,"
                + " time_type, status, bill_rate, bill_currency, event_no) values ('" + id
                + "', 1, 'W-1', 'P-1', date '2026-10-01', " + minutes + ", true, 'REGULAR', 'APPROVED', " + rate
                + ", 'USD', 1)");
    }

    private long number(String event) {
        return count("select event_no from event where event_id = '" + event + "'");
    }

    private String state(String step) {
        return database.read(connection -> {
            try (ResultSet rows =
                    connection.createStatement().executeQuery("select state from step where name = '" + step + "'")) {
                rows.next();
                return rows.getString(1);
            }
        });
    }

    private long count(String sql) {
        return database.read(connection -> {
            try (ResultSet rows = connection.createStatement().executeQuery(sql)) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    private void execute(String sql) {
        database.inTransaction(connection -> connection.createStatement().executeUpdate(sql));
    }
}
