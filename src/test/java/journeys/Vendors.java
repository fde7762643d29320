package journeys;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import io.throughline.delivery.http.ConnectorSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import sandbox.Sandbox;

/** The vendors' side of a journey: a sandbox that outlives the product, living in the time of the test. */
final class Vendors implements AutoCloseable {

    private static final List<String> REFERENCE = List.of(
            "legal_entities.csv",
            "cost_centers.csv",
            "holidays.csv",
            "cost_rates.csv",
            "fx_rates.csv",
            "customers.csv",
            "projects.csv",
            "rate_cards.csv");

    private final Clock clock;
    private final Sandbox sandbox;
    private final HttpClient http = HttpClient.newHttpClient();

    Vendors(Clock clock) throws IOException {
        this.clock = clock;
        this.sandbox = Sandbox.start(0, clock);
    }

    /** Settings of a product that talks to these vendors, with more of the test's own: key, value, key, value. */
    Map<String, String> settings(String... more) {
        Map<String, String> settings = new TreeMap<>();
        ConnectorSettings.DEFAULTS.forEach((key, value) -> {
            if (value.contains("127.0.0.1:8090")) {
                settings.put(key, value.replace("127.0.0.1:8090", "127.0.0.1:" + sandbox.port()));
            }
        });
        settings.put("throughline.sandbox.enabled", "false");
        settings.put("throughline.sandbox.port", Integer.toString(sandbox.port()));
        settings.put("throughline.poll.millis", "300");
        settings.put("throughline.due.millis", "200");
        settings.put("throughline.billing.quiet-seconds", "0");
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    /** Drops the demo firm's reference data and waits until all of it is in. */
    static void teachTheFirm(RunningProduct product) throws IOException {
        for (String name : REFERENCE) {
            Path file = Path.of("src/main/resources/samples/reference", name);
            JsonNode receipt = product.dropAndAwait("netsuite", name, Files.readAllBytes(file));
            if (receipt.path("rejected").asInt() > 0 || receipt.path("accepted").asInt() == 0) {
                throw new AssertionError(receipt.toPrettyString());
            }
        }
    }

    /** Puts a record into a vendor as its own people would. */
    void seed(String vendor, String record) {
        sent("POST", vendor + "/records", record, null);
    }

    /** Tells a vendor whom to tell of changes, in the words of its control address {@code webhooks}. */
    void webhook(String vendor, String order) {
        sent("POST", vendor + "/webhooks", order, null);
    }

    /** A worker of Workday entered now. */
    void hire(String number, String given, String family, String hireDate) {
        hire(number, given, family, hireDate, "CC-1200", hireDate, clock.instant());
    }

    /** The same in a cost centre, as of a day and entered at a moment; a later day is a later state of one hired before. */
    void hire(
            String number,
            String given,
            String family,
            String hireDate,
            String costCenter,
            String effective,
            Instant entered) {
        seed(
                "workday",
                """
                {"recordType":"worker","WID":"3aa5550b7fe348b98d7b5741afc6%s","Employee_ID":"21%s","User_ID":"u%s",
                 "Legal_First_Name":"%s","Legal_Last_Name":"%s","Email_Address":"u%s@meridian-harbor.example",
                 "Position_ID":"P-0%s","Position_Title":"Consultant","Worker_Type":"REGULAR",
                 "Scheduled_Weekly_Hours":"40","Job_Family":"CONS","Location_ID":"US-NYC","Locale_ID":"en_US",
                 "Country_Alpha_2":"US","Country_Alpha_3":"USA","Municipality":"New York","Active":"1",
                 "Hire_Date":"%s","Original_Hire_Date":"%s","First_Day_of_Work":"%s","Terminated":"0","Rehire":"0",
                 "Company":"LE-US","Company_Code":"1000","Company_Name":"Meridian Harbor Advisory Inc.",
                 "Cost_Center":"%s","Cost_Center_Name":"Delivery West","Region":"AMER",
                 "Pay_Group":"US_SEMIMONTHLY","Manager_WID":"3aa5550b7fe348b98d7b5741afc60001",
                 "Effective_Date":"%s","Entry_Moment":"%s"}"""
                        .formatted(
                                number,
                                number,
                                number,
                                given,
                                family,
                                number,
                                number,
                                hireDate,
                                hireDate,
                                hireDate,
                                costCenter,
                                effective,
                                entered));
    }

    /** What Workday answers to the query for one worker who was entered in the last hour. */
    byte[] recentlyEntered(String employeeId) throws IOException {
        String now = clock.instant().toString();
        String query = Files.readString(Path.of("mappings/workday/get-workers.xml"))
                .replace("{user}", "ISU_MHA_Integration@mha_demo")
                .replace("{password}", "sandbox-secret")
                .replace("{Employee_ID}", employeeId)
                .replaceAll(".*\\{(WID|Contingent_Worker_ID)}.*", "")
                .replace("{excludeInactive}", "false")
                .replace("{updatedFrom}", clock.instant().minusSeconds(3600).toString())
                .replace("{updatedThrough}", now)
                .replace("{asOfMoment}", now)
                .replace("{asOfDate}", "2026-12-31")
                .replace("{page}", "1")
                .replace("{count}", "100")
                .replaceAll("<[^>]+>\\{[a-zA-Z]+}</[^>]+>", "")
                .replace(
                        "<bsvc:Request_Criteria>",
                        "<bsvc:Request_References><bsvc:Worker_Reference><bsvc:ID bsvc:type=\"Employee_ID\">"
                                + employeeId
                                + "</bsvc:ID></bsvc:Worker_Reference></bsvc:Request_References><bsvc:Request_Criteria>");
        return sent("POST", "workday/ccx/service/mha_demo/Human_Resources/v42.0", query, null)
                .body()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Wins an opportunity and gives the notice of Salesforce's change feed. */
    String win(String opportunityId) {
        return moved("win", opportunityId);
    }

    /** Moves an opportunity, {@code win}, {@code reopen} or {@code lose}, and gives the notice of the change feed. */
    String moved(String word, String opportunityId) {
        return sent("POST", "salesforce/" + word + "/" + opportunityId, "{}", null)
                .body();
    }

    /** Creates something in Kantata as its users do and gives its id. */
    String kantata(String resource, String body) {
        JsonNode answer = Json.tree(
                sent("POST", "kantata/api/v1/" + resource, body, kantataToken()).body());
        String id = answer.path("results").path(0).path("id").asText();
        if (id.isEmpty()) {
            throw new AssertionError(answer.toString());
        }
        return id;
    }

    /** Changes something in Kantata as its users do. */
    void kantataPut(String path, String body) {
        HttpResponse<String> answer = sent("PUT", "kantata/api/v1/" + path, body, kantataToken());
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.body());
        }
    }

