package sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.delivery.http.Rendered;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The files for payroll and bank as the mappings write them, against the published samples and the stand-ins that read them. */
class PayFilesTest {

    private static final Clock OCTOBER = Clock.fixed(Instant.parse("2026-10-28T13:00:00Z"), ZoneOffset.UTC);
    private static final Path SAMPLES = Path.of("src/test/resources/payroll");
    private static final Charset ANSI = Charset.forName("windows-1252");

    private static Rendered rendered;
    private static Sandbox sandbox;

    @BeforeAll
    static void start() throws Exception {
        rendered = new Rendered();
        sandbox = Sandbox.start(0, OCTOBER);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
        rendered.close();
    }

    @Test
    void movements_of_october_are_the_lodas_sample_byte_for_byte() throws Exception {
        Rendered.File file = rendered.file("datev/pay-data", lodas());

        assertThat(file.name()).isEqualTo("PAY-DE-2026-10.txt");
        assertThat(file.bytes()).isEqualTo(Files.readAllBytes(SAMPLES.resolve("lodas_bewegungsdaten.txt")));
    }

    @Test
    void salaries_of_october_are_the_pain_001_sample_as_xml() throws Exception {
        Rendered.File file = rendered.file("sepa/payments", salaries());

        assertThat(canonical(file.bytes()))
                .isEqualTo(canonical(Files.readAllBytes(SAMPLES.resolve("pain.001.001.09_salary_2026-10.xml"))));
        assertThat(file.bytes()[0]).as("no byte order mark").isEqualTo((byte) '<');
        assertThat(rendered.file("sepa/payments", salaries()).bytes()).isEqualTo(file.bytes());
    }

    @Test
    void each_system_takes_its_files_and_counts_what_was_sent() {
        Client datev = new Client(sandbox, "datev").login("/oauth/token");
        for (String name : new String[] {"marks-and-strokes", "sharp-s", "kanji-by-stored-latin-name"}) {
            taken(datev, rendered.file("datev/starter", Rendered.input("datev/starter", name)));
        }
        taken(datev, rendered.file("datev/change", Rendered.input("datev/change", "leaver")));
        ObjectNode anja = Rendered.input("datev/starter", "sharp-s");
        ((ObjectNode) anja.at("/payload")).put("payrollId", "124");
        taken(datev, rendered.file("datev/starter", anja));
        assertThat(datev.records("employee").findValuesAsText("duevo_familienname"))
                .contains("Zolkiewski", "Gross", "Sato");
        settled("datev/pay-data", lodas(), datev, "272.00");

        Client japan = new Client(sandbox, "payroll-jp").login("/oauth/token");
        taken(japan, rendered.file("payroll-jp/starter", Rendered.input("payroll-jp/starter", "kanji")));
        taken(japan, rendered.file("payroll-jp/change", Rendered.input("payroll-jp/change", "cost-centre")));
        ObjectNode misaki = Rendered.input("payroll-jp/starter", "kanji");
        ((ObjectNode) misaki.at("/payload")).put("payrollId", "210039");
        taken(japan, rendered.file("payroll-jp/starter", misaki));
        settled("payroll-jp/pay-data", Rendered.input("payroll-jp/pay-data", "month"), japan, "331.50");

        Client bank = new Client(sandbox, "sepa").login("/oauth/token");
        JsonNode report = taken(bank, rendered.file("sepa/payments", salaries()));
        assertThat(rendered.answer("sepa/payments", salaries(), report)
                        .at("/result/total")
                        .asText())
                .isEqualTo("12310.55");
    }

    @Test
    void an_expense_is_paid_back_once_and_its_amount_is_counted() {
        Client datev = new Client(sandbox, "datev").login("/oauth/token");
        taken(datev, rendered.file("datev/change", Rendered.input("datev/change", "leaver")));
        paidBack(datev, "datev", "hotel", "EXP-X-21");
        paidBack(datev, "datev", "kept-back-with-long-id", "EXP-7F1B11524CFB31E6");
        assertThat(datev.records("movement"))
                .filteredOn(row -> row.path("la_eigene").asText().equals("650"))
                .extracting(row -> row.path("bs_wert_butab").asText())
                .containsExactlyInAnyOrder("214,00", "-1014,00");
        assertThat(datev.records("employee"))
                .filteredOn(row -> row.path("pnr").asText().equals("131"))
                .extracting(row -> row.path("austrittdatum").asText())
                .containsExactly("31/12/2026");

        Client japan = new Client(sandbox, "payroll-jp").login("/oauth/token");
        taken(japan, rendered.file("payroll-jp/change", Rendered.input("payroll-jp/change", "leaver")));
        paidBack(japan, "payroll-jp", "taxi", "EXP-X-05");
        assertThat(japan.records("payData"))
                .filteredOn(row -> row.path("payment_code").asText().equals("ER"))
                .extracting(row -> row.path("amount").asText())
                .containsExactly("4380");
        assertThat(japan.records("employee"))
                .filteredOn(row -> row.path("employee_number").asText().equals("210034"))
                .extracting(row -> row.path("termination_date").asText())
                .containsExactly("2026-12-31");
    }

