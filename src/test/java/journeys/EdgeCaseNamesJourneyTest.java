package journeys;

import static journeys.RunningProduct.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The edge case of names: as their people write them, and in plain letters where only those are taken. */
class EdgeCaseNamesJourneyTest {

    @TempDir
    static Path folder;

    private static EdgeFirm firm;

    @BeforeAll
    static void start() throws Exception {
        firm = EdgeFirm.at(folder, "2026-09-25T09:00:00Z");
        firm.hire("W-0001", "W-0027");
    }

    @AfterAll
    static void stop() {
        firm.close();
    }

    @Test
    void E11_non_latin_and_special_names() throws Exception {
        List<String> people = List.of("W-0004", "W-0023", "W-0025", "W-0031", "W-0033");
        for (String id : people) {
            firm.post(decomposed(EdgeFirm.hired(id)));
        }
        for (String id : people) {
            firm.product().eventuallyDone("worker:" + id, 4);
            String name = EdgeFirm.row(id).get("name");
            assertThat(shown(id)).as(id).containsOnly(name);
        }
        assertThat(latest("payroll-jp", ".*210033.*csv", StandardCharsets.UTF_8))
                .contains("佐藤 葵", "Sato Aoi");

        assertThat(lodas("123")).contains("\"Zolkiewski\";\"Lukasz\"");
        assertThat(lodas("125")).contains("\"Yildiz\";\"Mehmet\"");
        assertThat(lodas("131")).contains("\"Gross\";\"Peter\"");
        inGermany("W-0091", "191", "W-0004");
        assertThat(lodas("191")).contains("\"O'Brien\";\"Tom\"");
        inGermany("W-0092", "192", "W-0033");
        assertThat(lodas("192")).contains("\"Sato\";\"Aoi\"");

        account("LE-DE", "Meridian Harbor Advisory GmbH", "DE89370400440532013000");
        account("W-0004", "Tom O'Brien", "DE02120300000000202051");
        account("W-0023", "Łukasz Żółkiewski", "DE02500105170137075030");
        account("W-0025", "Mehmet Yıldız", "DE02100500000054540402");
        account("W-0031", "Peter Groß", "DE02300209000106531065");
        account("W-0033", "佐藤 葵", "DE02200505501015871393");
        pay(people);
        firm.until(
                "salary:LE-DE", () -> !firm.files("sepa", "PAY-DE-2026-09.*xml").isEmpty());
        String pain = latest("sepa", "PAY-DE-2026-09.*xml", StandardCharsets.UTF_8);
        assertThat(pain.chars()).allMatch(c -> c < 0x80);
        assertThat(pain)
                .contains(
                        "<Nm>Lukasz Zolkiewski</Nm>",
                        "<Nm>Mehmet Yildiz</Nm>",
                        "<Nm>Tom O'Brien</Nm>",
                        "<Nm>Peter Gross</Nm>",
                        "<Nm>Sato Aoi</Nm>");
    }

    /** The names under which our own record, the account, the PSA and the ERP have a worker. */
    private static List<String> shown(String id) throws Exception {
        List<String> names = new ArrayList<>();
        JsonNode legal = firm.product().read("/api/v1/workers/" + id).at("/name/legal");
        JsonNode account = firm.records("scim", "User", "externalId", id).get(0);
        boolean familyFirst = EdgeFirm.row(id).get("legal_entity").equals("LE-JP");
        names.add(joined(legal.path("given").asText(), legal.path("family").asText(), familyFirst));
        names.add(joined(
                account.at("/name/givenName").asText(),
                account.at("/name/familyName").asText(),
                familyFirst));
        names.add(account.path("displayName").asText());
        if (id.equals("W-0004")) {
            JsonNode employee =
                    firm.records("netsuite", "employee", "externalId", id).get(0);
            names.add(joined(
                    employee.path("firstName").asText(),
                    employee.path("lastName").asText(),
                    false));
            names.add(firm.records(
                            "kantata",
                            "users",
                            "email_address",
                            account.path("userName").asText())
                    .get(0)
                    .path("full_name")
                    .asText());
        } else {
            names.add(firm.records("openair", "User", "externalid", id)
                    .get(0)
                    .path("name")
                    .asText());
            names.add(firm.vendors().records("sap", "workAgreement").stream()
                    .filter(one ->
                            one.path("PersonWorkAgreementExternalID").asText().equals(id))
                    .map(one -> one.path("PersonFullName").asText())
                    .findFirst()
                    .orElseThrow());
        }
        return names;
    }

    private static String joined(String given, String family, boolean familyFirst) {
        return familyFirst ? family + " " + given : given + " " + family;
    }

    /** The event as a source tells it whose text is decomposed: letters and marks apart. */
    private static JsonNode decomposed(ObjectNode event) {
        String text = Normalizer.normalize(Json.write(event), Normalizer.Form.NFD);
        return Json.tree(text);
    }

    /** Somebody of the same name whom LE-DE employs. */
    private static void inGermany(String id, String number, String name) throws Exception {
        ObjectNode event = EdgeFirm.hired("W-0023");
        String text = Json.write(event).replace("W-0023", id).replace("PER-0023", "PER-" + id.substring(2));
        ObjectNode hired = (ObjectNode) Json.tree(text);
        ObjectNode data = (ObjectNode) hired.get("data");
        data.put("payrollId", number).put("workEmail", "w" + id.substring(2) + "@meridian-harbor.example");
        data.set("name", EdgeFirm.hired(name).at("/data/name"));
        JsonNode answer = firm.post(hired);
        assertThat(answer.path("status").asText()).as(answer.toString()).isEqualTo("accepted");
    }

    private static String lodas(String number) throws Exception {
        return latest("datev", "ST-" + number + "\\.txt", Charset.forName("windows-1252"));
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
