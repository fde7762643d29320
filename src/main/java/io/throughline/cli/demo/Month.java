package io.throughline.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** October 2026 of the US entity, act by act, through the product's real doors. */
final class Month {

    private static final LocalDate FIRST = LocalDate.of(2026, 10, 1);
    private static final LocalDate HALF = LocalDate.of(2026, 10, 15);
    private static final LocalDate LAST = LocalDate.of(2026, 10, 31);

    private static final String CUSTOMERS = "customers.csv";

    /** In the order in which they build on each other. */
    private static final List<String> REFERENCE = List.of(
            "legal_entities.csv",
            "cost_centers.csv",
            "holidays.csv",
            "cost_rates.csv",
            "fx_rates.csv",
            CUSTOMERS,
            "projects.csv",
            "rate_cards.csv");

    private static final String INTERNAL = "P-1015";

    private record Act(String title, Play play) {}

    private interface Play {
        void run() throws Exception;
    }

    private final Stage stage;
    private final Doors doors;
    private final Vendors vendors;
    private final Books books;

    Month(Stage stage, Doors doors, Vendors vendors, Books books) {
        this.stage = stage;
        this.doors = doors;
        this.vendors = vendors;
        this.books = books;
    }

    /** When the month begins: a week before October. */
    static Instant begin() {
        return Instant.parse("2026-09-25T13:00:00Z");
    }

    /** How many acts there are. */
    int length() {
        return acts().size();
    }

    /**
     * Plays the month.
     *
     * @param announce is told the title of each act before it begins
     */
    void play(Consumer<String> announce) throws Exception {
        for (Act act : acts()) {
            announce.accept(act.title());
            act.play().run();
        }
    }

    private List<Act> acts() {
        return List.of(
                new Act("25 Sep  reference data as CSV files", this::referenceData),
                new Act("25 Sep  workers as Workday XML, leave as CSV", this::workers),
                new Act("30 Sep  won opportunities over JMS and webhook", this::deals),
                new Act("1 Oct   a customer's VAT id as a canonical event", this::taxId),
                new Act("1 Oct   a workspace for internal work", this::internalWork),
                new Act("5 Oct   a rehire starts", this::firstDay),
                new Act("12 Oct  a customer is put on hold", this::hold),
                new Act("15 Oct  timesheets of the first half as CSV", this::firstHalf),
                new Act("16 Oct  first invoice and payroll", this::middle),
                new Act("28 Oct  a backdated termination", this::termination),
                new Act("31 Oct  time of the second half in Kantata", this::secondHalf),
                new Act("1 Nov   invoices and payroll", this::end));
    }

    private void referenceData() {
        for (String name : REFERENCE) {
            doors.drop(
                    "netsuite",
                    name,
                    name.equals(CUSTOMERS) ? DemoData.customersBeforeHold() : DemoData.bytes("reference/" + name));
        }
        books.awaitQuiet();
    }

    private void workers() throws Exception {
        List<String> numbers = DemoData.workers().stream()
                .map(id -> "21" + id.substring("W-".length()))
                .toList();
        doors.drop("workday", "get_workers_us.xml", vendors.workers(numbers, LAST.toString()));
        doors.drop("workday", "leave_us.csv", DemoData.leave());
        stage.startRoute("workday.poll");
        stage.startRoute("kantata.poll");
        books.awaitQuiet();
    }

    private void deals() {
        stage.clock().advanceTo(Instant.parse("2026-09-30T15:00:00Z"));
        boolean byMessage = true;
        List<Map<String, String>> projects = DemoData.projects();
        for (Map<String, String> project : projects) {
            JsonNode notice = vendors.win(project.get("opportunity_id"));
            if (byMessage) {
                doors.message("salesforce", notice);
            } else {
                doors.hook("salesforce", notice);
            }
            byMessage = !byMessage;
        }
        for (Map<String, String> project : projects) {
            books.awaitEvent("project.created.v1", project.get("project_id"));
        }
        books.awaitQuiet();
    }

    /** Finance adds the VAT id that a customer in the EU needs; with it the last gate of P-1006 opens. */
    private void taxId() {
        stage.clock().advanceTo(Instant.parse("2026-10-01T08:00:00Z"));
        ObjectNode customer = doors.object("customers", "C-04");
        customer.put("version", customer.path("version").asLong() + 1);
        customer.putArray("taxIds")
                .addObject()
                .put("type", "VAT")
                .put("value", "DE811234568")
                .put("country", "DE");
        doors.event(event("customer.updated.v1", "C-04", "urn:mha:erp:netsuite:1234567", customer));
        for (Map<String, String> project : DemoData.projects()) {
            books.awaitEvent("project.activated.v1", project.get("project_id"));
        }
        books.awaitQuiet();
    }

