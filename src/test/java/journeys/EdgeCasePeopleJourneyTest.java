package journeys;

import static journeys.RunningProduct.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.money.TimeFact;
import io.throughline.people.Availability;
import io.throughline.people.Told;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import journeys.EdgeFirm.Time;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Edge cases of people: hired ahead, hired again, moved in hindsight, gone without a word, and with names of all scripts. */
@TestMethodOrder(OrderAnnotation.class)
class EdgeCasePeopleJourneyTest {

    private static final String FUTURE = "W-0021";

    @TempDir
    static Path folder;

    private static EdgeFirm firm;

    @BeforeAll
    static void start() throws Exception {
        firm = EdgeFirm.at(
                folder, "2026-09-25T09:00:00Z", "throughline.desk.millis", "200", "throughline.alerts.millis", "200");
        firm.hire("W-0001", "W-0010", "W-0027");
        JsonNode hired = Json.tree(Files.readString(Path.of("src/test/resources/canonical/worker_hired.json")));
        ((ObjectNode) hired.get("data")).put("payrollId", "121");
        firm.product().send("intake.canonical", Json.write(hired));
        firm.product().eventuallyDone("worker:" + FUTURE, 4);
    }

    @AfterAll
    static void stop() {
        firm.close();
    }

    @Test
    @Order(1)
    void E28_workday_date_with_offset() throws Exception {
        firm.vendors().hire("0047", "Olga", "Lund", "2026-10-05");
        String document = new String(firm.vendors().recentlyEntered("210047"), StandardCharsets.UTF_8);
        assertThat(document).containsPattern("Hire_Date>2026-10-05(-\\d\\d:00)?<");
        JsonNode receipt = firm.product()
                .dropAndAwait(
                        "workday",
                        "offset.xml",
                        document.replaceAll("Hire_Date>2026-10-05[^<]*<", "Hire_Date>2026-10-05-07:00<"));
        assertThat(receipt.path("accepted").asInt()).as(receipt.toString()).isEqualTo(1);

        firm.product().eventuallyDone("worker:W-0047", 4);
        JsonNode worker = firm.product().read("/api/v1/workers/W-0047");
        assertThat(worker.at("/employment/hireDate").asText()).isEqualTo("2026-10-05");
        assertThat(worker.at("/employment/originalHireDate").asText()).isEqualTo("2026-10-05");
        assertThat(worker.path("effectiveDate").asText()).isEqualTo("2026-10-05");
    }

    @Test
    @Order(2)
    void E11_non_latin_and_special_names() throws Exception {
        List<String> people = List.of("W-0004", "W-0023", "W-0025", "W-0031", "W-0033");
        for (String id : people) {
            firm.post(Json.tree(Normalizer.normalize(Json.write(EdgeFirm.hired(id)), Normalizer.Form.NFD)));
        }
        for (String id : people) {
            firm.product().eventuallyDone("worker:" + id, 4);
            JsonNode legal = firm.product().read("/api/v1/workers/" + id).at("/name/legal");
            JsonNode account =
                    firm.records("scim", "User", "externalId", id).get(0).path("name");
            for (JsonNode name : List.of(legal, account)) {
                String written = name.toString();
                assertThat(Normalizer.isNormalized(written, Normalizer.Form.NFC))
                        .as(written)
                        .isTrue();
            }
            String name = EdgeFirm.row(id).get("name");
            assertThat(account.path("familyName").asText()
                            + account.path("givenName").asText())
                    .as(id)
                    .hasSameSizeAs(name.replace(" ", ""));
        }
        assertThat(firm.records("scim", "User", "externalId", "W-0033")
                        .get(0)
                        .at("/name/familyName")
                        .asText())
                .isEqualTo("佐藤");
        assertThat(latest("payroll-jp", ".*210033.*csv", StandardCharsets.UTF_8))
                .contains("佐藤 葵", "Sato Aoi");
        assertThat(latest("datev", ".*123.*", Charset.forName("windows-1252"))).contains("Zólkiewski", "Lukasz");
        assertThat(latest("datev", ".*125.*", Charset.forName("windows-1252"))).contains("Yildiz", "Mehmet");

        account("LE-DE", "Meridian Harbor Advisory GmbH", "DE89370400440532013000");
        account("W-0004", "Tom O'Brien", "DE02120300000000202051");
        account("W-0023", "Łukasz Żółkiewski", "DE02500105170137075030");
        account("W-0025", "Mehmet Yıldız", "DE02100500000054540402");
        account("W-0031", "Peter Groß", "DE02300209000106531065");
        account("W-0033", "佐藤 葵", "DE02200505501015871393");
        pay(people);
        firm.until(
                "salary:LE-DE", () -> !firm.files("sepa", "PAY-DE-2026-09.*xml").isEmpty());
        assertThat(latest("sepa", "PAY-DE-2026-09.*xml", StandardCharsets.UTF_8))
                .contains(
                        "<Nm>Lukasz Zolkiewski</Nm>",
                        "<Nm>Mehmet Yildiz</Nm>",
                        "<Nm>Tom O'Brien</Nm>",
                        "<Nm>Peter Gross</Nm>",
                        "<Nm>Sato Aoi</Nm>");
    }

