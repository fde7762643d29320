package io.throughline.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.throughline.alerts.Alert.Kind;
import io.throughline.alerts.MissingActivity.Expectation;
import io.throughline.contract.Json;
import io.throughline.journal.Journal;
import io.throughline.journal.StoreContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An alert is raised once per cause, said within its caps, and closed with a word to whoever heard of it. */
abstract class AlertContract extends StoreContract {

    private Alerts alerts;
    private Notices notices;

    @BeforeEach
    void open_alerts() {
        alerts = new Alerts(AlertPolicy.of("log,mail", Duration.ofMinutes(30), 3, 5), clock);
        notices = new Notices(database, "", clock);
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
    void beyond_the_caps_of_an_hour_and_a_day_alerts_are_kept_and_not_said() {
        for (int i = 0; i < 4; i++) {
            raise("P-" + i, "DIMENSION", "T-" + i);
        }
        assertThat(all()).hasSize(4);
        assertThat(states("RAISED").stream().filter("CAPPED"::equals)).hasSize(2);

        clock.advance(Duration.ofMinutes(61));
        for (int i = 4; i < 7; i++) {
            raise("P-" + i, "DIMENSION", "T-" + i);
        }
        assertThat(states("RAISED").stream().filter("PENDING"::equals)).hasSize(10);
        assertThat(states("RAISED").stream().filter("CAPPED"::equals)).hasSize(4);
    }

    @Test
    void a_closed_alert_is_said_to_be_over_and_the_next_one_is_new() {
        raise("P-1003", "DIMENSION", "T-1");
        database.inTransaction(connection -> {
            alerts.close(connection, alert("P-1003", "DIMENSION", "T-1").fingerprint(), "it went through");
            return null;
        });

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

        ArrayNode linked = database.read(connection -> AlertRows.ofEvent(connection, 7));

        assertThat(linked).hasSize(1);
        assertThat(database.read(connection -> AlertRows.ofEvent(connection, 8)).size())
                .isZero();
    }

    @Test
    void an_alert_of_a_transaction_that_fails_was_never_raised() {
        assertThatThrownBy(() -> database.inTransaction(connection -> {
                    alerts.raise(connection, alert("P-1003", "DIMENSION", "T-1"));
                    throw new IllegalStateException("later");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(all()).isEmpty();
        assertThat(notices.due()).isEmpty();
    }

    @Test
    void an_office_from_which_no_approved_time_came_by_its_hour_is_told_of_and_closed_when_it_comes() {
        clock.set(Instant.parse("2026-10-15T21:59:00Z")); // Thursday 17:59 in New York
        MissingActivity missing = new MissingActivity(
                database, alerts, Expectation.parse("LE-US 18:00 America/New_York, LE-JP 23:59 Asia/Tokyo"), clock);
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
        MissingActivity missing =
                new MissingActivity(database, alerts, Expectation.parse("LE-US 18:00 America/New_York"), clock);
        clock.set(Instant.parse("2026-10-18T23:00:00Z"));
        missing.look();
        clock.set(Instant.parse("2026-10-19T14:00:00Z"));
        approve("LE-US");
        clock.set(Instant.parse("2026-10-19T23:00:00Z"));
        missing.look();

        assertThat(all()).isEmpty();
    }

    @Test
    void an_expectation_that_cannot_be_read_stops_the_start() {
        assertThatThrownBy(() -> Expectation.parse("LE-US 18:00"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("LE-US 18:00");
        assertThatThrownBy(() -> AlertPolicy.of("log,pager", Duration.ZERO, 1, 1))
                .hasMessageContaining("pager");
    }

    private void approve(String legalEntity) {
        Journal journal = new Journal(database, seal, clock, "node-1");
        journal.chained(chain -> database.inTransaction(connection -> {
            journal.append(
                    connection,
                    chain,
                    List.of(new Journal.Draft(
                            journal.nextNumber(connection),
                            event("t" + clock.instant(), "time.approved.v1", "T-9", 1, "{}"),
                            Journal.State.ACCEPTED,
                            List.of(),
                            "test")));
            connection.createStatement().executeUpdate("update event set legal_entity = '" + legalEntity + "'");
            return null;
        }));
    }

    private void raise(String project, String reason, String item) {
        database.inTransaction(connection -> alerts.raise(connection, alert(project, reason, item)));
    }

    private static Alert alert(String project, String reason, String item) {
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
                "HIGH",
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
