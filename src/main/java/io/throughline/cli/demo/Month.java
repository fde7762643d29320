package io.throughline.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.people.Worker;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** October 2026 of the US entity, act by act, through the product's real doors. */
final class Month {

    private static final LocalDate FIRST = LocalDate.of(2026, 10, 1);
    private static final LocalDate HALF = LocalDate.of(2026, 10, 15);
    private static final LocalDate LAST_WEEK = LocalDate.of(2026, 10, 23);
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

    private static final String US = "LE-US";
    private static final String DE = "LE-DE";
    private static final String JP = "LE-JP";
    private static final List<String> PSAS = List.of("kantata", "openair");

    private static final String INTERNAL = "P-1015";
    private static final String CLOSED = "P-1011";

    /** Its customer has no VAT id, so that it is never activated; its deal is opened again on 21 October. */
    private static final String WITHOUT_VAT_ID = "P-1012";

    private static final String RATES_OF_P1012 =
            "project_id,role,currency,bill_rate,effective_from,effective_to_exclusive\n"
                    + "P-1012,CON,EUR,125.0000,2026-01-01,\n";

    private record Act(String title, Play play) {}

    private interface Play {
        void run() throws Exception;
    }

    private final Stage stage;
    private final Doors doors;
    private final Vendors vendors;
    private final OpenAirTime openair;
    private final Books books;
    private List<String> submitted = List.of();

    Month(Stage stage, Doors doors, Vendors vendors, OpenAirTime openair, Books books) {
        this.openair = openair;
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
                new Act("25 Sep  workers: Workday XML, BambooHR JSON, leave as CSV", this::workers),
                new Act("30 Sep  won opportunities over JMS and webhook", this::deals),
                new Act("1 Oct   a customer's VAT id as a canonical event", this::taxId),
                new Act("1 Oct   internal work, people lent to other entities", this::staffing),
                new Act("5 Oct   a rehire starts", () -> firstDay("2026-10-05T12:00:00Z", "W-0016")),
                new Act("12 Oct  a customer is put on hold", this::hold),
                new Act("15 Oct  timesheets of the first half as CSV", this::firstHalf),
                new Act("16 Oct  first invoice and payroll; a project closes with unapproved time", this::middle),
                new Act("19 Oct  somebody hired in September starts", () -> firstDay("2026-10-19T12:00:00Z", "W-0021")),
                new Act("21 Oct  a won opportunity is opened again", this::reopened),
                new Act("24 Oct  time of 16 to 23 October in Kantata and OpenAir", this::middleWeeks),
                new Act("28 Oct  a backdated termination; a timesheet is sent back", this::termination),
                new Act("31 Oct  time of the last week", this::lastWeek),
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
        List<String> numbers = DemoData.workers(List.of(US, JP)).stream()
                .map(id -> "21" + id.substring("W-".length()))
                .toList();
        doors.drop("workday", "get_workers.xml", vendors.workers(numbers, LAST.toString()));
        doors.drop("workday", "leave.csv", DemoData.leave(List.of(US, JP)));
        for (String feed : List.of("bamboohr", "workday", "kantata", "openair")) {
            stage.startRoute(feed + ".poll");
        }
        doors.drop("bamboohr", "employees.json", vendors.employees());
        for (String worker : DemoData.workers(DE)) {
            books.awaitEvent("worker.hired.v1", worker);
        }
        doors.drop("bamboohr", "leave.csv", DemoData.leave(List.of(DE)));
        books.awaitQuiet();
    }

