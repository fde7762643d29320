package journeys;

import static journeys.RunningProduct.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import org.awaitility.core.ConditionTimeoutException;

/** The demo firm in a running product: its people and projects by their ids, and what became of what is told about them. */
final class EdgeFirm implements AutoCloseable {

    private static final String PSA = "urn:mha:psa:kantata:41003";
    private static final String ERP = "urn:mha:erp:netsuite:1234567";

    private final AdjustableClock clock;
    private final Vendors vendors;
    private final RunningProduct product;

    private EdgeFirm(AdjustableClock clock, Vendors vendors, RunningProduct product) {
        this.clock = clock;
        this.vendors = vendors;
        this.product = product;
    }

    /** Starts vendors and product at an instant and teaches the firm's reference data. */
    static EdgeFirm at(Path folder, String instant, String... settings) throws Exception {
        AdjustableClock clock = AdjustableClock.from(Instant.parse(instant));
        Vendors vendors = new Vendors(clock);
        RunningProduct product = RunningProduct.in(folder, clock, vendors.settings(settings));
        Vendors.teachTheFirm(product);
        return new EdgeFirm(clock, vendors, product);
    }

    AdjustableClock clock() {
        return clock;
    }

    Vendors vendors() {
        return vendors;
    }

    RunningProduct product() {
        return product;
    }

    /** Hires workers of the firm as their row says and waits until every system knows them. */
    void hire(String... ids) throws Exception {
        for (String id : ids) {
            post(hired(id));
        }
        for (String id : ids) {
            product.eventuallyDone("worker:" + id, 4);
        }
    }

    /** The event that hires a worker of the firm. */
    static ObjectNode hired(String id) {
        return EdgePeople.hired(id);
    }

    /** A row of the firm's people by worker id. */
    static Map<String, String> row(String id) {
        return EdgePeople.row(id);
    }

    /** Wins the deal of a project and waits until time may be entered. */
    void open(String... projectIds) throws Exception {
        for (String id : projectIds) {
            product.send("intake.salesforce", vendors.win("006Hs00000Q" + id.substring(2)));
        }
        for (String id : projectIds) {
            until("project:" + id, () -> status(id).equals("ACTIVE"));
        }
    }

    /** The status of a project; empty when it is not known. */
    String status(String projectId) throws Exception {
        return product.read("/api/v1/projects/" + projectId).path("status").asText();
    }

    /** Posts one canonical event and gives the answer. */
    JsonNode post(JsonNode event) throws Exception {
        return Json.tree(product.post("/api/v1/events", Json.write(event)).body());
    }

    /** An event of the ERP about an object with its version. */
    ObjectNode event(String type, String subject, ObjectNode data) {
        return event(ERP, type, subject, data);
    }

    ObjectNode event(String source, String type, String subject, ObjectNode data) {
        ObjectNode event = Json.mapper().createObjectNode();
        event.put("specversion", "1.0")
                .put("id", subject + "-" + type + "-" + data.path("version").asText())
                .put("source", source)
                .put("type", "com.example." + type)
                .put("subject", subject)
                .put("time", clock.instant().toString())
                .put("sequence", data.path("version").asLong());
        event.set("data", data);
        return event;
    }

    /** A change of one object that is known already: its newest state with a higher version, to be edited. */
    ObjectNode next(String objects, String id) throws Exception {
        ObjectNode data = (ObjectNode) product.read("/api/v1/" + objects + "/" + id);
        return data.put("version", data.path("version").asLong() + 1);
    }

    /** Posts time entries together and gives the answer. */
    JsonNode told(Time... times) throws Exception {
        if (times.length == 1) {
            return post(times[0].event());
        }
        ArrayNode together = Json.mapper().createArrayNode();
        for (Time time : times) {
            together.add(time.event());
        }
        return post(together);
    }

    /** Closes the accounting period of an entity, such as {@code 2026-10}. */
    void close(String entity, String month) throws Exception {
        String id = entity + "-" + month;
        ObjectNode data = Json.mapper().createObjectNode();
        data.put("periodId", id)
                .put("version", 1)
                .put("legalEntityId", entity)
                .put("from", month + "-01")
                .put("to", java.time.YearMonth.parse(month).atEndOfMonth().toString())
                .put("state", "CLOSED");
        assertThat(post(event("period.closed.v1", id, data)).path("status").asText())
                .isEqualTo("accepted");
    }

    /** Opens or closes a month in NetSuite's own calendar. */
    void netsuite(String month, boolean closed) {
        long number = 200
                + java.time.temporal.ChronoUnit.MONTHS.between(
                        java.time.YearMonth.of(2025, 1), java.time.YearMonth.parse(month));
        vendors.seed(
                "netsuite",
                "{\"recordType\":\"accountingPeriod\",\"id\":\"%d\",\"externalId\":\"%s\",\"closed\":%s}"
                        .formatted(number, month, closed));
    }

    /** Open cases about a key or subject whose text names all of this. */
    List<JsonNode> cases(String... words) throws Exception {
        return StreamSupport.stream(product.read("/api/v1/exceptions").spliterator(), false)
                .filter(one -> java.util.Arrays.stream(words).allMatch(one.toString()::contains))
                .toList();
    }

