package systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static systems.SandboxFirm.payload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Answer;
import io.throughline.delivery.http.SourceFailure;
import io.throughline.delivery.http.WorkdayQuery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every operation against the stand-in of its vendor, which refuses what the vendor would refuse. */
class SandboxSystemsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SandboxFirm firm;

    @BeforeEach
    void start() {
        firm = new SandboxFirm(Map.of("throughline.systems.kantata.timeout", "1000"));
    }

    @AfterEach
    void stop() {
        firm.close();
    }

    private static ObjectNode worker(String id) {
        ObjectNode worker = payload("netsuite/employee.out/with-known-supervisor");
        worker.put("workerId", id);
        worker.put("workEmail", id + "@meridian-harbor.example");
        return worker;
    }

    @Test
    void netsuite_takes_all_its_records_and_the_same_again_changes_nothing() {
        ObjectNode invoice = payload("netsuite/invoice.out/two-lines");
        for (int round = 0; round < 2; round++) {
            assertThat(firm.apply("netsuite", "customer", payload("netsuite/customer.out/bank"), "customer:C-02")
                            .reference())
                    .matches("\\d+");
            firm.apply("netsuite", "employee", worker("W-0007"), "worker:W-0007");
            Answer.Applied job =
                    firm.apply("netsuite", "project", payload("netsuite/project.out/not-to-exceed"), "project:P-1003");
            assertThat(job.result().path("erpProjectCode").asText()).isEqualTo("P-1003");
            firm.apply("netsuite", "time", payload("netsuite/time.out/a-day"), "time:T-8801");
            firm.apply("netsuite", "invoice", invoice, "invoice:INV-US-2026-1003-10B");
        }
        for (String type : List.of("customer", "employee", "job", "timeBill", "invoice")) {
            assertThat(firm.get("/netsuite/records?recordType=" + type))
                    .as(type)
                    .hasSize(1);
        }
        JsonNode written = firm.get("/netsuite/records?recordType=invoice").get(0);
        assertThat(written.path("item").path("items")).hasSize(2);
        assertThat(written.path("total").decimalValue()).isEqualByComparingTo("18730.42");
    }

    @Test
    void netsuite_refuses_time_on_a_job_it_does_not_know_in_its_own_words() {
        firm.apply("netsuite", "employee", worker("W-0007"), "worker:W-0007");
        Answer answer = firm.deliver("netsuite", "time", payload("netsuite/time.out/a-day"), false);
        assertThat(answer).isInstanceOf(Answer.Refused.class);
        assertThat(((Answer.Refused) answer).code()).isEqualTo("INVALID_KEY_OR_REF");
        assertThat(((Answer.Refused) answer).reason()).contains("P-1003");
    }

    @Test
    void kantata_takes_all_its_records_and_the_same_again_is_adopted() {
        for (int round = 0; round < 2; round++) {
            boolean adopted = round == 1;
            assertThat(firm.apply("kantata", "user", worker("W-0007"), "worker:W-0007"))
                    .isEqualTo(new Answer.Applied("70007", null, adopted));
            assertThat(firm.apply("kantata", "project", payload("kantata/project.out/shell"), "project:P-1003"))
                    .isEqualTo(new Answer.Applied("41003", null, adopted));
            firm.apply("kantata", "project-status", payload("kantata/project-status.out/activated"), "project:P-1003");
            ObjectNode card = payload("kantata/rate-card.out/boundary").put("projectId", "P-1003");
            assertThat(firm.apply("kantata", "rate-card", card, "ratecard:RC-P-1001")
                            .adopted())
                    .isEqualTo(adopted);
        }
        assertThat(firm.applied("kantata", "POST")).isEqualTo(3);
        JsonNode workspace = firm.get("/kantata/records?recordType=workspaces").get(0);
        assertThat(workspace.path("open_for_time").asBoolean()).isTrue();
        assertThat(workspace.path("erp_project_code").asText()).isEqualTo("P-1003");
    }

    @Test
    void approved_time_is_read_from_the_feed_and_marked_when_it_has_been_posted() throws IOException {
        String entry = approvedTime();

        Instant since = SandboxFirm.NOW.minusSeconds(300);
        List<?> pages = (List<?>) firm.ask("direct:kantata.fetch", since);

        assertThat(pages).hasSize(1);
        JsonNode page = JSON.readTree((byte[]) pages.get(0));
        assertThat(page.path("time_entries").path(entry).path("approved").asBoolean())
                .isTrue();

        firm.know("time:T-8801@kantata", entry);
        ObjectNode time = payload("kantata/time-transferred.out/by-reference");
        Answer.Applied marked = firm.apply("kantata", "time-transferred", time, "mark");
        assertThat(marked.adopted()).isFalse();
        assertThat(firm.apply("kantata", "time-transferred", time, "mark"))
                .isEqualTo(new Answer.Applied(marked.reference(), null, true));
    }

    private String approvedTime() {
        firm.apply("kantata", "user", worker("W-0007"), "worker:W-0007");
        firm.apply("kantata", "project", payload("kantata/project.out/shell"), "project:P-1003");
        firm.apply("kantata", "project-status", payload("kantata/project-status.out/activated"), "project:P-1003");
        firm.post(
                "/kantata/records",
                "{\"recordType\":\"time_entries\",\"id\":\"880100\",\"workspace_id\":\"41003\",\"user_id\":\"70007\","
                        + "\"date_performed\":\"2026-10-14\",\"time_in_minutes\":480,\"billable\":true,\"approved\":false}");
        firm.post("/kantata/approve", "{\"time_entry_ids\":[\"880100\"]}");
        return "880100";
    }

    @Test
    void no_answer_after_a_post_is_unknown_and_the_next_attempt_adopts_instead_of_writing_twice() {
        firm.post("/kantata/faults", "{\"kind\":\"timeout-after\",\"millis\":20000,\"match\":\"users\"}");

        Answer first = firm.deliver("kantata", "user", worker("W-0007"), false);
        Answer second = firm.deliver("kantata", "user", worker("W-0007"), true);

        assertThat(first).isInstanceOf(Answer.Unknown.class);
        assertThat(second).isEqualTo(new Answer.Applied("70007", null, true));
        assertThat(firm.applied("kantata", "POST")).isEqualTo(1);
    }

    @Test
    void an_error_after_applying_is_unknown_and_found_again() {
        firm.post("/scim/faults", "{\"kind\":\"500-after\"}");
        ObjectNode worker = payload("scim/user.out/active");

        assertThat(firm.deliver("scim", "user", worker, false)).isInstanceOf(Answer.Unknown.class);
        assertThat(firm.deliver("scim", "user", worker, true))
                .isInstanceOfSatisfying(Answer.Applied.class, applied -> assertThat(applied.adopted())
                        .isTrue());
        assertThat(firm.get("/scim/records")).hasSize(1);
    }

    @Test
    void too_many_calls_are_throttled_for_as_long_as_the_vendor_asks() {
        firm.post("/netsuite/faults", "{\"kind\":\"429\",\"retryAfter\":7}");
        assertThat(firm.deliver("netsuite", "employee", worker("W-0007"), false))
                .isInstanceOfSatisfying(Answer.Throttled.class, throttled -> assertThat(
                                throttled.retryAfter().toSeconds())
                        .isEqualTo(7));
    }

    @Test
    void a_forgotten_token_is_renewed_without_anybody_noticing() {
        firm.apply("netsuite", "employee", worker("W-0007"), "worker:W-0007");
        firm.delete("/netsuite/tokens");
        firm.apply("netsuite", "employee", worker("W-0008"), "worker:W-0008");
    }

    @Test
    void salesforce_is_told_and_read() throws IOException {
        ObjectNode status = payload("salesforce/opportunity.out/status");
        Answer.Applied written = firm.apply("salesforce", "opportunity", status, "opportunity:OPP-1003");

        assertThat(written.result().path("created").asBoolean()).isFalse();
        JsonNode read = firm.get("/salesforce/records?recordType=Opportunity");
        assertThat(read)
                .filteredOn(deal -> deal.path("Id").asText().equals(written.reference()))
                .singleElement()
                .satisfies(deal ->
                        assertThat(deal.path("ERP_Project_Code__c").asText()).isEqualTo("P-1003"));
        Answer.Applied again = firm.apply("salesforce", "read-opportunity", status.deepCopy(), "opportunity:OPP-1003");
        assertThat(again.result().path("Delivery_Status__c").asText()).isEqualTo("Active");
    }

    @Test
    void a_row_that_salesforce_refuses_is_refused_although_the_status_is_200() {
        ObjectNode status = payload("salesforce/opportunity.out/status").put("opportunityId", "OPP-unknown");
        assertThat(firm.deliver("salesforce", "opportunity", status, false))
                .isInstanceOfSatisfying(Answer.Refused.class, refused -> assertThat(refused.code())
                        .isEqualTo("REQUIRED_FIELD_MISSING"));
    }

    @Test
    void an_opportunity_that_is_not_there_is_refused_in_salesforces_words() {
        ObjectNode wanted =
                JSON.createObjectNode().put("opportunityId", "OPP-9").put("salesforceId", "006Hs00000Q9999IAB");
        assertThat(firm.deliver("salesforce", "read-opportunity", wanted, false))
                .isInstanceOf(Answer.Refused.class)
                .asString()
                .contains("NOT_FOUND");
    }

    @Test
    void opportunities_that_were_modified_are_read_page_by_page_and_no_others() throws IOException {
        assertThat((List<?>) firm.ask("direct:salesforce.fetch", SandboxFirm.NOW.minusSeconds(600)))
                .isEmpty();
        ArrayNode deals = JSON.createArrayNode();
        for (int number = 0; number < 2100; number++) {
            deals.addObject()
                    .put("recordType", "Opportunity")
                    .put("Id", "006Hs00000R%04d".formatted(number))
                    .put("IsWon", true);
        }
        firm.post("/salesforce/records", deals.toString());

        List<?> pages = (List<?>) firm.ask("direct:salesforce.fetch", SandboxFirm.NOW.minusSeconds(600));

        assertThat(pages).hasSize(2);
        JsonNode first = JSON.readTree((byte[]) pages.get(0));
        JsonNode second = JSON.readTree((byte[]) pages.get(1));
        assertThat(first.path("records")).hasSize(2000);
        assertThat(second.path("records")).hasSize(100);
        assertThat(second.at("/records/99/Id").asText()).startsWith("006Hs00000R2099");
        assertThat(second.at("/records/99/IsWon").asBoolean()).isTrue();
    }

    @Test
    void a_query_that_fails_is_a_failure_in_salesforces_words() {
        firm.post("/salesforce/faults", "{\"kind\":\"500\",\"times\":-1,\"match\":\"query\"}");
        assertThatThrownBy(() -> firm.ask("direct:salesforce.fetch", SandboxFirm.NOW))
                .hasRootCauseInstanceOf(SourceFailure.class)
                .rootCause()
                .hasMessageStartingWith("salesforce: ");
    }

    @Test
    void workers_are_read_by_all_three_delta_queries() {
        WorkdayQuery updated = new WorkdayQuery(
                WorkdayQuery.Kind.UPDATED,
                Instant.parse("2026-10-28T00:00:00Z"),
                Instant.parse("2026-10-29T00:00:00Z"),
                SandboxFirm.NOW,
                LocalDate.parse("2026-10-31"));
        assertThat(employeeIds(updated)).containsExactly("210018");

        WorkdayQuery effective = new WorkdayQuery(
                WorkdayQuery.Kind.EFFECTIVE,
                Instant.parse("2000-01-01T00:00:00Z"),
                SandboxFirm.NOW,
                SandboxFirm.NOW,
                LocalDate.parse("2026-10-31"));
        assertThat(employeeIds(effective)).hasSizeGreaterThan(20);

        assertThat(employeeIds(future("2026-10-09"))).containsExactly("210016");
        assertThat(employeeIds(future("2026-10-01"))).isEmpty();
    }

    @Test
    void one_worker_is_read_by_his_number() {
        WorkdayQuery one = WorkdayQuery.of(
                new WorkdayQuery.Reference("Employee_ID", "210002"), SandboxFirm.NOW, LocalDate.parse("2026-10-31"));
        assertThat(employeeIds(one)).containsExactly("210002");
    }

    private static WorkdayQuery future(String on) {
        return new WorkdayQuery(
                WorkdayQuery.Kind.FUTURE,
                Instant.parse("2026-10-02T00:00:00Z"),
                Instant.parse("2026-10-09T00:00:00Z"),
                Instant.parse("2026-10-01T12:00:00Z"),
                LocalDate.parse(on));
    }

    private TreeSet<String> employeeIds(WorkdayQuery query) {
        TreeSet<String> ids = new TreeSet<>();
        for (Object page : (List<?>) firm.ask("direct:workday.fetch", query)) {
            String xml = new String((byte[]) page, StandardCharsets.UTF_8);
            java.util.regex.Matcher worker = java.util.regex.Pattern.compile(
                            "<wd:Worker_Reference>.*?Employee_ID\">([^<]+)<", java.util.regex.Pattern.DOTALL)
                    .matcher(xml);
            while (worker.find()) {
                ids.add(worker.group(1));
            }
        }
        return ids;
    }

    @Test
    void a_soap_fault_fails_with_its_words() {
        firm.close();
        firm = new SandboxFirm(Map.of("throughline.systems.workday.password", "wrong & <odd>"));
        WorkdayQuery query = new WorkdayQuery(
                WorkdayQuery.Kind.UPDATED, Instant.EPOCH, SandboxFirm.NOW, SandboxFirm.NOW, LocalDate.of(2026, 10, 31));
        assertThatThrownBy(() -> firm.ask("direct:workday.fetch", query))
                .rootCause()
                .isInstanceOf(SourceFailure.class)
                .hasMessageContaining("authenticationError");
    }
}