    @Test
    @Order(3)
    void E02_rehire() throws Exception {
        String left = "W-0016";
        ObjectNode first = EdgeFirm.hired(left);
        ObjectNode data = (ObjectNode) first.get("data");
        data.put("effectiveDate", "2023-02-01").put("workEmail", "elliot.crane@meridian-harbor.example");
        ((ObjectNode) data.get("employment")).put("hireDate", "2023-02-01").put("originalHireDate", "2023-02-01");
        data.putArray("xref")
                .addObject()
                .put("system", "workday:mha_demo")
                .put("type", "Employee_ID")
                .put("value", "210016-A")
                .put("primary", true);
        firm.post(first);
        firm.product().eventuallyDone("worker:" + left, 4);
        firm.post(Told.ending(left, 2, "terminated", "2025-06-30", "VOLUNTARY", "2026-09-25T09:00:00Z"));
        firm.until("worker:" + left, () -> !accounts().get(0).path("active").asBoolean());

        firm.clock().set(Instant.parse("2026-09-28T12:00:00Z"));
        crane("210016", "wid-0016-2", "2026-10-05", "1", "0", "");

        assertThat(known("210016")).isEqualTo(left);
        assertThat(known("210016-A")).isEqualTo(left);
        firm.clock().set(Instant.parse("2026-10-05T04:00:01Z"));
        firm.until("worker:" + left, () -> accounts().get(0).path("active").asBoolean());
        assertThat(accounts()).hasSize(1);
        JsonNode worker = firm.product().read("/api/v1/workers/" + left);
        assertThat(worker.at("/employment/sequence").asInt()).isEqualTo(2);
        assertThat(worker.at("/employment/hireDate").asText()).isEqualTo("2026-10-05");
        assertThat(worker.at("/employment/originalHireDate").asText()).isEqualTo("2023-02-01");
        assertThat(firm.product()
                        .read("/api/v1/workers/" + left + "?asOf=2025-06-30")
                        .at("/employment/sequence")
                        .asInt())
                .isEqualTo(1);
        assertThat(capacity(left).from()).isEqualTo(LocalDate.parse("2026-10-05"));
    }