    private void paidBack(Client vendor, String name, String golden, String batch) {
        ObjectNode input = Rendered.input(name + "/reimbursement", golden);
        for (int round = 0; round < 2; round++) {
            JsonNode report = taken(vendor, rendered.file(name + "/reimbursement", input));
            assertThat(rendered.answer(name + "/reimbursement", input, report)
                            .path("reference")
                            .asText())
                    .isEqualTo(batch);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "datev/reimbursement, hotel, companyAmount, JPY, payroll pays in EUR",
        "payroll-jp/reimbursement, taxi, companyAmount, EUR, payroll pays in JPY",
    })
    void an_expense_in_another_currency_than_the_payrolls_is_refused(
            String operation, String name, String field, String currency, String message) {
        ObjectNode input = Rendered.input(operation, name);
        input.withObject("/payload/" + field).put("currency", currency);

        assertThatThrownBy(() -> rendered.file(operation, input)).hasMessageContaining(message);
    }

    @Test
    void payroll_pays_nothing_back_to_somebody_without_a_number() {
        ObjectNode input = Rendered.input("datev/reimbursement", "hotel");
        input.withObject("/payload").remove("payrollId");

        assertThatThrownBy(() -> rendered.file("datev/reimbursement", input))
                .hasMessageContaining("payrollId of W-0031 is missing");
    }

    /** 300 batches of random rows, always the same ones: what is written adds up to the sum of the rows. */
    @Test
    void control_sums_are_the_sums_of_the_rows() throws Exception {
        Random random = new Random(2026);
        for (int i = 0; i < 300; i++) {
            ObjectNode salaries = salaries();
            ArrayNode payments = (ArrayNode) salaries.at("/payload/payments");
            ObjectNode model = payments.get(0).deepCopy();
            payments.removeAll();
            BigDecimal sum = BigDecimal.ZERO;
            for (int row = 0; row <= random.nextInt(20); row++) {
                BigDecimal amount = BigDecimal.valueOf(1 + random.nextInt(1_000_000_000), 2);
                sum = sum.add(amount);
                payments.add(
                        model.deepCopy().put("amount", amount.toPlainString()).put("endToEndId", "SAL-" + row));
            }
            ((ObjectNode) salaries.get("payload")).put("total", sum.toPlainString());

            Pain001 read = Pain001.read(rendered.file("sepa/payments", salaries).bytes());

            assertThat(read.sum()).isEqualByComparingTo(sum);
            assertThat(read.instructions().get(0).sum()).isEqualByComparingTo(sum);
            assertThat(Pain001Rules.sum(read.transfers())).isEqualByComparingTo(sum);
            assertThat(read.count()).isEqualTo(payments.size());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "datev/pay-data, sample-of-october, totalHours, 272.01",
        "payroll-jp/pay-data, month, totalHours, 331.00",
        "sepa/payments, sample-of-october, total, 12310.54",
    })
    void a_batch_whose_total_is_not_that_of_its_rows_is_refused(
            String operation, String name, String field, String total) {
        ObjectNode input = Rendered.input(operation, name);
        ((ObjectNode) input.get("payload")).put(field, total);

        assertThatThrownBy(() -> rendered.file(operation, input))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("V-PAY-03")
                .hasMessageContaining(total);
    }

