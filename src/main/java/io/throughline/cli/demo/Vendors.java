package io.throughline.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.Settings;
import io.throughline.contract.Json;
import io.throughline.money.Hours;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What people do in the vendors' systems during the month, over the interfaces of those systems. */
final class Vendors {

    private static final String CONTENT = "application/json";

    private final Http http;
    private final Settings settings;
    private final Set<String> byHand = new HashSet<>();
    private String kantataToken;

    /** @param sandbox address of the sandbox, up to {@code /sandbox} */
    Vendors(String sandbox, Settings settings) {
        this.http = new Http(sandbox);
        this.settings = settings;
    }

    /** Wins an opportunity in Salesforce and gives the change event that Salesforce would publish. */
    JsonNode win(String opportunityId) {
        return moved("win", opportunityId);
    }

    /** Moves an opportunity, {@code win}, {@code reopen} or {@code lose}, and gives the change event of it. */
    JsonNode moved(String word, String opportunityId) {
        return Json.tree(http.post("/salesforce/" + word + "/" + opportunityId, CONTENT, new byte[0], Map.of()));
    }

    /**
     * Workers as Workday exports them.
     *
     * @param numbers  employee numbers
     * @param asOfDate future changes up to this date are included
     */
    byte[] workers(List<String> numbers, String asOfDate) {
        StringBuilder references = new StringBuilder();
        numbers.forEach(number -> references
                .append("<bsvc:Worker_Reference><bsvc:ID bsvc:type=\"Employee_ID\">")
                .append(number)
                .append("</bsvc:ID></bsvc:Worker_Reference>"));
        String request = REQUEST.formatted(
                settings.get("throughline.systems.workday.user"),
                settings.get("throughline.systems.workday.password"),
                references,
                asOfDate);
        return http.post(
                "/workday/ccx/service/mha_demo/Human_Resources/v42.0",
                "text/xml",
                request.getBytes(StandardCharsets.UTF_8),
                Map.of());
    }

    /** The list of all employees that BambooHR gives to whoever asks what changed since it began. */
    byte[] employees() {
        String pair = settings.get("throughline.systems.bamboohr.user") + ":"
                + settings.get("throughline.systems.bamboohr.password");
        String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return Json.write(http.get(
                        "/bamboohr/api/gateway.php/mha/v1/employees/changed?since=2000-01-01T00:00:00Z",
                        Map.of("Authorization", "Basic " + basic)))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Opens a workspace in Kantata by hand, as is done for internal work, and gives its id. */
    String openWorkspace(String title) {
        ObjectNode workspace = Json.mapper().createObjectNode();
        workspace.putObject("workspace").put("title", title).put("creator_role", "maven");
        JsonNode created = kantata("/workspaces", workspace);
        String id = created.path("results").path(0).path("id").asText();
        ObjectNode open = Json.mapper().createObjectNode();
        open.putObject("workspace").put("open_for_time", true).put("status_key", 300);
        http.put("/kantata/api/v1/workspaces/" + id, CONTENT, bytes(open), bearer());
        return id;
    }

    /** Enters time in Kantata and gives the entries' ids. */
    List<String> enterTime(List<DemoData.Day> days) {
        Map<String, String> users = references("Worker");
        Map<String, String> workspaces = references("Project");
        List<String> ids = new ArrayList<>();
        for (DemoData.Day day : days) {
            ObjectNode entry = Json.mapper().createObjectNode();
            entry.putObject("time_entry")
                    .put("workspace_id", workspaces.get(day.projectId()))
                    .put("user_id", users.get(day.workerId()))
                    .put("date_performed", day.date().toString())
                    .put("time_in_minutes", Hours.toMinutes(day.hours()))
                    .put("billable", day.billable());
            ids.add(kantata("/time_entries", entry)
                    .path("results")
                    .path(0)
                    .path("id")
                    .asText());
        }
        return ids;
    }

    /** Approves time entries in Kantata. */
    void approve(List<String> timeEntryIds) {
        ObjectNode approval = Json.mapper().createObjectNode();
        ArrayNode ids = approval.putArray("time_entry_ids");
        timeEntryIds.forEach(ids::add);
        http.post("/kantata/approve", CONTENT, bytes(approval), Map.of());
    }

    /** Notes in Kantata which of our objects a record stands for. */
    void reference(String model, String canonicalId, String subjectType, String id) {
        ObjectNode reference = Json.mapper().createObjectNode();
        reference
                .putObject("external_reference")
                .put("service_name", settings.get("throughline.systems.kantata.client-name"))
                .put("service_model", model)
                .put("service_model_ref", canonicalId)
                .put("subject_type", subjectType)
                .put("subject_id", id);
        kantata("/external_references", reference);
    }

    /** Records that were made by hand, as {@code <vendor>:<id>}. */
    Set<String> byHand() {
        return Set.copyOf(byHand);
    }

    /** Every record a vendor holds, in its own words. */
    JsonNode records(String vendor) {
        return http.get("/" + vendor + "/records", Map.of());
    }

    /** Every write a vendor has seen. */
    JsonNode ledger(String vendor) {
        return http.get("/" + vendor + "/ledger", Map.of());
    }

    /** Kantata's ids of our objects of a kind, by our ids. */
    private Map<String, String> references(String model) {
        Map<String, String> ids = new LinkedHashMap<>();
        for (JsonNode record : records("kantata")) {
            if (record.path("recordType").asText().contains("external_reference")
                    && record.path("service_model").asText().equals(model)) {
                ids.put(
                        record.path("service_model_ref").asText(),
                        record.path("subject_id").asText());
            }
        }
        return ids;
    }

    private JsonNode kantata(String path, JsonNode body) {
        JsonNode answer = Json.tree(http.post("/kantata/api/v1" + path, CONTENT, bytes(body), bearer()));
        byHand.add("kantata:" + answer.path("results").path(0).path("id").asText());
        return answer;
    }

    private Map<String, String> bearer() {
        if (kantataToken == null) {
            kantataToken = http.token(
                    "/kantata/oauth/token",
                    settings.get("throughline.systems.kantata.client-id"),
                    settings.get("throughline.systems.kantata.client-secret"));
        }
        return Map.of("Authorization", "Bearer " + kantataToken);
    }

    private static byte[] bytes(JsonNode body) {
        return Json.write(body).getBytes(StandardCharsets.UTF_8);
    }

    private static final String REQUEST =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/" xmlns:bsvc="urn:com.workday/bsvc">
              <env:Header>
                <wsse:Security env:mustUnderstand="1"
                    xmlns:wsse="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd">
                  <wsse:UsernameToken>
                    <wsse:Username>%s</wsse:Username>
                    <wsse:Password Type="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText">%s</wsse:Password>
                  </wsse:UsernameToken>
                </wsse:Security>
              </env:Header>
              <env:Body>
                <bsvc:Get_Workers_Request bsvc:version="v42.0">
                  <bsvc:Request_References>%s</bsvc:Request_References>
                  <bsvc:Response_Filter>
                    <bsvc:As_Of_Effective_Date>%s</bsvc:As_Of_Effective_Date>
                    <bsvc:Count>100</bsvc:Count>
                  </bsvc:Response_Filter>
                </bsvc:Get_Workers_Request>
              </env:Body>
            </env:Envelope>
            """;
}