    private ObjectNode event(String type, String subject, String source, ObjectNode data) {
        ObjectNode event = Json.mapper().createObjectNode();
        event.put("specversion", "1.0")
                .put("id", subject + "-v" + data.path("version").asText())
                .put("source", source)
                .put("type", stage.settings().get("throughline.events.type-prefix") + type)
                .put("subject", subject)
                .put("time", stage.clock().instant().toString())
                .put("datacontenttype", "application/json")
                .set("data", data);
        return event;
    }

    /** Internal work has no deal: its workspace is opened by hand, and a canonical event says which project it is. */
    private void internalWork() {
        stage.clock().advanceTo(Instant.parse("2026-10-01T12:00:00Z"));
        String workspace = vendors.openWorkspace(INTERNAL + " Internal and bench");
        vendors.reference("Project", INTERNAL, "Workspace", workspace);
        ObjectNode data = Json.mapper().createObjectNode();
        data.put("projectId", INTERNAL)
                .put("version", 2)
                .put("name", "Internal and bench")
                .put("status", "ACTIVE")
                .put("billingType", "INTERNAL")
                .put("start", "2026-01-01")
                .put("allowUnassignedTime", true)
                .put("sourceSystem", "kantata");
        data.putArray("xref")
                .addObject()
                .put("system", "kantata")
                .put("type", "workspace")
                .put("value", workspace)
                .put("primary", true);
        doors.event(event("project.updated.v1", INTERNAL, "urn:mha:psa:kantata:mha", data));
        books.awaitQuiet();
    }

    private void firstDay() {
        stage.clock().advanceTo(Instant.parse("2026-10-05T12:00:00Z"));
        books.awaitEvent("worker.activated.v1", "W-0016");
        books.awaitQuiet();
    }

    private void hold() {
        stage.clock().advanceTo(Instant.parse("2026-10-12T12:00:00Z"));
        doors.drop("netsuite", "customers_on_hold.csv", DemoData.bytes("reference/" + CUSTOMERS));
        books.awaitQuiet();
    }

    private void firstHalf() {
        stage.clock().advanceTo(Instant.parse("2026-10-15T22:00:00Z"));
        doors.drop("kantata", "time_weekly_first_half.csv", DemoData.timesheets(HALF));
        books.awaitEvents("time.approved.v1", DemoData.time(FIRST, HALF).size());
        books.awaitQuiet();
    }

    private void middle() {
        stage.clock().advanceTo(Instant.parse("2026-10-16T16:00:00Z"));
        books.awaitEvent("invoice.issued.v1", "INV-US-2026-1003-10A");
        books.awaitEvent("payroll.exported.v1", "LE-US-2026-10A");
        books.awaitQuiet();
    }

    /** Nobody drops a file: the change is entered in Workday on 28 October and found by asking for what changed. */
    private void termination() {
        stage.clock().advanceTo(Instant.parse("2026-10-28T16:30:00Z"));
        Patience.until("the termination of W-0018", () -> terminated("W-0018"));
        books.awaitQuiet();
    }

    private void secondHalf() {
        stage.clock().advanceTo(Instant.parse("2026-10-31T16:00:00Z"));
        List<DemoData.Day> days = new java.util.ArrayList<>(DemoData.time(HALF.plusDays(1), LAST));
        days.add(DemoData.AFTER_TERMINATION);
        int before = books.events("time.approved.v1");
        vendors.approve(vendors.enterTime(days));
        books.awaitEvents("time.approved.v1", before + days.size());
        books.awaitQuiet();
    }

    private void end() {
        stage.clock().advanceTo(Instant.parse("2026-11-01T16:00:00Z"));
        for (String invoice : List.of("1001-10", "1003-10B", "1006-10", "1009-10", "1013-10")) {
            books.awaitEvent("invoice.issued.v1", "INV-US-2026-" + invoice);
        }
        books.awaitEvent("payroll.exported.v1", "LE-US-2026-10B");
        books.awaitQuiet();
        stage.clock().advanceTo(Instant.parse("2026-11-03T16:00:00Z"));
        books.awaitQuiet();
    }

    private Boolean terminated(String workerId) {
        return stage.product()
                .wiring()
                .stores()
                .knowledge()
                .latest("worker", workerId, io.throughline.people.Worker.class)
                .filter(worker -> worker.employment().terminationDate() != null)
                .map(worker -> true)
                .orElse(null);
    }
}
