package systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static systems.SandboxFirm.payload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Answer;
import io.throughline.delivery.http.SourceFailure;
import io.throughline.delivery.target.Budget;
import io.throughline.delivery.target.Circuit;
import io.throughline.delivery.target.Target;
import io.throughline.mapping.Context;
import io.throughline.mapping.TranslatedRow;
import io.throughline.mapping.Translator;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** OpenAir's operations and its feed against its stand-in. */
class OpenAirSystemTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Context READ =
            new Context("urn:mha:psa:openair:mha", LocalDate.parse("2026-10-31"), SandboxFirm.NOW, "com.example.");

    private SandboxFirm firm;

    @BeforeEach
    void start() {
        firm = new SandboxFirm(Map.of("throughline.systems.openair.timeout", "1000"));
    }

    @AfterEach
    void stop() {
        firm.close();
    }

    private static ObjectNode worker() {
        return payload("openair/user.out/part-time");
    }

    private static ObjectNode project() {
        return payload("openair/project.out/shell");
    }

    private void projectOpen() {
        firm.apply("openair", "user", worker(), "worker:W-0024");
        firm.apply("openair", "project", project(), "project:P-1004");
        firm.apply("openair", "project-status", payload("openair/project-status.out/activated"), "project:P-1004");
    }

    private JsonNode record(String type) {
        JsonNode records = firm.get("/openair/records?recordType=" + type);
        assertThat(records).as(type).hasSize(1);
        return records.get(0);
    }

    private JsonNode week(String monday, String status, int entries) {
        ObjectNode sheet = JSON.createObjectNode()
                .put("user", "W-0024")
                .put("starts", monday)
                .put("ends", LocalDate.parse(monday).plusDays(6).toString())
                .put("status", status);
        for (int entry = 0; entry < entries; entry++) {
            sheet.withArray("tasks")
                    .addObject()
                    .put("project", "P-1004")
                    .put("date", monday)
                    .put("hours", "0")
                    .put("minutes", "15")
                    .put("job_codeid", "13");
        }
        return firm.post("/openair/timesheet", sheet.toString());
    }

    private List<?> changes() {
        return (List<?>) firm.ask("direct:openair.fetch", SandboxFirm.NOW.minusSeconds(300));
    }

    private static List<TranslatedRow> translated(List<?> pages) {
        List<TranslatedRow> rows = new ArrayList<>();
        Translator translator = Translator.ofClassPath();
        try {
            pages.forEach(page ->
                    rows.addAll(translator.read("openair", (byte[]) page, READ).rows()));
            return rows;
        } finally {
            translator.mappings().close();
        }
    }

    @Test
    void openair_takes_all_its_records_and_the_same_again_is_adopted() {
        for (int round = 0; round < 2; round++) {
            boolean adopted = round == 1;
            assertThat(firm.apply("openair", "user", worker(), "worker:W-0024"))
                    .isEqualTo(new Answer.Applied("24", null, adopted));
            assertThat(firm.apply("openair", "project", project(), "project:P-1004"))
                    .isEqualTo(new Answer.Applied("1004", null, adopted));
            assertThat(firm.apply(
                                    "openair",
                                    "project-status",
                                    payload("openair/project-status.out/activated"),
                                    "project:P-1004")
                            .reference())
                    .isEqualTo("1004");
            assertThat(firm.apply("openair", "rate-card", payload("openair/rate-card.out/boundary"), "card"))
                    .isEqualTo(new Answer.Applied("9", null, adopted));
        }
        JsonNode user = record("User");
        assertThat(user.path("cost").asText()).isEqualTo("71.0000");
        assertThat(user.path("workschedule_workdays").asText()).isEqualTo("0,1,2");
        assertThat(user.path("job_codeid").asText()).isEqualTo("13");
        assertThat(user.path("password").asText()).hasSizeGreaterThan(30);
        JsonNode project = record("Project");
        assertThat(project.path("active").asText()).isEqualTo("1");
        assertThat(project.path("code").asText()).isEqualTo("P-1004");
        assertThat(project.path("customerid").asText()).isEqualTo("3");
        assertThat(project.path("rate_cardid").asText()).isEqualTo("9");
        assertThat(record("Customer").path("name").asText()).isEqualTo("Brückner Anlagenbau GmbH");
        assertThat(firm.get("/openair/records?recordType=RateCardItem"))
                .extracting(item -> item.path("rate").asText() + " "
                        + item.path("start").asText() + " " + item.path("end").asText())
                .containsExactly("165.0000 2026-01-01 2026-10-14", "172.5000 2026-10-15 ");
    }

    @Test
    void a_user_is_not_doubled_when_the_answer_was_lost_and_is_changed_where_he_is() {
        firm.post("/openair/faults", "{\"kind\":\"timeout-after\",\"millis\":20000}");

        assertThat(firm.deliver("openair", "user", worker(), false)).isInstanceOf(Answer.Unknown.class);
        assertThat(firm.deliver("openair", "user", worker(), true)).isEqualTo(new Answer.Applied("24", null, true));
        assertThat(firm.applied("openair", "POST")).isEqualTo(1);

        ObjectNode left =
                worker().put("update", true).put("changedFrom", "2026-11-01").put("status", "TERMINATED");
        assertThat(firm.deliver("openair", "user", left, false)).isEqualTo(new Answer.Applied("24", null, true));
        assertThat(record("User").path("active").asText()).isEqualTo("0");
        assertThat(firm.get("/openair/records?recordType=LoadedCost"))
                .extracting(cost -> cost.path("start").asText())
                .containsExactly("2021-07-01", "2026-11-01");
    }

    @Test
    void a_worker_who_leaves_takes_time_until_he_is_closed_and_costs_nothing_after_the_last_day() {
        firm.apply("openair", "user", worker(), "worker:W-0024");
        ObjectNode leaves = worker().put("update", true).put("changedFrom", "2026-11-30");
        leaves.withObject("/employment").put("terminationDate", "2026-11-30");
        firm.apply("openair", "user", leaves, "worker:W-0024");
        assertThat(record("User").path("active").asText()).isEqualTo("1");

        ObjectNode left = leaves.deepCopy().put("status", "TERMINATED").put("changedFrom", "2026-12-01");
        firm.apply("openair", "user", left, "worker:W-0024");
        assertThat(record("User").path("active").asText()).as("late time").isEqualTo("1");

        left.put("closed", true).remove("changedFrom");
        firm.apply("openair", "user", left, "worker:W-0024");
        assertThat(record("User").path("active").asText()).isEqualTo("0");
        left.remove("closed");
        firm.apply("openair", "user", left.put("changedFrom", "2026-12-02"), "worker:W-0024");
        assertThat(record("User").path("active").asText()).as("stays closed").isEqualTo("0");
        assertThat(firm.get("/openair/records?recordType=LoadedCost"))
                .extracting(cost ->
                        cost.path("start").asText() + " " + cost.path("end").asText())
                .containsExactly("2021-07-01 2026-11-29", "2026-11-30 2026-11-30");

        firm.apply(
                "openair",
                "user",
                worker().put("update", true).put("closed", false).put("changedFrom", "2026-12-03"),
                "worker:W-0024");
        assertThat(record("User").path("active").asText()).isEqualTo("1");
    }

    @Test
    void leave_is_booked_once_follows_its_hours_and_is_taken_away_when_it_is_cancelled() {
        firm.apply("openair", "user", worker(), "worker:W-0024");
        ObjectNode leave = payload("openair/time-off.out/a-day");
        for (int round = 0; round < 2; round++) {
            assertThat(firm.apply("openair", "time-off", leave, "leave"))
                    .isEqualTo(new Answer.Applied("301", null, round == 1));
        }
        JsonNode booking = record("Booking");
        assertThat(booking.path("userid").asText()).isEqualTo("24");
        assertThat(booking.path("startdate").asText()).isEqualTo("2026-10-19");
        assertThat(booking.path("enddate").asText()).isEqualTo("2026-10-19");
        assertThat(record("Project").path("active").asText())
                .as("takes no time")
                .isEqualTo("0");

        firm.apply("openair", "time-off", leave.deepCopy().put("hours", "4.00"), "leave");
        assertThat(record("Booking").path("hours").asText()).isEqualTo("4.00");

        ObjectNode cancelled = payload("openair/time-off-cancelled.out/nothing-there");
        for (int round = 0; round < 2; round++) {
            assertThat(firm.deliver("openair", "time-off-cancelled", cancelled, round == 1))
                    .isInstanceOf(Answer.Applied.class);
        }
        assertThat(firm.get("/openair/records?recordType=Booking")).isEmpty();
    }

    @Test
    void a_login_that_somebody_made_by_hand_gets_the_workers_number_and_somebody_elses_does_not() {
        String nickname = "anja.vogt@meridian-harbor.example";
        String made = "{\"recordType\":\"User\",\"id\":\"77\",\"nickname\":\"" + nickname + "\"";
        firm.post("/openair/records", made + "}");
        assertThat(firm.deliver("openair", "user", worker(), false)).isEqualTo(new Answer.Applied("77", null, true));
        assertThat(record("User").path("externalid").asText()).isEqualTo("W-0024");

        firm.post("/openair/records", made + ",\"externalid\":\"W-0099\"}");
        assertThat(firm.deliver("openair", "user", worker(), false))
                .isInstanceOfSatisfying(Answer.Refused.class, refused -> assertThat(refused.code())
                        .isEqualTo("TAKEN"));
    }

    @Test
    void a_change_that_is_refused_is_refused_although_the_record_was_found_and_the_status_is_200() {
        firm.apply("openair", "user", worker(), "worker:W-0024");
        ObjectNode changed = worker().put("update", true);
        changed.withObject("/job").put("roleId", "DIR");

        assertThat(firm.deliver("openair", "user", changed, false))
                .isEqualTo(new Answer.Refused("8", "User/job_codeid: there is no Jobcode DIR"));
    }

    @Test
    void a_rate_card_that_was_left_half_done_is_completed_and_then_used() {
        projectOpen();
        ObjectNode card = payload("openair/rate-card.out/boundary");
        ObjectNode wrong = card.deepCopy();
        ((ObjectNode) wrong.at("/rows/1")).put("roleId", "DIR");
        assertThat(firm.deliver("openair", "rate-card", wrong, false)).isInstanceOf(Answer.Refused.class);

        firm.post("/openair/records", "{\"recordType\":\"Ratecard\",\"id\":\"12\",\"name\":\"RC-P-1004 0913ea62\"}");
        firm.post(
                "/openair/records",
                "{\"recordType\":\"RateCardItem\",\"id\":\"1\",\"rate_card_id\":\"12\",\"job_code_id\":\"12\","
                        + "\"start\":\"2026-01-01\",\"rate\":\"165.0000\"}");
        assertThat(firm.deliver("openair", "rate-card", card, true)).isEqualTo(new Answer.Applied("12", null, true));
        assertThat(record("Project").path("rate_cardid").asText()).isEqualTo("12");
        assertThat(firm.get("/openair/records?recordType=RateCardItem"))
                .filteredOn(item -> item.path("rate_card_id").asText().equals("12"))
                .hasSize(2);
    }

    @Test
    void approved_time_is_read_with_its_approval_and_marked_once_when_it_has_been_posted() {
        projectOpen();
        JsonNode sheet = week("2026-10-12", "A", 2);

        List<TranslatedRow> rows = translated(changes());
        assertThat(rows)
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.candidates()).singleElement().satisfies(event -> {
                    assertThat(event.path("type").asText()).isEqualTo("time.approved.v1");
                    assertThat(event.at("/data/minutes").asInt()).isEqualTo(15);
                    assertThat(event.at("/data/workDate").asText()).isEqualTo("2026-10-12");
                    assertThat(event.at("/data/roleId").asText()).isEqualTo("CON");
                    assertThat(event.at("/data/workerId/$xref/value").asText()).isEqualTo("24");
                }));

        String task = sheet.at("/taskids/0").asText();
        ObjectNode time = payload("openair/time-transferred.out/by-own-id");
        ((ObjectNode) time.at("/xref/0")).put("value", task);
        assertThat(firm.apply("openair", "time-transferred", time, "mark"))
                .isEqualTo(new Answer.Applied(task, null, false));
        assertThat(firm.apply("openair", "time-transferred", time, "mark").adopted())
                .isTrue();
        JsonNode trace = record("ImportExport");
        assertThat(trace.path("externalid").asText()).isEqualTo("0000471100");
        assertThat(trace.path("exported").asText()).isEqualTo("2026-10-16T09:15:07");
    }

    @Test
    void time_that_is_unapproved_again_is_read_as_such_although_its_entries_did_not_change() {
        projectOpen();
        String id = week("2026-10-12", "A", 1).path("timesheetid").asText();
        ObjectNode entry = record("Task").deepCopy();
        firm.post(
                "/openair/records", entry.put("updated", "2026-10-12T17:00:00").toString());
        firm.post("/openair/unapprove", "{\"timesheetid\":\"" + id + "\"}");

        assertThat(translated(changes())).singleElement().satisfies(row -> assertThat(
                        row.candidates().get(0).path("type").asText())
                .isEqualTo("time.unapproved.v1"));
        assertThat(record("Task").path("updated").asText()).isEqualTo("2026-10-12T17:00:00");
    }

    @Test
    void nothing_changed_is_nothing_to_read() {
        assertThat(changes()).isEmpty();
    }

    @Test
    void more_than_a_page_of_changes_is_read_without_loss_and_each_entry_once() {
        projectOpen();
        for (int number = 0; number < 52; number++) {
            week(LocalDate.parse("2025-10-06").plusWeeks(number).toString(), "A", 24);
        }

        List<?> pages = changes();

        assertThat(pages).as("52 timesheets, 20 a call").hasSize(3);
        List<String> ids = translated(pages).stream()
                .map(row -> row.candidates().get(0).path("id").asText())
                .toList();
        assertThat(ids).hasSize(1248);
        assertThat(new HashSet<>(ids)).hasSize(1248);
        assertThat(new HashSet<>(ids))
                .containsAll(IntStream.range(88901, 88901 + 1248)
                        .mapToObj(task -> "openair-task-" + task + "-20261031T120000Z")
                        .toList());
    }

    @Test
    void too_many_calls_wait_lower_the_budget_and_what_waited_is_delivered_later() throws Exception {
        for (int calls = 0; calls < 3; calls++) {
            firm.post("/openair/allowance", "{\"calls\":" + calls + "}");
            assertThat(firm.deliver("openair", "user", worker(), false))
                    .as("with %s calls", calls)
                    .isEqualTo(new Answer.Throttled("556 too many calls for this account", Duration.ofSeconds(60)));
        }
        assertThat(firm.applied("openair", "POST")).isZero();
        Budget budget = new Budget(8, 0, System::nanoTime);
        assertThat(budget.acquire(Duration.ZERO)).isTrue();
        openair(budget).heard(firm.deliver("openair", "user", worker(), false), false);
        assertThat(budget.view().allowed()).isEqualTo(4);
        assertThat(budget.pause()).isGreaterThan(Duration.ofSeconds(50));

        assertThatThrownBy(this::changes)
                .hasRootCauseInstanceOf(SourceFailure.class)
                .rootCause()
                .hasMessageContaining("556")
                .satisfies(failure ->
                        assertThat(((SourceFailure) failure).answer()).isInstanceOf(Answer.Throttled.class));

        firm.post("/openair/allowance", "{\"calls\":3}");
        assertThat(firm.deliver("openair", "user", worker(), false)).isEqualTo(new Answer.Applied("24", null, false));
        assertThat(firm.applied("openair", "POST")).isEqualTo(1);
    }

    private static Target openair(Budget budget) {
        Circuit circuit = new Circuit(
                3, Duration.ofSeconds(1), Duration.ofSeconds(30), Clock.systemUTC(), System::nanoTime, () -> 0.5);
        return new Target("openair", circuit, budget, 10);
    }

    @Test
    void a_token_that_is_not_valid_any_more_is_refused_and_one_that_is_not_set_is_never_sent() {
        firm.close();
        firm = new SandboxFirm(Map.of("throughline.systems.openair.access-token", "expired <&>"));
        assertThat(firm.deliver("openair", "user", worker(), false))
                .isEqualTo(new Answer.Refused("9", "logged out: the access token is not valid any more"));

        firm.close();
        firm = new SandboxFirm(Map.of("throughline.systems.openair.access-token", ""));
        assertThat(firm.deliver("openair", "user", worker(), false))
                .isInstanceOfSatisfying(
                        Answer.Down.class, down -> assertThat(down.reason()).contains("access-token is empty"));
        assertThat(firm.get("/openair/ledger")).isEmpty();
    }

    @Test
    void an_answer_without_entries_brings_nothing() {
        byte[] page = "<response><Auth status=\"0\"/></response>".getBytes(StandardCharsets.UTF_8);
        assertThat(translated(List.of(page))).isEmpty();
    }

    @Test
    void an_entry_that_was_deleted_is_taken_back_and_the_others_of_its_timesheet_stay() {
        projectOpen();
        String sheet = week("2026-10-19", "A", 2).path("id").asText();
        firm.post("/openair/unapprove", "{\"timesheetid\":\"" + sheet + "\"}");
        String gone =
                firm.get("/openair/records?recordType=Task").get(0).path("id").asText();
        firm.post("/openair/delete-entry", "{\"taskid\":\"" + gone + "\"}");
        firm.post("/openair/submit", "{\"timesheetid\":\"" + sheet + "\"}");
        firm.post("/openair/approve", "{\"timesheetid\":\"" + sheet + "\"}");

        List<TranslatedRow> rows = translated(changes());

        assertThat(rows)
                .flatExtracting(TranslatedRow::candidates)
                .extracting(candidate -> candidate.path("type").asText() + " "
                        + candidate.at("/subject/$xref/value").asText() + " "
                        + candidate.at("/data/minutes").asInt() + " "
                        + candidate.at("/data/status").asText())
                .containsExactlyInAnyOrder(
                        "time.unapproved.v1 " + gone + " 15 REJECTED",
                        "time.approved.v1 " + (Long.parseLong(gone) + 1) + " 15 APPROVED");
        assertThat(rows).allSatisfy(row -> assertThat(row.violations()).isEmpty());
    }
}
