package faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.FreePort;
import io.throughline.contract.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;

/** The vendors' process, its file of effects, and the misbehaviour ordered from it. */
final class Targets implements AutoCloseable {

    private final Path folder;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String[] under;
    private String place;
    private Child process;

    Targets(Path folder, String... under) throws IOException {
        this.folder = folder;
        this.under = under;
        this.port = FreePort.next();
        this.place = "127.0.0.1:" + port;
        Files.createDirectories(folder);
        start();
    }

    /** Where they can be reached from here, when that is not the loopback address. */
    Targets reachedAt(String hostAndPort) {
        place = hostAndPort;
        return this;
    }

    /** Host and port at which they can be reached. */
    String place() {
        return place;
    }

    /** Starts the process, again after a kill. */
    void start() throws IOException {
        Files.deleteIfExists(folder.resolve("target.ready"));
        process = Child.of("targets", TargetMain.class)
                .jvm("-Xmx128m")
                .under(under)
                .with(Integer.toString(port), effects().toString())
                .start(folder.resolve("target.log"));
        Patience.until("the targets are up", () -> Files.exists(folder.resolve("target.ready")));
    }

    int port() {
        return port;
    }

    Child process() {
        return process;
    }

    /** The file of effects. */
    Path effects() {
        return folder.resolve("effects.jsonl");
    }

    /** Orders misbehaviour, in the words of the sandbox: {@code {"kind":"500","times":3}}. */
    void fault(String system, String order) {
        call("POST", system + "/faults", order);
    }

    void healed(String system) {
        call("DELETE", system + "/faults", null);
    }

    /** From now on a system remembers idempotency keys for so long; 0 for not at all. */
    void remembersKeys(String system, long millis) {
        call("POST", system + "/keys", "{\"millis\":" + millis + "}");
    }

    /** All targets behave again. */
    void healed() {
        for (String system : new String[] {"scim", "netsuite", "kantata", "adp", "salesforce"}) {
            healed(system);
        }
    }

    /** Puts approved hours of the clerk into the PSA, so that they can be marked there. */
    void timeEntry(int number) {
        call(
                "POST",
                "kantata/records",
                """
                {"recordType":"time_entries","id":"%d","workspace_id":"41003","user_id":"730000","date_performed":"%s",
                 "time_in_minutes":15,"billable":true,"approved":true}"""
                        .formatted(number, Workers.date(number)));
    }

    /** Wins an opportunity and gives the notice of the CRM. */
    String win(String opportunity) {
        return call("POST", "salesforce/win/" + opportunity, "{}");
    }

    /** What a system holds. */
    JsonNode records(String system) {
        return Json.tree(call("GET", system + "/records", null));
    }

    /** Every write a system saw, applied or not. */
    JsonNode ledger(String system) {
        return Json.tree(call("GET", system + "/ledger", null));
    }

    private String call(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + place + "/sandbox/" + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (IOException failed) {
            throw new AssertionError(path, failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