    @Test
    @Order(4)
    void E03_transfer_effective_last_month_with_time_already_billed() throws Exception {
        firm.clock().set(Instant.parse("2026-10-08T12:00:00Z"));
        ObjectNode reyes = EdgeFirm.hired("W-0002");
        ((ObjectNode) reyes.get("data"))
                .putArray("xref")
                .addObject()
                .put("system", "workday:mha_demo")
                .put("type", "Employee_ID")
                .put("value", "210002")
                .put("primary", true);
        firm.post(reyes);
        firm.product().eventuallyDone("worker:W-0002", 4);
        firm.open("P-1003");
        firm.post(firm.event(
                "urn:mha:psa:kantata:mha",
                "project.updated.v1",
                "P-1003",
                firm.next("projects", "P-1003").put("start", "2026-09-01")));
        firm.netsuite("2026-09", false);
        List<Time> september = new ArrayList<>();
        LocalDate day = LocalDate.parse("2026-09-14");
        for (int i = 0; i < 13; day = day.plusDays(1)) {
            if (day.getDayOfWeek().getValue() < 6) {
                september.add(Time.of("T-03" + (10 + i++), "W-0002", "P-1003", day.toString(), 480));
            }
        }
        firm.told(september.toArray(Time[]::new));
        firm.until(
                "project:P-1003",
                () -> fact("T-0310").state() == TimeFact.State.BILLED
                        && fact("T-0322").state() == TimeFact.State.BILLED);
        firm.netsuite("2026-09", true);
        firm.close("LE-US", "2026-09");
        int invoices = firm.vendors().applied("netsuite", "invoice", null).size();

        JsonNode receipt = firm.product()
                .dropAndAwait(
                        "workday",
                        "transfer.xml",
                        Files.readAllBytes(Path.of("src/main/resources/samples/workday/raas_worker_changes.xml")));
        assertThat(receipt.path("held").asInt()).as(receipt.toString()).isEqualTo(1);
        JsonNode held = firm.onlyCase(
                "MARGIN_IMPACT", "104.00 h", "intercompany USD 8417.70", "for the client USD 0.00 changes");
        eventually().until(() -> firm.product()
                .read("/api/v1/alerts")
                .findValuesAsText("reason")
                .contains("MARGIN_IMPACT"));
        assertThat(firm.product()
                        .read("/api/v1/workers/W-0002")
                        .at("/employment/legalEntityId")
                        .asText())
                .isEqualTo("LE-US");

        var agreed = firm.product()
                .post(
                        "/api/v1/exceptions/" + held.path("id").asText() + "/resubmit",
                        "{\"patch\":{\"ext\":{\"throughline\":{\"approvedBy\":\"controller\"}}},\"reason\":\"agreed\"}");

        assertThat(agreed.statusCode()).as(agreed.body()).isEqualTo(200);
        assertThat(firm.onlyCase("PAYROLL_RETRO", "W-0002").toString()).contains("correct both payrolls by hand");
        assertThat(firm.product()
                        .read("/api/v1/workers/W-0002?asOf=2026-09-14")
                        .at("/org/costCenterId")
                        .asText())
                .isEqualTo("CC-4200");
        assertThat(firm.product()
                        .read("/api/v1/workers/W-0002?asOf=2026-09-13")
                        .at("/org/costCenterId")
                        .asText())
                .isEqualTo("CC-1100");
        assertThat(firm.events("worker:W-0002", "worker.changeassessed.v1")).hasSize(1);
        assertThat(firm.vendors().applied("netsuite", "invoice", null)).hasSize(invoices);
    }

    @Test
    @Order(5)
    void E01_hired_in_the_future() throws Exception {
        assertThat(firm.product()
                        .read("/api/v1/workers/" + FUTURE)
                        .path("status")
                        .asText())
                .isEqualTo("PREHIRE");
        assertThat(account(FUTURE).path("active").asBoolean()).isFalse();
        assertThat(firm.records("openair", "User", "externalid", FUTURE)).hasSize(1);
        Availability capacity = capacity(FUTURE);
        assertThat(capacity.from()).isEqualTo(LocalDate.parse("2026-10-19"));
        assertThat(capacity.days().get(0).minutes()).isEqualTo(480);

        firm.clock().set(Instant.parse("2026-10-18T21:59:58Z"));
        firm.hire("W-0009");
        assertThat(account(FUTURE).path("active").asBoolean())
                .as("two seconds to midnight in Berlin")
                .isFalse();
        assertThat(firm.events("worker:" + FUTURE, "worker.activated.v1")).isEmpty();

        firm.clock().set(Instant.parse("2026-10-18T22:00:01Z"));
        firm.until("worker:" + FUTURE, () -> account(FUTURE).path("active").asBoolean());
        assertThat(firm.events("worker:" + FUTURE, "worker.activated.v1")).hasSize(1);
    }

