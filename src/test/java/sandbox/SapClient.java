package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** Speaks to the stand-in of SAP as its communication user: basic authentication, session cookie, CSRF token. */
final class SapClient {

    static final String TIMESHEETS = "/sap/opu/odata/sap/API_MANAGE_WORKFORCE_TIMESHEET/TimeSheetEntryCollection";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;
    private final String password;
    private String token;
    private String cookie;

    SapClient(Sandbox sandbox, String password) {
        this.base = "http://127.0.0.1:" + sandbox.port() + "/sandbox/sap";
        this.password = password;
    }

    /** The invoice of P-1004 as the firm's sample has it. */
    static String invoice() {
        return sample("ACC_DOCUMENT05_invoice_P-1004.xml");
    }

    static String sample(String name) {
        try {
            return Files.readString(Path.of("src/main/resources/samples/sap", name));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Begins a session and keeps its token. */
    SapClient login() {
        Client.Answer answer = send("GET", "/sap/opu/odata/sap/API_MANAGE_WORKFORCE_TIMESHEET/", null, "Fetch");
        token = answer.header("X-CSRF-Token");
        cookie = answer.header("Set-Cookie").split(";")[0];
        return this;
    }

    Client.Answer get(String path) {
        return send("GET", path, null, null);
    }

    Client.Answer post(String path, String body) {
        return send("POST", path, body, token);
    }

    Client.Answer send(String method, String path, String body, String csrf) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", path.endsWith("/idoc") ? "text/xml" : "application/json");
        String pair = Credentials.SAP_USER + ":" + password;
        request.header(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        if (csrf != null) {
            request.header("X-CSRF-Token", csrf);
        }
        if (cookie != null) {
            request.header("Cookie", cookie);
        }
        try {
            return new Client.Answer(http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Sends an IDoc and answers its number. */
    String idoc(String xml) {
        return post("/sap/bc/srt/idoc", xml).text().replaceAll("(?s)^.*<DbId>(\\d{16})</DbId>.*$", "$1");
    }

    /** Status and text of an IDoc. */
    String status(String idoc) {
        JsonNode record = results("YY1_IDOCSTATUS_CDS/YY1_IDOCSTATUS?$filter=IDocNumber%20eq%20'" + idoc + "'")
                .get(0);
        return record.path("Status").asText() + " " + record.path("StatusText").asText();
    }

    JsonNode results(String query) {
        return get("/sap/opu/odata/sap/" + query).json().path("d").path("results");
    }

    void seed(String json) {
        send("POST", "/records", json, null);
    }
}
