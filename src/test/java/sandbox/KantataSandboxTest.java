package sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KantataSandboxTest {

    private static final String API = "/api/v1/";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-10-16T13:40:00Z"), ZoneOffset.UTC);
    private static final String USER = "{\"user\":{\"full_name\":\"Helen Zhou\",\"email_address\":\"helen@x.example\","
            + "\"role_id\":\"31\",\"external_reference\":{\"service_name\":\"mha_connect\",\"service_model\":\"Worker\","
            + "\"service_model_ref\":\"W-0007\"}}}";
    private static final String WORKSPACE = "{\"workspace\":{\"title\":\"P-1003 Core\",\"creator_role\":\"maven\","
            + "\"currency\":\"USD\",\"start_date\":\"2026-10-01\",\"external_reference\":{\"service_name\":\"mha_connect\","
            + "\"service_model\":\"Project\",\"service_model_ref\":\"P-1003\"}}}";
    private static final String ENTRY = "{\"time_entry\":{\"workspace_id\":\"41003\",\"user_id\":\"70007\","
            + "\"date_performed\":\"2026-10-14\",\"time_in_minutes\":480,\"billable\":true,\"role_id\":\"31\"}}";
    private static final String BY_REFERENCE =
            API + "external_references?service_name=mha_connect&service_model=Project&service_model_ref=P-1003";

    private Sandbox sandbox;
    private Client kantata;

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.start(0, CLOCK);
        kantata = new Client(sandbox, "kantata").login("/oauth/token");
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void a_post_sent_twice_makes_two_and_the_reference_finds_both() {
        JsonNode first = kantata.post(API + "workspaces", WORKSPACE).json();
        JsonNode second = kantata.post(API + "workspaces", WORKSPACE).json();

        assertThat(id(first)).isEqualTo("41003");
        assertThat(id(second)).isEqualTo("49001");
        JsonNode found = kantata.get(BY_REFERENCE).json();
        assertThat(found.path("count").asInt()).isEqualTo(2);
        JsonNode reference = found.path("external_references").path(id(found));
        assertThat(reference.path("subject_type").asText()).isEqualTo("Workspace");
        assertThat(reference.path("subject_id").asText()).isEqualTo("41003");
        assertThat(kantata.applied("P-1003")).isEqualTo(2);
    }

    @Test
    void answers_list_results_in_order_and_records_by_id() {
        kantata.post(API + "users", USER);

        JsonNode page = kantata.get(API + "users?include=external_references").json();

        assertThat(page.path("results").path(0).path("key").asText()).isEqualTo("users");
        JsonNode user = page.path("users").path("70007");
        assertThat(user.path("full_name").asText()).isEqualTo("Helen Zhou");
        assertThat(user.path("external_reference_ids")).hasSize(1);
        String reference = user.path("external_reference_ids").path(0).asText();
        assertThat(page.path("external_references")
                        .path(reference)
                        .path("service_model_ref")
                        .asText())
                .isEqualTo("W-0007");
    }

    @Test
    void pages_have_at_most_200_records() {
        seedProject();
        for (int i = 0; i < 7; i++) {
            kantata.post(API + "time_entries", ENTRY);
        }

        JsonNode page = kantata.get(API + "time_entries?page=2&per_page=3").json();
        assertThat(page.path("count").asInt()).isEqualTo(7);
        assertThat(page.path("meta").path("page_count").asInt()).isEqualTo(3);
        assertThat(page.path("results").path(0).path("id").asText()).isEqualTo("880103");
        assertThat(kantata.get(API + "time_entries?per_page=5000")
                        .json()
                        .path("meta")
                        .path("page_size")
                        .asInt())
                .isEqualTo(200);
        assertThat(kantata.get(API + "time_entries?only=880101,1").json().path("results"))
                .hasSize(1);
        assertThat(kantata.get(API + "time_entries?date_performed_between=2026-10-15:2026-10-31")
                        .json()
                        .path("results"))
                .isEmpty();
    }

    @Test
    void time_needs_an_open_workspace() {
        kantata.post(API + "users", USER);
        kantata.post(API + "workspaces", WORKSPACE);

        Client.Answer closed = kantata.post(API + "time_entries", ENTRY);
        assertThat(closed.status()).isEqualTo(422);
        assertThat(closed.json().path("errors").path(0).path("field").asText()).isEqualTo("workspace_id");
        open();
        JsonNode entry = kantata.post(API + "time_entries", ENTRY).json();
        assertThat(entry.path("time_entries")
                        .path("880100")
                        .path("currency_base_unit")
                        .asInt())
                .isEqualTo(100);
        assertThat(entry.path("time_entries").path("880100").path("approved").asBoolean(true))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "41003 | 49999 | workspace_id",
                "70007 | 79999 | user_id",
                "\"31\" | \"99\" | role_id",
                "480 | 0 | time_in_minutes",
                "480 | 7.5 | time_in_minutes",
                "2026-10-14 | yesterday | date_performed",
                "\"billable\" | \"invoiced\" | invoiced",
                "\"user_id\":\"70007\", | '' | user_id",
            })
    void a_wrong_time_entry_is_refused_with_its_field(String right, String wrong, String field) {
        seedProject();

        Client.Answer answer = kantata.post(API + "time_entries", ENTRY.replace(right, wrong));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("errors").path(0).path("type").asText()).isEqualTo("validation");
        assertThat(answer.json().path("errors").path(0).path("field").asText()).isEqualTo(field);
        assertThat(kantata.records("time_entries")).isEmpty();
    }

    @Test
    void a_workspace_takes_its_status_and_erp_code_by_put_and_hides_when_archived() {
        kantata.post(API + "workspaces", WORKSPACE);
        JsonNode workspace = put("41003", "\"status_key\":300,\"erp_project_code\":\"P-1003\"");

        assertThat(workspace.path("status").path("message").asText()).isEqualTo("In Progress");
        assertThat(workspace.path("erp_project_code").asText()).isEqualTo("P-1003");
        assertThat(workspace.path("external_reference_ids")).hasSize(1);
        assertThat(kantata.put(API + "workspaces/41003", "{\"workspace\":{\"status_key\":7}}")
                        .status())
                .isEqualTo(422);
        put("41003", "\"archived\":true");
        assertThat(kantata.get(API + "workspaces/41003").status()).isEqualTo(404);
        assertThat(kantata.get(API + "workspaces").json().path("count").asInt()).isZero();
        assertThat(kantata.get(API + "workspaces?include_archived=true")
                        .json()
                        .path("count")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void approval_feeds_events_that_come_twice_and_out_of_order() {
        seedProject();
        String ids = "";
        for (int i = 0; i < 6; i++) {
            ids += (i == 0 ? "" : ",")
                    + id(kantata.post(API + "time_entries", ENTRY).json());
        }
        JsonNode approved =
                kantata.post("/approve", "{\"time_entry_ids\":[" + ids + "]}").json();

        assertThat(approved.path("approved").asInt()).isEqualTo(6);
        String submission = approved.path("timesheet_submission_ids").path(0).asText();
        assertThat(submission).isEqualTo("66011");
        JsonNode entry = kantata.get(API + "time_entries/880100")
                .json()
                .path("time_entries")
                .path("880100");
        assertThat(entry.path("approved").asBoolean()).isTrue();
        assertThat(entry.path("active_submission_id").asText()).isEqualTo(submission);
        JsonNode page = kantata.get(API + "subscribed_events?per_page=200").json();
        List<String> order = new ArrayList<>();
        List<String> subjects = new ArrayList<>();
        page.path("results").forEach(result -> {
            JsonNode event =
                    page.path("subscribed_events").path(result.path("id").asText());
            order.add(event.path("id").asText());
            subjects.add(
                    event.path("event_type").asText() + event.path("subject_id").asText());
        });
        assertThat(order).isNotEqualTo(order.stream().sorted().toList());
        assertThat(subjects).hasSizeGreaterThan(7);
        assertThat(subjects.stream().distinct()).hasSize(7).contains("timesheet_submission:approved66011");
    }

    @Test
    void a_submission_is_approved_as_a_whole_and_its_entries_are_then_fixed() {
        seedProject();
        kantata.post(API + "time_entries", ENTRY);
        JsonNode submission = kantata.post(
                        API + "timesheet_submissions", "{\"timesheet_submission\":{\"time_entry_ids\":[\"880100\"]}}")
                .json();
        assertThat(kantata.post("/approve", "{\"timesheet_submission_id\":\"" + id(submission) + "\"}")
                        .json()
                        .path("approved")
                        .asInt())
                .isEqualTo(1);

        assertThat(kantata.put(API + "time_entries/880100", "{\"time_entry\":{\"notes\":\"x\"}}")
                        .status())
                .isEqualTo(422);
        assertThat(kantata.put(API + "time_entries/880100", "{\"time_entry\":{\"is_invoiced\":true}}")
                        .status())
                .isEqualTo(200);
        assertThat(kantata.delete(API + "time_entries/880100").status()).isEqualTo(422);
        assertThat(kantata.post("/approve", "{\"timesheet_submission_id\":\"none\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_rejected_timesheet_gives_its_entries_back() {
        seedProject();
        kantata.post(API + "time_entries", ENTRY);
        kantata.post("/approve", "{\"time_entry_ids\":[\"880100\"]}");

        assertThat(kantata.post("/reject", "{\"time_entry_ids\":[\"880100\"]}")
                        .json()
                        .path("timesheet_submission_ids")
                        .path(0)
                        .asText())
                .isEqualTo("66011");
        JsonNode entry = kantata.get(API + "time_entries/880100")
                .json()
                .path("time_entries")
                .path("880100");
        assertThat(entry.path("approved").asBoolean(true)).isFalse();
        assertThat(entry.path("active_submission_id").isNull()).isTrue();
        assertThat(entry.path("recent_submission_id").asText()).isEqualTo("66011");
        assertThat(kantata.put(API + "time_entries/880100", "{\"time_entry\":{\"notes\":\"x\"}}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void events_are_gone_after_nine_days() {
        String event = "{\"recordType\":\"subscribed_events\",\"id\":\"%s\",\"event_type\":\"time_entry:updated\","
                + "\"created_at\":\"%s\"}";
        kantata.post("/records", event.formatted("1", "2026-10-07T13:39:00Z"));
        kantata.post("/records", event.formatted("2", "2026-10-07T13:41:00Z"));

        assertThat(id(kantata.get(API + "subscribed_events").json())).isEqualTo("2");
        assertThat(kantata.get(API + "subscribed_events?created_after=2026-10-08T00:00:00Z")
                        .json()
                        .path("count")
                        .asInt())
                .isZero();
    }

    @Test
    void a_reference_to_a_time_entry_marks_it_as_transferred() {
        seedProject();
        kantata.post(API + "time_entries", ENTRY);
        String reference = "{\"external_reference\":{\"service_name\":\"mha_connect\",\"service_model\":\"TimeBill\","
                + "\"service_model_ref\":\"T-8801\",\"subject_type\":\"TimeEntry\",\"subject_id\":\"880100\","
                + "\"status\":\"successful\",\"external_status\":\"posted\"}}";

        assertThat(kantata.post(API + "external_references", reference).status())
                .isEqualTo(201);
        assertThat(kantata.get(API + "time_entries/880100")
                        .json()
                        .path("time_entries")
                        .path("880100")
                        .path("external_reference_ids"))
                .hasSize(1);
        assertThat(kantata.post(API + "external_references", reference.replace("880100", "1"))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void a_rate_card_is_kept_and_changed_by_its_id() {
        kantata.post(API + "workspaces", WORKSPACE);
        String card = "{\"rate_card\":{\"title\":\"P-1003\",\"workspace_id\":\"41003\",\"rate_card_roles\":["
                + "{\"role_id\":\"31\",\"rate_in_cents\":21500,\"effective_from\":\"2026-01-01\"}]}}";
        String id = id(kantata.post(API + "rate_cards", card).json());

        JsonNode changed = kantata.put(API + "rate_cards/" + id, card.replace("21500", "22000"))
                .json();

        assertThat(changed.path("rate_cards")
                        .path(id)
                        .path("rate_card_roles")
                        .path(0)
                        .path("rate_in_cents")
                        .asInt())
                .isEqualTo(22000);
        assertThat(kantata.get(API + "rate_cards?workspace_id=41003")
                        .json()
                        .path("count")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void a_limited_call_gets_no_hint_how_long_to_wait_and_a_wrong_token_is_refused() {
        kantata.fault("{\"kind\":\"429\",\"retryAfter\":5}");

        assertThat(kantata.get(API + "users").header("Retry-After")).isNull();
        assertThat(kantata.with("old").get(API + "users").status()).isEqualTo(401);
        assertThat(kantata.get(API + "roles")
                        .json()
                        .path("roles")
                        .path("31")
                        .path("name")
                        .asText())
                .isEqualTo("Senior Architect");
    }

    private void seedProject() {
        kantata.post(API + "users", USER);
        kantata.post(API + "workspaces", WORKSPACE);
        open();
    }

    private void open() {
        put("41003", "\"open_for_time\":true,\"status_key\":300");
    }

    private JsonNode put(String workspace, String fields) {
        Client.Answer answer = kantata.put(API + "workspaces/" + workspace, "{\"workspace\":{" + fields + "}}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("workspaces").path(workspace);
    }

    private static String id(JsonNode page) {
        return page.path("results").path(0).path("id").asText();
    }
}