    @Test
    @Order(6)
    void E25_backdated_termination() throws Exception {
        ortegaWorks();
        assertThat(account("W-0018").path("active").asBoolean()).isTrue();
        ortegaLeaves();

        firm.until("worker:W-0018", () -> !account("W-0018").path("active").asBoolean());
        assertThat(firm.onlyCase("V-WRK-21", "AFTER_TERMINATION", "T-2501").toString())
                .contains("784.00 USD");
        firm.told(Time.of("T-2502", "W-0018", "P-1001", "2026-10-27", 480));
        assertThat(firm.onlyCase("V-TIM-03", "AFTER_TERMINATION", "2026-10-27")).isNotNull();
        JsonNode readiness = firm.product().read("/api/v1/projects/P-1001/billing-readiness?cycle=2026-10");
        assertThat(readiness.path("ready").asBoolean()).as(readiness.toString()).isFalse();

        firm.clock().set(Instant.parse("2026-11-02T15:00:00Z"));
        Path hours = firm.product().exchange("adp", "out").resolve("OCT26B");
        firm.until("payroll:LE-US-2026-10B", () -> firm.files("adp", "PR.*EPI.*\\.csv").stream()
                .anyMatch(file -> file.startsWith(hours)));
        assertThat(firm.files("adp", "PR.*EPI.*\\.csv"))
                .filteredOn(file -> file.startsWith(hours))
                .singleElement()
                .satisfies(file -> assertThat(file).content().contains("210009").doesNotContain("210018"));
        assertThat(firm.vendors().records("netsuite", "invoice"))
                .noneMatch(invoice -> invoice.path("externalId").asText().contains("1001"));
    }

    @Test
    @Order(7)
    void E23_approver_problems() throws Exception {
        ortegaWorks();
        ortegaLeaves();
        firm.hire("W-0003");
        firm.told(Time.of("T-2301", "W-0003", "P-1001", "2026-10-22", 60).with("approvedBy", "W-0003"));
        firm.told(Time.of("T-2302", "W-0003", "P-1001", "2026-10-21", 60)
                .with("approvedBy", "W-0018")
                .with("approvedAt", "2026-10-29T10:00:00Z"));

        assertThat(firm.onlyCase("V-TIM-09", "SELF_APPROVAL: W-0003").toString())
                .contains("W-0001 is to approve it");
        assertThat(firm.onlyCase("V-TIM-09", "APPROVER_INACTIVE: W-0018").toString())
                .contains("W-0001 is to approve it");
        assertThat(firm.bills("T-2301")).isEmpty();
        assertThat(firm.bills("T-2302")).isEmpty();
        firm.told(Time.of("T-2301", "W-0003", "P-1001", "2026-10-22", 60)
                .version(2)
                .with("approvedBy", "W-0001"));
        firm.awaitBill("T-2301", "1:00");
    }

    private static void ortegaWorks() throws Exception {
        firm.clock().set(Instant.parse("2026-10-27T20:00:00Z"));
        firm.hire("W-0018", "W-0009");
        firm.open("P-1001");
        firm.told(
                Time.of("T-2501", "W-0018", "P-1001", "2026-10-26", 480),
                Time.of("T-2503", "W-0009", "P-1001", "2026-10-26", 480));
        firm.awaitBill("T-2501", "8:00");
    }

    private static void ortegaLeaves() throws Exception {
        firm.clock().set(Instant.parse("2026-10-28T12:00:00Z"));
        firm.post(Told.ending("W-0018", 2, "terminated", "2026-10-23", "VOLUNTARY", "2026-10-28T09:00:00Z"));
    }

