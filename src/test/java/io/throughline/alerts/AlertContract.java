package io.throughline.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.throughline.alerts.Alert.Kind;
import io.throughline.alerts.MissingActivity.Expectation;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.journal.Audit;
import io.throughline.journal.Entities;
import io.throughline.journal.Journal;
import io.throughline.journal.Knowledge;
import io.throughline.journal.StoreContract;
import io.throughline.journal.Xrefs;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An alert is raised once per cause, said within its caps, and closed with a word to whoever heard of it. */
abstract class AlertContract extends StoreContract {

    private Audit audit;
    private Entities entities;
    private Knowledge knowledge;
    private Alerts alerts;
    private Notices notices;

    @BeforeEach
    void open_alerts() {
        audit = new Audit(database, clock, "node-1");
        entities = new Entities(seal, clock);
        knowledge = new Knowledge(database, entities, new Xrefs(database, clock));
        alerts = new Alerts(AlertPolicy.of("log,mail", Duration.ofMinutes(30), 3, 5), audit.self(), clock);
        notices = new Notices(database, alerts, "", clock);
    }

    @Test
    void the_same_workflow_project_and_reason_is_one_alert_that_is_said_again_after_half_an_hour_only() {
        raise("P-1003", "DIMENSION", "T-1");
        raise("P-1003", "DIMENSION", "T-2");
        clock.advance(Duration.ofMinutes(29));
        raise("P-1003", "DIMENSION", "T-3");

        assertThat(all()).hasSize(1);
        assertThat(all().get(0).path("seen").asInt()).isEqualTo(3);
        assertThat(all().get(0).path("failedItems").toString()).isEqualTo("[\"T-1\",\"T-2\",\"T-3\"]");
        assertThat(states("RAISED")).containsExactly("PENDING", "PENDING");

        clock.advance(Duration.ofMinutes(1));
        raise("P-1003", "DIMENSION", "T-4");

        assertThat(states("RAISED")).hasSize(4);
    }

    @Test
    void another_project_or_reason_is_another_alert() {
        raise("P-1003", "DIMENSION", "T-1");
        raise("P-1004", "DIMENSION", "T-2");
        raise("P-1003", "PERIOD", "T-3");

        assertThat(all()).hasSize(3);
    }

    @Test
    void beyond_the_cap_of_an_hour_alerts_are_held_back_and_said_when_the_hour_is_over() {
        for (int i = 0; i < 4; i++) {
            raise("P-" + i, "DIMENSION", "T-" + i);
        }
        assertThat(all()).hasSize(4);
        assertThat(said()).hasSize(6);
        assertThat(states("RAISED")).filteredOn("CAPPED"::equals).hasSize(2);
        clock.advance(Duration.ofMinutes(59));
        assertThat(said()).isEmpty();

        clock.advance(Duration.ofMinutes(2));

        assertThat(said()).extracting(AlertContract::project).containsExactly("P-3", "P-3");
        assertThat(said()).isEmpty();
    }

    @Test
    void beyond_the_cap_of_a_day_alerts_wait_for_the_next_one() {
        for (int i = 0; i < 7; i++) {
            raise("P-" + i, "DIMENSION", "T-" + i);
        }
        assertThat(said()).hasSize(6);
        clock.advance(Duration.ofMinutes(61));
        assertThat(said()).as("five of a day").hasSize(4);
        clock.advance(Duration.ofMinutes(61));
        assertThat(said()).isEmpty();

        clock.advance(Duration.ofHours(23));

        assertThat(said()).extracting(AlertContract::project).containsOnly("P-5", "P-6");
    }

