package io.throughline.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** Somebody who changes figures by hand in the vendors' systems, and puts them back. */
final class Clerk {

    private record Changed(String vendor, String before) {}

    private final String sandbox;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Changed> changed = new ArrayList<>();

    /** @param sandbox address of the vendors */
    Clerk(String sandbox) {
        this.sandbox = sandbox;
    }

    /** Edits the first record of a type that is meant. */
    void change(String vendor, String type, Predicate<JsonNode> meant, Consumer<ObjectNode> edit) {
        ObjectNode record = first(vendor, type, meant);
        if (type.equals("documentItem")) {
            record.put(
                    "id",
                    String.join(
                            "/",
                            record.path("CompanyCode").asText(),
                            record.path("AccountingDocument").asText(),
                            record.path("FiscalYear").asText(),
                            record.path("AccountingDocumentItem").asText()));
        }
        changed.add(new Changed(vendor, record.toString()));
        edit.accept(record);
        seed(vendor, record.toString());
    }

    /** Adds to a number or to a text that is one. */
    static void add(JsonNode record, String field, String more) {
        BigDecimal sum = new BigDecimal(record.path(field).asText()).add(new BigDecimal(more));
        if (record.path(field).isTextual()) {
            ((ObjectNode) record).put(field, sum.toPlainString());
        } else {
            ((ObjectNode) record).put(field, sum);
        }
    }

    /** The first record of a type that is meant. */
    ObjectNode first(String vendor, String type, Predicate<JsonNode> meant) {
        JsonNode records = Json.tree(
                sent(HttpRequest.newBuilder(URI.create(sandbox + "/" + vendor + "/records?recordType=" + type))));
        return StreamSupport.stream(records.spliterator(), false)
                .filter(meant)
                .map(ObjectNode.class::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError(vendor + " has no such " + type + ": " + records));
    }

    /** Enters a record. */
    void enter(String vendor, String record) {
        seed(vendor, record);
    }

    /** Puts everything back. */
    void undo() {
        for (int last = changed.size() - 1; last >= 0; last--) {
            seed(changed.get(last).vendor(), changed.get(last).before());
        }
        changed.clear();
    }

    private void seed(String vendor, String record) {
        sent(HttpRequest.newBuilder(URI.create(sandbox + "/" + vendor + "/records"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(record)));
    }

    private String sent(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new AssertionError(answer.statusCode() + " " + answer.body());
            }
            return answer.body();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
