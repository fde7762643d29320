package io.throughline.people;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.money.Money;
import io.throughline.money.TimeFact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What an HRIS tells of workers of LE-US, as CloudEvents documents and as events. */
public final class Told {

    private static final String SOURCE = "urn:mha:hris:workday:mha_demo";

    private Told() {}

    /** A worker hired on 2 March 2026 in CC-1100 as a Consultant, told in version 1. */
    public static ObjectNode hire(String id) {
        return whole(id, 1, "CC-1100", "Consultant", "2026-02-20T10:00:00Z");
    }

    /** A worker as a whole, dated by the hire. */
    public static ObjectNode whole(String id, long version, String costCenter, String title, String knownAt) {
        ObjectNode event = (ObjectNode) Json.tree(sample());
        String number = id.substring(2);
        envelope(event, id, "hired", version, knownAt);
        ObjectNode data = (ObjectNode) event.get("data");
        data.put("workerId", id)
                .put("version", version)
                .put("personId", "PER-" + number)
                .put("status", "ACTIVE");
        data.put("workEmail", "w" + number + "@meridian-harbor.example").put("payrollId", "3" + leading(number, 5));
        data.put("effectiveDate", "2026-03-02").put("knownAt", knownAt);
        data.remove("xref");
        ((ObjectNode) data.get("employment"))
                .put("legalEntityId", "LE-US")
                .put("hireDate", "2026-03-02")
                .put("originalHireDate", "2026-03-02")
                .put("holidayCalendarId", "CAL-US");
        ((ObjectNode) data.get("job"))
                .put("roleFamily", "CONS")
                .put("roleId", "CON")
                .put("title", title);
        ((ObjectNode) data.get("org"))
                .put("costCenterId", costCenter)
                .put("region", "AMER")
                .put("location", "US-NYC")
                .put("country", "US")
                .put("timeZone", "America/New_York")
                .remove("managerId");
        return event;
    }

    /**
     * Changed fields of a worker.
     *
     * @param from   first local date of the change
     * @param fields field, old value and new value in turn; null for none
     */
    public static ObjectNode change(String id, long version, String from, String... fields) {
        ObjectNode event = (ObjectNode) Json.tree(sample());
        String knownAt = "2026-10-%02dT09:00:00Z".formatted(version);
        envelope(event, id, "orgchanged", version, knownAt);
        event.put("idempotencykey", "worker:" + id + ":org:" + from + ":" + version);
        ObjectNode data = event.putObject("data");
        data.put("workerId", id)
                .put("version", version)
                .put("effectiveDate", from)
                .put("knownAt", knownAt);
        ArrayNode changes = data.putArray("changes");
        for (int i = 0; i < fields.length; i += 3) {
            changes.addObject()
                    .put("field", fields[i])
                    .put("old", fields[i + 1])
                    .put("new", fields[i + 2]);
        }
        return event;
    }

    /**
     * The end of an employment.
     *
     * @param what   {@code terminated}, {@code terminationrescinded} or {@code hirecancelled}
     * @param last   last day of employment, or null
     * @param reason class of the reason, or null
     */
    public static ObjectNode ending(String id, long version, String what, String last, String reason, String knownAt) {
        ObjectNode event = (ObjectNode) Json.tree(sample());
        envelope(event, id, what, version, knownAt);
        event.putObject("data")
                .put("workerId", id)
                .put("version", version)
                .put("terminationDate", last)
                .put("reason", reason)
                .put("knownAt", knownAt);
        return event;
    }

    /** The event of a document. */
    public static Event event(ObjectNode document) {
        String from = document.path("data").path("effectiveDate").asText(null);
        return new Event(
                document.path("source").asText(),
                document.path("id").asText(),
                document.path("type").asText().substring("com.example.".length()),
                document.path("subject").asText(),
                Instant.parse(document.path("time").asText()),
                document.path("partitionkey").asText(),
                document.path("sequence").asLong(),
                null,
                null,
                null,
                null,
                from == null ? null : LocalDate.parse(from),
                document.path("data"),
                null);
    }

    /** The impact of a change that touches no work. */
    public static Impact noImpact() {
        return impact(Map.of(), "0.00", "0.00");
    }

    /** An impact by its minutes and costs, of P-1003 and nothing else. */
    public static Impact impact(Map<TimeFact.State, Long> minutes, String before, String after) {
        Money none = Money.zero("USD");
        return new Impact(
                minutes,
                none,
                none,
                Money.of(before, "USD"),
                Money.of(after, "USD"),
                null,
                null,
                null,
                null,
                none,
                List.of(),
                List.of(),
                List.of(),
                List.of("P-1003"),
                List.of(),
                false,
                List.of());
    }

    /** Every order of some things. */
    public static <T> List<List<T>> orders(List<T> things) {
        if (things.isEmpty()) {
            return List.of(List.of());
        }
        List<List<T>> all = new ArrayList<>();
        for (int first = 0; first < things.size(); first++) {
            List<T> others = new ArrayList<>(things);
            T head = others.remove(first);
            for (List<T> rest : orders(others)) {
                List<T> one = new ArrayList<>(List.of(head));
                one.addAll(rest);
                all.add(one);
            }
        }
        return all;
    }

    private static void envelope(ObjectNode event, String id, String what, long version, String time) {
        event.put("id", id + "-" + what + "-" + version).put("source", SOURCE);
        event.put("type", "com.example.worker." + what + ".v1")
                .put("subject", id)
                .put("time", time);
        event.put("partitionkey", "worker:" + id).put("sequence", leading(Long.toString(version), 18));
        event.put("legalentity", "LE-US");
        event.remove(List.of("correlationid", "idempotencykey", "traceparent"));
    }

    private static String leading(String text, int length) {
        return "0".repeat(Math.max(0, length - text.length())) + text;
    }

    private static byte[] sample() {
        try {
            return Files.readAllBytes(Path.of("src/test/resources/canonical/worker_hired.json"));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