    /** A time entry as Kantata lists it to those who read all of them. */
    byte[] timeEntry(String id) {
        return sent(
                        "GET",
                        "kantata/api/v1/time_entries?only=" + id + "&include=external_references",
                        null,
                        kantataToken())
                .body()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Approves time entries in Kantata. */
    void approve(String... timeEntryIds) {
        sent("POST", "kantata/approve", Json.write(Map.of("time_entry_ids", List.of(timeEntryIds))), null);
    }

    /** Rejects the timesheets of time entries in Kantata. */
    void reject(String... timeEntryIds) {
        sent("POST", "kantata/reject", Json.write(Map.of("time_entry_ids", List.of(timeEntryIds))), null);
    }

    /** Records of a kind, in the vendor's own field names. */
    List<JsonNode> records(String vendor, String type) {
        return list(vendor + "/records?recordType=" + type).toList();
    }

    /** Writes of a kind that took effect for an external id; null for any. */
    List<JsonNode> applied(String vendor, String type, String externalId) {
        return list(vendor + "/ledger")
                .filter(entry -> entry.path("applied").asBoolean())
                .filter(entry -> entry.path("recordType").asText().equals(type))
                .filter(entry ->
                        externalId == null || entry.path("externalId").asText().equals(externalId))
                .toList();
    }

    /** Orders misbehaviour. */
    void fault(String vendor, String order) {
        sent("POST", vendor + "/faults", order, null);
    }

    void healed(String vendor) {
        sent("DELETE", vendor + "/faults", null, null);
    }

    private String kantataToken() {
        String form = "grant_type=client_credentials&client_id=throughline&client_secret=sandbox-secret";
        return Json.tree(sent("POST", "kantata/oauth/token", form, null).body())
                .path("access_token")
                .asText();
    }

    private Stream<JsonNode> list(String path) {
        return StreamSupport.stream(
                Json.tree(sent("GET", path, null, null).body()).spliterator(), false);
    }

    private HttpResponse<String> sent(String method, String path, String body, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + sandbox.port() + "/sandbox/" + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new AssertionError(method + " " + path, failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