    /** The one open case whose text names all of this; waits for it. */
    JsonNode onlyCase(String... words) throws Exception {
        try {
            eventually().until(() -> !cases(words).isEmpty());
        } catch (ConditionTimeoutException late) {
            throw new AssertionError(
                    String.join(", ", words) + " in none of "
                            + product.read("/api/v1/exceptions").findValuesAsText("message"),
                    late);
        }
        List<JsonNode> found = cases(words);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    /** Events of a type in the story of a key. */
    List<JsonNode> events(String key, String type) throws Exception {
        return StreamSupport.stream(product.trace(key).path("events").spliterator(), false)
                .filter(event -> event.path("type").asText().equals(type))
                .toList();
    }

    /** States of the steps that go to a system for a key. */
    List<String> steps(String key, String system) throws Exception {
        List<String> states = new ArrayList<>();
        product.trace(key).path("events").forEach(event -> event.path("steps").forEach(step -> {
            if (step.path("system").asText().equals(system)) {
                states.add(step.path("operation").asText() + " "
                        + step.path("state").asText());
            }
        }));
        return states;
    }

    /** Records of a vendor with this value in a field. */
    List<JsonNode> records(String vendor, String type, String field, String value) {
        return vendors.records(vendor, type).stream()
                .filter(record -> record.path(field).asText().equals(value))
                .toList();
    }

    /** Hours of time bills in NetSuite of a time entry. */
    List<String> bills(String timeEntryId) {
        return records("netsuite", "timeBill", "externalId", timeEntryId).stream()
                .map(bill -> bill.path("hours").asText())
                .toList();
    }

    /** What is known of a time entry that was told. */
    io.throughline.money.TimeFact fact(String timeEntryId) {
        return product.product().wiring().stores().times().latest(timeEntryId).orElseThrow();
    }

    /** Waits until NetSuite has these hours of a time entry. */
    void awaitBill(String timeEntryId, String hours) throws Exception {
        until("time:" + timeEntryId, () -> bills(timeEntryId).equals(List.of(hours)));
    }

    /** Waits for something about a key; when it does not come the story of the key says why. */
    void until(String key, Callable<Boolean> what) throws Exception {
        try {
            eventually().until(what);
        } catch (ConditionTimeoutException late) {
            throw new AssertionError(product.trace(key).toPrettyString(), late);
        }
    }

    /** Files of a system's outbox whose name matches. */
    List<Path> files(String system, String name) throws IOException {
        if (Files.notExists(product.exchange(system, "out"))) {
            return List.of();
        }
        try (java.util.stream.Stream<Path> all = Files.walk(product.exchange(system, "out"))) {
            return all.filter(file -> file.getFileName().toString().matches(name))
                    .sorted()
                    .toList();
        }
    }

    /** One time entry of the firm as the PSA tells it, approved by W-0010 in version 1. */
    static final class Time {
        private final ObjectNode data = Json.mapper().createObjectNode();
        private String stamp = "2026-10-09T10:00:00Z";

        private Time(String id, String worker, String project, String date, int minutes) {
            String entity = row(worker).get("legal_entity");
            data.put("timeEntryId", id)
                    .put("version", 1)
                    .put("workerId", worker)
                    .put("projectId", project)
                    .put("workDate", date)
                    .put(
                            "workTimeZone",
                            Map.of(
                                            "LE-US", "America/New_York",
                                            "LE-DE", "Europe/Berlin",
                                            "LE-JP", "Asia/Tokyo")
                                    .get(entity))
                    .put("minutes", minutes)
                    .put("billable", true)
                    .put("roleId", row(worker).get("role"))
                    .put("timeType", "REGULAR")
                    .put("status", "APPROVED")
                    .put("approvedBy", "W-0010")
                    .put("approvedAt", "2026-10-09T10:00:00Z")
                    .put("note", id);
        }

        static Time of(String id, String worker, String project, String date, int minutes) {
            return new Time(id, worker, project, date, minutes);
        }

        Time with(String field, String value) {
            data.put(field, value);
            return this;
        }

        /** The moment at which it was entered, with the offset of the clock that was used. */
        Time stamped(String moment) {
            stamp = java.time.OffsetDateTime.parse(moment).toInstant().toString();
            return this;
        }

        Time version(int version) {
            data.put("version", version);
            return this;
        }

        Time unbillable() {
            data.put("billable", false);
            return this;
        }

        ObjectNode event() {
            String id = data.path("timeEntryId").asText();
            String what = data.path("status").asText().equals("APPROVED") ? "approved" : "unapproved";
            ObjectNode event = Json.mapper().createObjectNode();
            event.put("specversion", "1.0")
                    .put("id", id + "-v" + data.path("version").asInt())
                    .put("source", PSA)
                    .put("type", "com.example.time." + what + ".v1")
                    .put("subject", id)
                    .put("time", stamp)
                    .put("partitionkey", "project:" + data.path("projectId").asText())
                    .put("sequence", data.path("version").asLong());
            event.set("data", data);
            return event;
        }
    }

    @Override
    public void close() {
        product.close();
        vendors.close();
    }
}