    @Test
    void what_is_critical_is_said_whatever_was_said_before_and_first_of_what_was_held_back() {
        for (int i = 0; i < 5; i++) {
            raise("P-" + i, "DIMENSION", "T-" + i);
        }
        raise("CRITICAL", "P-9", "DIMENSION", "T-9");

        assertThat(said()).hasSize(8).extracting(AlertContract::project).contains("P-9");

        raise("CRITICAL", "P-4", "DIMENSION", "T-10");

        assertThat(said()).extracting(AlertContract::project).containsExactly("P-4", "P-4");
        assertThat(states("RAISED")).filteredOn("CAPPED"::equals).hasSize(2);
    }

    @Test
    void that_it_is_over_is_said_only_to_those_who_heard_that_there_is_something() {
        for (int i = 0; i < 4; i++) {
            raise("P-" + i, "DIMENSION", "T-" + i);
        }
        said();
        over("P-3", "DIMENSION");
        clock.advance(Duration.ofHours(2));

        assertThat(said()).isEmpty();
        assertThat(states("RESOLVED")).isEmpty();
        assertThat(states("RAISED")).filteredOn("DROPPED"::equals).hasSize(2);

        over("P-0", "DIMENSION");
        assertThat(said()).hasSize(2).allMatch(Notice::resolved);
    }

    @Test
    void an_alert_that_becomes_more_severe_is_said_at_once_and_one_that_becomes_less_is_not() {
        raise("MEDIUM", "P-1003", "DIMENSION", "T-1");
        said();
        clock.advance(Duration.ofMinutes(1));

        raise("HIGH", "P-1003", "DIMENSION", "T-2");
        assertThat(said()).hasSize(2).allMatch(notice -> notice.subject().startsWith("[HIGH]"));
        known("CRITICAL", "P-1003", "DIMENSION");
        assertThat(said()).hasSize(2).allMatch(notice -> notice.subject().startsWith("[CRITICAL]"));
        known("MEDIUM", "P-1003", "DIMENSION");

        assertThat(said()).isEmpty();
        assertThat(all().get(0).path("severity").asText()).isEqualTo("MEDIUM");
        assertThat(all().get(0).path("seen").asInt()).isEqualTo(2);
        assertThat(audited("alert.escalated")).hasSize(2);
    }

    @Test
    void what_is_over_and_comes_back_within_the_quiet_time_is_said_after_it_if_it_is_still_there() {
        raise("P-1003", "DIMENSION", "T-1");
        over("P-1003", "DIMENSION");
        assertThat(said()).hasSize(4);
        clock.advance(Duration.ofMinutes(10));
        raise("P-1003", "DIMENSION", "T-2");
        assertThat(said()).isEmpty();
        over("P-1003", "DIMENSION");
        clock.advance(Duration.ofMinutes(10));
        raise("P-1003", "DIMENSION", "T-3");
        assertThat(said()).isEmpty();

        clock.advance(Duration.ofMinutes(11));

        assertThat(said()).hasSize(2).noneMatch(Notice::resolved);
    }