    private void deals() {
        stage.clock().advanceTo(Instant.parse("2026-09-30T15:00:00Z"));
        boolean byMessage = true;
        doors.drop("netsuite", "rate_card.csv", RATES_OF_P1012.getBytes(StandardCharsets.UTF_8));
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
            if (!project.get("project_id").equals(WITHOUT_VAT_ID)) {
                books.awaitEvent("project.activated.v1", project.get("project_id"));
            }
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

    /**
     * Internal work has no deal: its workspace is opened by hand, and a canonical event says which project it is. Where
     * people of one entity work for another, their assignments make them known there.
     */
    private void staffing() {
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
        assign("A-9001", "W-0025", "P-1006", "SAR", "IC-DE-US");
        assign("A-9002", "W-0028", "P-1009", "CON", "IC-DE-US");
        assign("A-9003", "W-0038", "P-1009", "SAR", "IC-JP-US");
        assign("A-9004", "W-0032", INTERNAL, "ANL", null);
        books.awaitEvent("project.sharingdue.v1", INTERNAL);
        books.awaitQuiet();
    }

    private void assign(String id, String workerId, String projectId, String roleId, String agreement) {
        ObjectNode data = Json.mapper().createObjectNode();
        data.put("assignmentId", id)
                .put("version", 1)
                .put("workerId", workerId)
                .put("projectId", projectId)
                .put("roleId", roleId)
                .put("status", "APPROVED")
                .put("from", "2026-10-01")
                .put("to", "2026-11-01")
                .put("billable", agreement != null)
                .put("sourceSystem", "openair");
        data.putObject("allocation").put("minutesPerDay", 480);
        if (agreement != null) {
            data.put("intercompanyAgreementId", agreement);
        }
        doors.event(event("assignment.approved.v1", id, "urn:mha:psa:openair:mha", data));
    }

    private void firstDay(String at, String workerId) {
        stage.clock().advanceTo(Instant.parse(at));
        books.awaitEvent("worker.activated.v1", workerId);
        books.awaitQuiet();
    }

    private void reopened() {
        stage.clock().advanceTo(Instant.parse("2026-10-21T09:00:00Z"));
        doors.hook("salesforce", vendors.moved("reopen", "006Hs00000Q1012"));
        books.awaitEvent("project.suspended.v1", WITHOUT_VAT_ID);
        books.awaitQuiet();
    }

    private void hold() {
        stage.clock().advanceTo(Instant.parse("2026-10-12T12:00:00Z"));
        doors.drop("netsuite", "customers_on_hold.csv", DemoData.bytes("reference/" + CUSTOMERS));
        books.awaitQuiet();
    }

    private void firstHalf() {
        stage.clock().advanceTo(Instant.parse("2026-10-15T22:00:00Z"));
        for (String psa : PSAS) {
            doors.drop(psa, "time_weekly_first_half.csv", DemoData.timesheets(DemoData.entitiesOf(psa), HALF));
        }
        books.awaitEvents("time.approved.v1", DemoData.time(FIRST, HALF).size());
        books.awaitQuiet();
    }

    private void middle() {
        stage.clock().advanceTo(Instant.parse("2026-10-16T20:00:00Z"));
        submitted = openair.enter(DemoData.submitted(), "S");
        books.awaitEvents("time.unapproved.v1", DemoData.submitted().size());
        books.awaitEvent("invoice.issued.v1", "INV-US-2026-1003-10A");
        books.awaitEvent("payroll.exported.v1", "LE-US-2026-10A");
        ObjectNode closed = doors.object("projects", CLOSED);
        closed.put("status", "CLOSED").put("version", closed.path("version").asLong() + 1);
        doors.event(event("project.closed.v1", CLOSED, "urn:mha:psa:openair:mha", closed));
        books.awaitQuiet();
    }

    /** Nobody drops a file: the change is entered in Workday on 28 October and found by asking for what changed. */
    private void termination() {
        stage.clock().advanceTo(Instant.parse("2026-10-28T16:30:00Z"));
        Patience.until("the termination of W-0018", () -> terminated("W-0018"));
        int before = books.events("time.unapproved.v1");
        submitted.forEach(openair::reject);
        books.awaitEvents("time.unapproved.v1", before + DemoData.submitted().size());
        doors.replay("R1");
        books.awaitQuiet();
    }

    private void middleWeeks() {
        stage.clock().advanceTo(Instant.parse("2026-10-24T16:00:00Z"));
        approved(HALF.plusDays(1), LAST_WEEK, List.of());
    }

    private void lastWeek() {
        // Late in Tokyo, where the month ends first.
        stage.clock().advanceTo(Instant.parse("2026-10-31T12:00:00Z"));
        approved(LAST_WEEK.plusDays(1), LAST, List.of(DemoData.AFTER_TERMINATION));
    }

    /** Time is entered and approved in Kantata and OpenAir; their feeds are read until all of it has arrived. */
    private void approved(LocalDate from, LocalDate to, List<DemoData.Day> more) {
        int before = books.events("time.approved.v1");
        List<DemoData.Day> kantata = new ArrayList<>(DemoData.time(DemoData.entitiesOf("kantata"), from, to));
        kantata.addAll(more);
        vendors.approve(vendors.enterTime(kantata));
        List<DemoData.Day> others = DemoData.time(DemoData.entitiesOf("openair"), from, to);
        openair.enter(others, "A");
        books.awaitEvents("time.approved.v1", before + kantata.size() + others.size());
        books.awaitQuiet();
    }

    private void end() {
        stage.clock().advanceTo(Instant.parse("2026-11-01T16:00:00Z"));
        for (String invoice : List.of(
                "US-2026-1001-10",
                "US-2026-1003-10B",
                "US-2026-1006-10",
                "US-2026-1009-10",
                "US-2026-1013-10",
                "DE-2026-1004-10",
                "DE-2026-1011-10",
                "DE-2026-1014-10",
                "JP-2026-1007-10")) {
            books.awaitEvent("invoice.issued.v1", "INV-" + invoice);
        }
        for (String payroll : List.of("LE-US-2026-10B", "LE-DE-2026-10", "LE-JP-2026-10")) {
            books.awaitEvent("payroll.exported.v1", payroll);
        }
        books.awaitQuiet();
        stage.clock().advanceTo(Instant.parse("2026-11-03T16:00:00Z"));
        books.awaitQuiet();
    }

    private Boolean terminated(String workerId) {
        return stage.product()
                .wiring()
                .stores()
                .knowledge()
                .latest("worker", workerId, Worker.class)
                .filter(worker -> worker.employment().terminationDate() != null)
                .map(worker -> true)
                .orElse(null);
    }
}