    private static void crane(String number, String wid, String hired, String rehire, String terminated, String last)
            throws Exception {
        firm.vendors()
                .seed(
                        "workday",
                        """
                        {"recordType":"worker","WID":"%s","Employee_ID":"%s","User_ID":"ucrane",
                         "Legal_First_Name":"Elliot","Legal_Last_Name":"Crane",
                         "Email_Address":"elliot.crane@meridian-harbor.example",
                         "Position_ID":"P-0016","Position_Title":"Analyst","Worker_Type":"REGULAR",
                         "Scheduled_Weekly_Hours":"40","Job_Family":"CONS","Location_ID":"US-NYC","Locale_ID":"en_US",
                         "Country_Alpha_2":"US","Country_Alpha_3":"USA","Municipality":"New York","Active":"1",
                         "Hire_Date":"%s","Original_Hire_Date":"2023-02-01","First_Day_of_Work":"%s","Rehire":"%s",
                         "Terminated":"%s","Termination_Date":"%s","Company":"LE-US","Company_Code":"1000",
                         "Company_Name":"Meridian Harbor Inc.","Cost_Center":"CC-1100",
                         "Cost_Center_Name":"Delivery East","Region":"AMER","Pay_Group":"US_SEMIMONTHLY",
                         "Manager_WID":"3aa5550b7fe348b98d7b5741afc60001","Effective_Date":"%s","Entry_Moment":"%s"}"""
                                .formatted(
                                        wid,
                                        number,
                                        hired,
                                        hired,
                                        rehire,
                                        terminated,
                                        last,
                                        hired,
                                        firm.clock().instant()));
        JsonNode receipt = firm.product()
                .dropAndAwait("workday", wid + ".xml", firm.vendors().recentlyEntered(number));
        assertThat(receipt.path("accepted").asInt()).as(receipt.toString()).isPositive();
        assertThat(receipt.path("rejected").asInt()).as(receipt.toString()).isZero();
    }

    private static List<JsonNode> accounts() {
        return firm.vendors().records("scim", "User").stream()
                .filter(user -> user.path("userName").asText().startsWith("elliot.crane"))
                .toList();
    }

    /** The worker behind a number of Workday. */
    private static String known(String number) throws Exception {
        JsonNode found = firm.product().read("/api/v1/workers?system=workday&id=" + number);
        assertThat(found.findValuesAsText("workerId")).as(found.toString()).isNotEmpty();
        return found.findValuesAsText("workerId").get(0);
    }

    private static JsonNode account(String workerId) {
        return firm.records("scim", "User", "externalId", workerId).get(0);
    }

    private static Availability capacity(String workerId) {
        return firm.product()
                .product()
                .wiring()
                .stores()
                .knowledge()
                .latest("availability", workerId, Availability.class)
                .orElseThrow();
    }

    private static TimeFact fact(String timeEntryId) {
        return firm.product()
                .product()
                .wiring()
                .stores()
                .times()
                .latest(timeEntryId)
                .orElseThrow();
    }

    private static String latest(String system, String name, Charset charset) throws Exception {
        eventually().until(() -> !firm.files(system, name).isEmpty());
        List<Path> files = firm.files(system, name).stream()
                .filter(file -> !file.toString().endsWith(".done"))
                .toList();
        return Files.readString(files.get(files.size() - 1), charset);
    }

    private static void account(String owner, String holder, String iban) throws Exception {
        ObjectNode data = Json.mapper().createObjectNode();
        data.put("ownerId", owner)
                .put("version", 1)
                .put("holder", holder)
                .put("iban", iban)
                .put("bic", "COBADEFFXXX");
        JsonNode answer = firm.post(firm.event("urn:test:salaries", "bankaccount.changed.v1", owner, data)
                .put("partitionkey", "bankaccount:" + owner));
        assertThat(answer.path("status").asText()).as(answer.toString()).isEqualTo("accepted");
    }

    private static void pay(List<String> people) throws Exception {
        ObjectNode data = Json.mapper().createObjectNode();
        data.put("batchId", "PAY-DE-2026-09")
                .put("legalEntityId", "LE-DE")
                .put("period", "2026-09")
                .put("executionDate", "2026-09-30");
        people.forEach(id -> data.withArray("payments")
                .addObject()
                .put("workerId", id)
                .put("amount", new BigDecimal("2000.00").toPlainString())
                .put("currency", "EUR"));
        JsonNode answer = firm.post(firm.event("urn:test:salaries", "payroll.calculated.v1", "PAY-DE-2026-09", data)
                .put("partitionkey", "salary:LE-DE")
                .put("sequence", 1));
        assertThat(answer.path("status").asText()).as(answer.toString()).isEqualTo("accepted");
    }
}