    @Test
    void an_alert_that_two_nodes_raise_at_once_is_one() throws Exception {
        CyclicBarrier together = new CyclicBarrier(4);
        List<Callable<Long>> nodes = Collections.nCopies(4, () -> {
            together.await();
            return audit.inTransaction((connection, scribe) ->
                    alerts.raise(connection, scribe, alert("HIGH", "P-1003", "DIMENSION", "T")));
        });
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Set<Long> numbers = new HashSet<>();
            for (Future<Long> one : threads.invokeAll(nodes)) {
                numbers.add(one.get());
            }
            assertThat(numbers).hasSize(1);
        } finally {
            threads.shutdown();
        }
        assertThat(all())
                .singleElement()
                .satisfies(one -> assertThat(one.path("seen").asInt()).isEqualTo(4));
        assertThat(states("RAISED")).hasSize(2);
    }

    @Test
    void that_an_alert_is_raised_and_closed_is_in_the_audit() {
        raise("P-1003", "DIMENSION", "T-1");
        raise("P-1003", "DIMENSION", "T-2");
        over("P-1003", "DIMENSION");

        assertThat(audited("alert.raised")).containsExactly("system:node-1");
        assertThat(audited("alert.closed")).containsExactly("system:node-1");
    }

    @Test
    void a_closed_alert_is_said_to_be_over_and_the_next_one_is_new() {
        raise("P-1003", "DIMENSION", "T-1");
        over("P-1003", "DIMENSION");

        assertThat(all().get(0).path("closedBy").asText()).isEqualTo("it went through");
        assertThat(states("RESOLVED")).containsExactly("PENDING", "PENDING");
        raise("P-1003", "DIMENSION", "T-2");
        assertThat(all()).hasSize(2);
    }

    @Test
    void a_notice_is_given_to_one_taker_and_comes_again_when_nothing_is_heard_of_it() {
        raise("P-1003", "DIMENSION", "T-1");

        List<Notice> first = notices.due();
        assertThat(first).extracting(Notice::channel).containsExactly("log", "mail");
        assertThat(notices.due()).isEmpty();
        notices.delivered(first.get(0));
        clock.advance(Duration.ofMinutes(3));

        assertThat(notices.due()).singleElement().satisfies(again -> {
            assertThat(again.number()).isEqualTo(first.get(1).number());
            assertThat(again.attempts()).isEqualTo(2);
        });
    }

    @Test
    void a_notice_tells_the_business_context_line_by_line_and_in_one_line_what_it_is() {
        raise("P-1003", "DIMENSION", "T-1");

        Notice notice = notices.due().get(0);

        assertThat(notice.subject()).isEqualTo("[HIGH] 1 x time refused");
        assertThat(notice.text())
                .contains("project: P-1003 Core banking")
                .contains("revenue total: 4565.00 USD")
                .contains("payroll hours: 23.50")
                .contains("action: replay")
                .contains("item: T-1")
                .contains("lastError: no such department");
        JsonNode json = Json.tree(notice.json());
        assertThat(json.path("type").asText()).isEqualTo("alert.raised");
        assertThat(json.path("data").path("alertId").asText()).startsWith("ALR-");
    }

    @Test
    void an_alert_is_linked_to_its_events() {
        raise("P-1003", "DIMENSION", "T-1");

        Map<Long, ArrayNode> linked = database.read(connection -> AlertRows.ofEvents(connection, List.of(7L, 8L)));

        assertThat(linked).containsOnlyKeys(7L);
        assertThat(linked.get(7L)).hasSize(1);
    }

    @Test
    void an_alert_of_a_transaction_that_fails_was_never_raised() {
        assertThatThrownBy(() -> audit.inTransaction((connection, scribe) -> {
                    alerts.raise(connection, scribe, alert("HIGH", "P-1003", "DIMENSION", "T-1"));
                    throw new IllegalStateException("later");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(all()).isEmpty();
        assertThat(notices.due()).isEmpty();
    }

    @Test
    void an_office_from_which_no_approved_time_came_by_its_hour_is_told_of_and_closed_when_it_comes() {
        clock.set(Instant.parse("2026-10-15T21:59:00Z")); // Thursday 17:59 in New York
        MissingActivity missing = missing("LE-US 18:00 America/New_York, LE-JP 23:59 Asia/Tokyo");
        missing.look();
        assertThat(all()).isEmpty();

        clock.advance(Duration.ofMinutes(1));
        missing.look();
        missing.look();

        JsonNode alert = all().get(0);
        assertThat(all()).hasSize(1);
        assertThat(alert.path("kind").asText()).isEqualTo("MISSING_ACTIVITY");
        assertThat(alert.path("seen").asInt()).isEqualTo(1);
        assertThat(alert.path("summary").asText()).contains("LE-US", "2026-10-15", "18:00");

        approve("LE-US");
        missing.look();

        assertThat(all().get(0).path("closedBy").asText()).contains("has come");
    }

    @Test
    void nothing_is_missed_on_a_sunday_and_what_came_earlier_the_same_day_counts() {
        MissingActivity missing = missing("LE-US 18:00 America/New_York");
        clock.set(Instant.parse("2026-10-18T23:00:00Z"));
        missing.look();
        clock.set(Instant.parse("2026-10-19T14:00:00Z"));
        approve("LE-US");
        clock.set(Instant.parse("2026-10-19T23:00:00Z"));
        missing.look();

        assertThat(all()).isEmpty();
    }

    @Test
    void a_day_that_is_over_without_time_closes_its_alert_and_says_so() {
        clock.set(Instant.parse("2026-10-15T23:00:00Z"));
        MissingActivity missing = missing("LE-US 18:00 America/New_York");
        missing.look();
        clock.set(Instant.parse("2026-10-16T04:01:00Z"));

        missing.look();

        assertThat(all()).singleElement().satisfies(one -> assertThat(
                        one.path("closedBy").asText())
                .isEqualTo("2026-10-15 is over, and no approved time came from LE-US on it"));
    }

    @Test
    void an_office_of_which_nothing_is_expected_any_more_is_not_missed() {
        clock.set(Instant.parse("2026-10-15T23:00:00Z"));
        missing("LE-US 18:00 America/New_York").look();

        missing("LE-DE 23:59 Europe/Berlin").look();

        assertThat(all().get(0).path("closedBy").asText()).isEqualTo("nothing is expected there any more");
    }

    @Test
    void what_others_miss_is_not_closed_here() {
        Alert gap = new Alert(
                Alert.Kind.MISSING_ACTIVITY, "HIGH", "versions of W-1", "GAP", null, "version 3", null, List.of());
        audit.inTransaction((connection, scribe) -> alerts.raise(connection, scribe, gap));

        missing("LE-US 18:00 America/New_York").look();

        assertThat(all()).singleElement().satisfies(one -> assertThat(one.has("closedAt"))
                .isFalse());
    }

    @Test
    void nothing_is_missed_on_a_public_holiday_of_the_office() {
        MissingActivity missing = missing("LE-US 18:00 America/New_York, LE-CA 18:00 America/Toronto");
        holiday("LE-US", "2026-10-12");
        clock.set(Instant.parse("2026-10-12T23:00:00Z"));

        missing.look();

        assertThat(all())
                .singleElement()
                .satisfies(one -> assertThat(one.path("summary").asText()).contains("LE-CA"));
    }

    @Test
    void time_that_a_rule_holds_or_that_was_superseded_has_not_come() {
        clock.set(Instant.parse("2026-10-15T14:00:00Z"));
        journaled("LE-US", Journal.State.HELD, "T-1");
        journaled("LE-US", Journal.State.SUPERSEDED, "T-2");
        clock.set(Instant.parse("2026-10-15T23:00:00Z"));
        MissingActivity missing = missing("LE-US 18:00 America/New_York");

        missing.look();

        assertThat(all()).hasSize(1);
        assertThat(all().get(0).has("closedAt")).isFalse();
    }

    @Test
    void an_expectation_that_cannot_be_read_stops_the_start() {
        assertThatThrownBy(() -> Expectation.parse("LE-US 18:00"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("LE-US 18:00");
        assertThatThrownBy(() -> AlertPolicy.of("log,pager", Duration.ZERO, 1, 1))
                .hasMessageContaining("pager");
    }

    private MissingActivity missing(String expected) {
        return new MissingActivity(database, audit, alerts, knowledge, Expectation.parse(expected), clock);
    }

    private void approve(String legalEntity) {
        journaled(legalEntity, Journal.State.ACCEPTED, "T-9");
    }

    private long journaled(String legalEntity, Journal.State state, String subject) {
        Event time = event("t" + subject + clock.instant(), "time.approved.v1", subject, 1, "{}");
        return journaled(legalEntity, state, time);
    }

    private long journaled(String legalEntity, Journal.State state, Event event) {
        Journal journal = new Journal(database, seal, clock, "node-1");
        return journal.chained(chain -> database.inTransaction(connection -> {
            long number = journal.nextNumber(connection);
            journal.append(connection, chain, List.of(new Journal.Draft(number, event, state, List.of(), "test")));
            try (var update = connection.prepareStatement("update event set legal_entity = ? where event_no = ?")) {
                update.setString(1, legalEntity);
                update.setLong(2, number);
                update.executeUpdate();
            }
            return number;
        }));
    }

    private void holiday(String legalEntity, String day) {
        String calendar =
                """
                {"calendarId":"CAL-1","version":1,"holidays":[{"date":"%s","name":"a day off","fraction":"1.00"},
                 {"date":"2026-10-15","name":"half of one","fraction":"0.50"}],
                 "knownAt":"2026-10-01T00:00:00Z","sourceSystem":"netsuite"}
                """
                        .formatted(day);
        Event told = event("cal-1", "reference.calendar.changed.v1", "CAL-1", 1, calendar);
        long number = journaled(legalEntity, Journal.State.ACCEPTED, told);
        database.inTransaction(connection -> {
            entities.put(connection, "holiday-calendar", "CAL-1", LocalDate.of(2026, 1, 1), 1, number, told.data());
            return null;
        });
    }

    private void raise(String project, String reason, String item) {
        raise("HIGH", project, reason, item);
    }

    private void raise(String severity, String project, String reason, String item) {
        audit.inTransaction(
                (connection, scribe) -> alerts.raise(connection, scribe, alert(severity, project, reason, item)));
    }

    private void known(String severity, String project, String reason) {
        audit.inTransaction((connection, scribe) -> {
            alerts.update(connection, scribe, alert(severity, project, reason, "T"));
            return null;
        });
    }

    private void over(String project, String reason) {
        audit.inTransaction((connection, scribe) -> {
            String fingerprint = alert("HIGH", project, reason, "T").fingerprint();
            alerts.close(connection, scribe, fingerprint, "it went through");
            return null;
        });
    }

    /** What is delivered now. */
    private List<Notice> said() {
        List<Notice> due = notices.due();
        due.forEach(notices::delivered);
        return due;
    }

    private static String project(Notice notice) {
        return notice.alert().path("project").path("id").asText();
    }

    private List<String> audited(String action) {
        return database.read(connection -> {
            try (var select =
                    connection.prepareStatement("select actor from audit where action = ? order by chain, chain_pos")) {
                select.setString(1, action);
                try (var rows = select.executeQuery()) {
                    List<String> actors = new ArrayList<>();
                    while (rows.next()) {
                        actors.add(rows.getString(1));
                    }
                    return actors;
                }
            }
        });
    }

    private static Alert alert(String severity, String project, String reason, String item) {
        var context = (com.fasterxml.jackson.databind.node.ObjectNode) Json.tree(
                """
                        {"project":{"id":"%s","name":"Core banking"},
                         "revenueExposure":{"total":{"amount":"4565.00","currency":"USD"}},
                         "payrollExposure":{"hours":"23.50"},"actions":["replay"],
                         "technical":{"lastError":"no such department"}}
                        """
                        .formatted(project));
        return new Alert(
                Kind.CASE,
                severity,
                "WF-13 approved time transfer",
                reason,
                project,
                "1 x time\nrefused",
                context,
                List.of(new Alert.Item(item, 7L, null)));
    }

    private ArrayNode all() {
        return database.read(connection -> AlertRows.list(connection, false));
    }

    private List<String> states(String kind) {
        return all().findValues("notices").stream()
                .flatMap(list -> java.util.stream.StreamSupport.stream(list.spliterator(), false))
                .filter(notice -> notice.path("kind").asText().equals(kind))
                .map(notice -> notice.path("state").asText())
                .toList();
    }
}
