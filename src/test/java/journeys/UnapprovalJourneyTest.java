package journeys;

import static journeys.RunningProduct.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import io.throughline.money.TimeFact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Versions of one time entry come out of order and its approval is taken back: the ERP nets to what is approved (E16). */
class UnapprovalJourneyTest extends Journey {

    private static final AdjustableClock CLOCK = AdjustableClock.from(Instant.parse("2026-10-12T12:00:00Z"));

    @BeforeAll
    static void start() throws Exception {
        start(CLOCK);
        hire("0041");
        openProject();
    }

    @Test
    void a_late_first_version_is_ignored_an_unapproval_leaves_the_erp_and_six_hours_take_the_place_of_eight()
            throws Exception {
        post("approved", 3, 480, "APPROVED");
        eventually().until(() -> hours("T-8900").equals(List.of("8:00")));
        eventually().until(() -> fact().state() == TimeFact.State.TRANSFERRED);

        post("submitted", 1, 300, "SUBMITTED");
        assertThat(fact().minutes()).isEqualTo(480);
        assertThat(fact().version()).isEqualTo(3);
        assertThat(hours("T-8900")).containsExactly("8:00");

        post("unapproved", 4, 480, "SUBMITTED");
        eventually().until(() -> hours("T-8900").isEmpty());
        assertThat(fact().state()).isEqualTo(TimeFact.State.SUBMITTED);

        post("approved", 3, 480, "APPROVED");
        assertThat(fact().version()).isEqualTo(4);

        post("approved", 5, 360, "APPROVED");
        eventually().until(() -> hours("T-8900").equals(List.of("6:00")));
        eventually().until(() -> fact().state() == TimeFact.State.TRANSFERRED);
        assertThat(fact().minutes()).isEqualTo(360);
        assertThat(vendors.applied("netsuite", "timeBill", "T-8900"))
                .extracting(write -> write.path("method").asText())
                .containsExactly("PUT", "DELETE", "PUT");
    }

    @Test
    void an_unapproval_that_comes_before_what_it_takes_back_leaves_nothing_in_the_erp() throws Exception {
        post("T-8901", "unapproved", 4, 480, "SUBMITTED");
        post("T-8901", "approved", 3, 480, "APPROVED");
        post("T-8902", "approved", 1, 60, "APPROVED");
        eventually().until(() -> hours("T-8902").equals(List.of("1:00")));
        assertThat(hours("T-8901")).isEmpty();
        assertThat(vendors.applied("netsuite", "timeBill", "T-8901")).isEmpty();
    }

    @Test
    void time_is_known_while_it_waits_for_approval_and_leaves_the_erp_when_kantata_rejects_its_timesheet()
            throws Exception {
        String id = vendors.kantata(
                "time_entries",
                """
                {"time_entry":{"workspace_id":"%s","user_id":"%s","date_performed":"2026-10-09","time_in_minutes":480,
                 "billable":true,"role_id":"32"}}"""
                        .formatted(record("workspaces"), record("users")));
        vendors.kantata("timesheet_submissions", "{\"timesheet_submission\":{\"time_entry_ids\":[\"" + id + "\"]}}");
        product.startRoute("kantata.poll");
        CLOCK.advance(Duration.ofMinutes(2));
        eventually().until(() -> state("T-" + id) == TimeFact.State.SUBMITTED);
        JsonNode readiness = product.read("/api/v1/projects/P-1003/billing-readiness?cycle=2026-10A");
        assertThat(readiness.at("/gates/0/gate").asText()).isEqualTo("R1");
        assertThat(readiness.at("/gates/0/open").asBoolean())
                .as(readiness.toString())
                .isFalse();

        vendors.approve(id);
        CLOCK.advance(Duration.ofMinutes(2));
        eventually().until(() -> hours("T-" + id).equals(List.of("8:00")));
        eventually().until(() -> state("T-" + id) == TimeFact.State.TRANSFERRED);

        vendors.reject(id);
        CLOCK.advance(Duration.ofMinutes(2));
        eventually().until(() -> hours("T-" + id).isEmpty());
        assertThat(state("T-" + id)).isEqualTo(TimeFact.State.REJECTED);

        vendors.kantataPut("time_entries/" + id, "{\"time_entry\":{\"time_in_minutes\":360}}");
        vendors.approve(id);
        CLOCK.advance(Duration.ofMinutes(2));
        eventually().until(() -> hours("T-" + id).equals(List.of("6:00")));
    }

    private static String record(String kind) {
        return vendors.records("kantata", kind).get(0).path("id").asText();
    }

    private static TimeFact.State state(String id) {
        return product.product()
                .wiring()
                .stores()
                .times()
                .latest(id)
                .map(TimeFact::state)
                .orElse(null);
    }

    private static TimeFact fact() {
        return product.product().wiring().stores().times().latest("T-8900").orElseThrow();
    }

    private static List<String> hours(String id) {
        return vendors.records("netsuite", "timeBill").stream()
                .filter(bill -> bill.path("externalId").asText().equals(id))
                .map(bill -> bill.path("hours").asText())
                .toList();
    }

    private static void post(String what, int version, int minutes, String status) throws Exception {
        post("T-8900", what, version, minutes, status);
    }

    private static void post(String id, String what, int version, int minutes, String status) throws Exception {
        String event =
                """
                {"specversion":"1.0","id":"%s-v%d","source":"urn:mha:psa:kantata:41003","type":"com.example.time.%s.v1",
                 "subject":"%s","time":"2026-10-09T10:00:00Z","partitionkey":"project:P-1003","sequence":%d,
                 "data":{"timeEntryId":"%s","version":%d,"workerId":"W-0041","projectId":"P-1003",
                 "workDate":"2026-10-08","workTimeZone":"America/New_York","minutes":%d,"billable":true,"roleId":"CON",
                 "timeType":"REGULAR","status":"%s","approvedBy":"W-0010","approvedAt":"2026-10-09T10:00:00Z",
                 "note":"%s"}}"""
                        .formatted(id, version, what, id, version, id, version, minutes, status, id);
        JsonNode answer = Json.tree(product.post("/api/v1/events", event).body());
        assertThat(answer.path("status").asText()).as(answer.toString()).isIn("accepted", "superseded", "duplicate");
    }
}