    @Test
    void an_answer_with_another_total_or_with_rejected_rows_settles_nothing() throws Exception {
        JsonNode other = Json.read("{\"accepted\":3,\"rejected\":[],\"controls\":{\"total\":\"271.99\"}}".getBytes());
        assertThat(rendered.answer("datev/pay-data", lodas(), other)
                        .at("/refused/code")
                        .asText())
                .isEqualTo("V-PAY-03");
        assertThat(rendered.answer("sepa/payments", salaries(), other)
                        .at("/refused/code")
                        .asText())
                .isEqualTo("V-PAY-03");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Groß;100", "\"Groß", "Groß\";\"x"})
    void lodas_takes_no_separator_and_no_quote_within_a_name(String family) {
        ObjectNode input = Rendered.input("datev/starter", "sharp-s");
        ((ObjectNode) input.at("/payload/name/legal")).put("family", family);

        assertThatThrownBy(() -> rendered.file("datev/starter", input)).hasMessageContaining("name.legal.family");
    }

    @Test
    void a_line_break_within_a_name_makes_no_second_row() {
        ObjectNode input = Rendered.input("datev/starter", "sharp-s");
        ((ObjectNode) input.at("/payload/name/legal")).put("family", "Groß\r\n100");

        assertThat(new String(rendered.file("datev/starter", input).bytes(), ANSI))
                .contains("100;131;\"Gross 100\";");
    }

    @Test
    void a_name_that_is_a_formula_stays_text_in_the_csv_and_an_element_stays_text_in_xml() {
        ObjectNode kenta = Rendered.input("payroll-jp/starter", "kanji");
        ((ObjectNode) kenta.at("/payload/name/legal")).put("family", "=HYPERLINK(\"x\"),\"y");
        assertThat(rendered.file("payroll-jp/starter", kenta).text())
                .contains("S,210034,\"'=HYPERLINK(\"\"x\"\"),\"\"y 健太\",Takahashi Kenta,");

        ObjectNode salaries = salaries();
        ((ObjectNode) salaries.at("/payload/payments/0"))
                .put("name", "</Nm><IBAN>x & y;")
                .put("reference", "a\r\n//b");
        Pain001 read = Pain001.read(rendered.file("sepa/payments", salaries).bytes());
        assertThat(read.transfers().get(0).name()).isEqualTo(".Nm..IBAN.x + y,".replace(".Nm", "./Nm"));
        assertThat(read.transfers().get(0).text()).isEqualTo("a /b");
    }

    @Test
    void kanji_are_written_by_the_stored_latin_name_or_refused_with_the_field() {
        ObjectNode salaries = salaries();
        ObjectNode first = (ObjectNode) salaries.at("/payload/payments/0");
        first.put("name", "佐藤 葵").put("latinName", "Sato Aoi");
        assertThat(Pain001.read(rendered.file("sepa/payments", salaries).bytes())
                        .transfers()
                        .get(0)
                        .name())
                .isEqualTo("Sato Aoi");
        first.remove("latinName");
        assertThatThrownBy(() -> rendered.file("sepa/payments", salaries)).hasMessageContaining("name of W-0021");

        ObjectNode lodas = Rendered.input("datev/starter", "kanji-by-stored-latin-name");
        ((ObjectNode) lodas.at("/payload/name")).remove("latin");
        assertThatThrownBy(() -> rendered.file("datev/starter", lodas)).hasMessageContaining("name.latin is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "fileNumber, 123456, 1 to 5 digits",
        "fileNumber, 12a, 1 to 5 digits",
        "hours3Code, X, no wage type for X",
        "tempDept, CC-41000000000001, at most 13",
    })
    void what_lodas_would_not_take_is_refused_with_the_field(String field, String value, String message) {
        ObjectNode input = lodas();
        ((ObjectNode) input.at("/payload/rows/1")).put(field, value);

        assertThatThrownBy(() -> rendered.file("datev/pay-data", input)).hasMessageContaining(message);
    }

    private static ObjectNode lodas() {
        return Rendered.input("datev/pay-data", "sample-of-october");
    }

    private static ObjectNode salaries() {
        return Rendered.input("sepa/payments", "sample-of-october");
    }

    private static JsonNode taken(Client vendor, Rendered.File file) {
        Client.Answer answer = vendor.upload("/import/" + file.name(), file.bytes());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().path("rejected")).isEmpty();
        return answer.json();
    }

    private static void settled(String operation, ObjectNode input, Client vendor, String total) {
        JsonNode report = taken(vendor, rendered.file(operation, input));
        assertThat(rendered.answer(operation, input, report)
                        .at("/result/totalHours")
                        .asText())
                .isEqualTo(total);
    }

    private static String canonical(byte[] xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
        StringBuilder out = new StringBuilder();
        write(document.getDocumentElement(), out);
        return out.toString();
    }

    private static void write(Element element, StringBuilder out) {
        out.append('{').append(element.getNamespaceURI()).append('}').append(element.getLocalName());
        out.append(' ').append(element.getAttribute("Ccy")).append('(');
        boolean leaf = true;
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                leaf = false;
                write(child, out);
            }
        }
        out.append(leaf ? element.getTextContent() : "").append(")\n");
    }
}
