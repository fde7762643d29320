package io.throughline.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Violation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranslatorTest {

    private static final String HEADER = "time_entry_id,version,worker_id,project_id,work_date,minutes,billable,role,"
            + "status,approved_by,approved_at,note";
    private static final String GOOD =
            "T-%d,1,W-0007,P-1003,2026-10-14,480,Y,SAR,approved,W-0010,2026-10-16T13:31:55Z,";
    private static final Path WORKERS = Path.of("src/main/resources/samples/workday/get_workers_response.xml");
    private static final Path PAGE = Path.of("src/main/resources/samples/kantata/time_entries_page.json");

    private static Translator translator;
    private static Schemas schemas;

    @BeforeAll
    static void compile() {
        translator = Translator.ofClassPath();
        schemas = Schemas.ofClassPath();
    }

    @AfterAll
    static void close() {
        translator.mappings().close();
    }

    @Test
    void of_a_thousand_rows_with_seven_wrong_ones_993_go_on_and_seven_come_back_as_they_were() {
        List<String> bad = List.of(
                "T-9001,1,W-0007,P-1003,2026-02-30,480,Y,SAR,approved,W-0010,2026-10-16T13:31:55Z,bad date",
                "T-9002,1,W-0007,P-1003,2026-10-14,7.5,Y,SAR,approved,W-0010,2026-10-16T13:31:55Z,no whole minutes",
                "T-9003,1,,P-1003,2026-10-14,480,Y,SAR,approved,W-0010,2026-10-16T13:31:55Z,no worker",
                "T-9004,1,W-0007,P-1003,2026-10-14,480,Y,BOSS,approved,W-0010,2026-10-16T13:31:55Z,unknown role",
                "T-9005,1,W-0007,P-1003,2026-10-14,480,perhaps,SAR,approved,W-0010,2026-10-16T13:31:55Z,no boolean",
                "T-9006,1,W-0007,P-1003,2026-10-14,480,Y,SAR,approved,W-0010,2026-10-16T13:31:55Z,\"a\nb\",extra",
                ",1,W-0007,P-1003,2026-10-14,480,Y,SAR,approved,W-0010,2026-10-16T13:31:55Z,no id");
        List<String> lines = new ArrayList<>();
        for (int at = 0; at < 993; at++) {
            lines.add(String.format(GOOD, 10_000 + at));
        }
        for (int at = 0; at < bad.size(); at++) {
            lines.add(100 * (at + 1), bad.get(at));
        }
        Translation translation = time("\uFEFF" + HEADER + "\r\n" + String.join("\r\n", lines) + "\r\n");
        List<String> said = new ArrayList<>();
        List<Row> rejected = new ArrayList<>();
        translation.rows().forEach(row -> violations(row).forEach(violation -> {
            said.add(row.row().number() + " " + violation.rule() + " " + violation.pointer() + " "
                    + violation.message());
            rejected.add(row.row());
        }));
        assertThat(translation.rows()).hasSize(1000);
        assertThat(said)
                .containsExactly(
                        "101 SCHEMA /workDate workDate is \"2026-02-30\", but a date that exists, written YYYY-MM-DD, is"
                                + " expected.",
                        "201 SCHEMA /minutes minutes is \"7.5\", but a whole number is expected: minutes, may be negative.",
                        "301 SCHEMA /workerId workerId is missing.",
                        "401 CODE /roleId roleId: the code \"BOSS\" of kantata is not in the code table role; correct it,"
                                + " or add it to mappings/codes/role.csv.",
                        "501 SCHEMA /billable billable is \"perhaps\", but true or false is expected: whether the client"
                                + " pays it.",
                        "601 ROW-CELLS  The row has 13 cells, the header has 12; a separator or a quote is missing or too"
                                + " many.",
                        "701 ENVELOPE /subject The record does not say enough to make an event of it: its subject is"
                                + " missing, that is the id of what it is about.");
        assertThat(new String(translation.document().rejectedDocument(rejected), StandardCharsets.UTF_8))
                .isEqualTo(HEADER + "\n" + String.join("\n", bad) + "\n");
    }

    @Test
    void a_rejected_CSV_can_be_corrected_and_dropped_again() {
        Translation first = time(HEADER + "\nT-1,1,W-0007,P-1003,2026-10-14,480,Y,BOSS,approved,W-0010,"
                + "2026-10-16T13:31:55Z,\"a, b\"\n" + String.format(GOOD, 2) + "\n");
        byte[] rejected =
                first.document().rejectedDocument(List.of(first.rows().get(0).row()));
        Translation second = time(new String(rejected, StandardCharsets.UTF_8).replace("BOSS", "SAR"));
        assertThat(second.rows()).hasSize(1);
        assertThat(second.rows().get(0).candidates().get(0).at("/data/note").asText())
                .isEqualTo("a, b");
    }

    @Test
    void rejected_workers_stay_in_their_envelope_and_give_the_same_events() throws IOException {
        Translation all = translator.read("workday", WORKERS, context("workday"));
        byte[] rejected =
                all.document().rejectedDocument(List.of(all.rows().get(1).row()));
        Translation again = translator.read("workday", rejected, context("workday"));
        assertThat(new String(rejected, StandardCharsets.UTF_8))
                .contains("Envelope", "Response_Results", "ecrane")
                .doesNotContain("dreyes", "asato");
        assertThat(again.rows()).hasSize(1);
        assertThat(again.rows().get(0).candidates()).isEqualTo(all.rows().get(1).candidates());
    }

    @Test
    void rejected_time_entries_stay_in_their_page() throws IOException {
        Translation all = translator.read("kantata", PAGE, context("kantata"));
        byte[] rejected =
                all.document().rejectedDocument(List.of(all.rows().get(1).row()));
        Translation again = translator.read("kantata", rejected, context("kantata"));
        assertThat(again.rows()).hasSize(1);
        assertThat(again.rows().get(0).candidates()).isEqualTo(all.rows().get(1).candidates());
        assertThat(new String(rejected, StandardCharsets.UTF_8))
                .contains("external_references")
                .doesNotContain("480");
    }

    @Test
    void the_same_worker_has_the_same_event_id_in_another_file_on_another_day() throws IOException {
        String envelope = Files.readString(WORKERS);
        String bare = envelope.substring(envelope.indexOf("<wd:Get_Workers_Response"), envelope.indexOf("</env:Body>"));
        Context later = new Context(
                "urn:mha:hris:workday:mha_demo",
                LocalDate.parse("2027-01-01"),
                Instant.parse("2027-01-01T00:00:00Z"),
                "");
        Translation second = translator.read("workday", bare.getBytes(StandardCharsets.UTF_8), later);
        assertThat(ids(second)).isEqualTo(ids(translator.read("workday", WORKERS, context("workday"))));
        String changed = bare.replace(">Analyst<", ">Consultant<");
        Translation third = translator.read("workday", changed.getBytes(StandardCharsets.UTF_8), later);
        assertThat(ids(third).get(0)).isEqualTo(ids(second).get(0));
        assertThat(ids(third).get(1)).isNotEqualTo(ids(second).get(1));
    }

    @ParameterizedTest
    @CsvSource({"2026-10-04, PREHIRE", "2026-10-05, ACTIVE", "2026-10-06, ACTIVE"})
    void a_worker_is_pre_hire_until_the_hire_date(String today, String status) throws IOException {
        Context context = new Context("urn:x:y:workday:z", LocalDate.parse(today), Instant.EPOCH, "");
        Translation translation = translator.read("workday", WORKERS, context);
        assertThat(translation.rows().get(1).violations()).isEmpty();
        assertThat(translation
                        .rows()
                        .get(1)
                        .candidates()
                        .get(0)
                        .at("/data/status")
                        .asText())
                .isEqualTo(status);
    }

    @Test
    void a_location_that_no_code_table_knows_is_named_with_its_table() throws IOException {
        byte[] moved = Files.readString(WORKERS).replace("US-NYC", "US-MOON").getBytes(StandardCharsets.UTF_8);
        TranslatedRow row =
                translator.read("workday", moved, context("workday")).rows().get(1);
        assertThat(row.candidates()).isEmpty();
        assertThat(row.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.pointer()).isEqualTo("/org/timeZone");
            assertThat(violation.message()).contains("timeZone: the code \"US-MOON\"", "table time-zone");
        });
    }

    @Test
    void negative_minutes_fit_the_schema_because_a_rule_judges_them() {
        TranslatedRow row = time(HEADER + "\n" + String.format(GOOD, 1).replace("480", "-120"))
                .rows()
                .get(0);
        assertThat(violations(row)).isEmpty();
        assertThat(row.candidates().get(0).at("/data/minutes").intValue()).isEqualTo(-120);
    }

    @Test
    void a_currency_that_is_none_is_named() {
        Translation translation = translator.read(
                "netsuite",
                ("customer_id,name,country,currency,billing_entity,crm_account_id,note\n"
                                + "C-01,Northgate,USA,US Dollars,LE-US,001Hs00000AbC01,active\n")
                        .getBytes(StandardCharsets.UTF_8),
                context("netsuite"));
        TranslatedRow row = translation.rows().get(0);
        assertThat(row.candidates().get(0).at("/data/country").asText()).isEqualTo("US");
        assertThat(violations(row))
                .extracting(Violation::message)
                .containsExactly("currency is \"US Dollars\", but ISO 4217 alpha-3 code is expected.");
    }

    @Test
    void columns_in_another_order_and_with_semicolons_are_the_same_document() {
        String text = "name;legal_entity;cost_center\nDelivery;LE-US;CC-1100\n";
        Translation translation =
                translator.read("netsuite", text.getBytes(StandardCharsets.UTF_8), context("netsuite"));
        assertThat(translation.rows().get(0).candidates().get(0).get("subject").asText())
                .isEqualTo("CC-1100");
    }

    @Test
    void hostile_text_stays_text() {
        String note = "=HYPERLINK(1) ${jndi:ldap://x} {{secret}} $simple{body}";
        TranslatedRow row = time(HEADER + "\n" + String.format(GOOD, 1) + "\"" + note + "\u0007\"")
                .rows()
                .get(0);
        assertThat(row.candidates().get(0).at("/data/note").asText()).isEqualTo(note);
    }

    @Test
    void every_translation_says_which_mapping_in_which_version_made_it() throws IOException {
        Translation translation = translator.read("workday", WORKERS, context("workday"));
        assertThat(translation.mapping()).isEqualTo("workday/worker-hired.in.xsl");
        assertThat(translation.version()).matches("[0-9a-f]{64}");
        assertThat(translation.format()).isEqualTo(Format.XML);
    }

    private static Translation time(String csv) {
        return translator.read("kantata", csv.getBytes(StandardCharsets.UTF_8), context("kantata"));
    }

    private static Context context(String vendor) {
        return new Context(
                "urn:mha:x:" + vendor + ":t",
                LocalDate.parse("2026-10-20"),
                Instant.parse("2026-10-20T08:00:00Z"),
                "com.example.");
    }

    private static List<String> ids(Translation translation) {
        return translation.rows().stream()
                .flatMap(row -> row.candidates().stream())
                .map(candidate -> candidate.get("id").asText())
                .collect(Collectors.toList());
    }

    private static List<Violation> violations(TranslatedRow row) {
        List<Violation> all = new ArrayList<>(row.violations());
        for (ObjectNode candidate : row.candidates()) {
            JsonNode resolved = XrefMarkers.resolve(candidate, reference -> Optional.of("X-1"))
                    .candidate();
            ObjectNode data = (ObjectNode) resolved.get("data");
            String object = schemas.objectOf(resolved.get("type").asText()).orElseThrow();
            if (object.equals("time")) {
                data.put("workTimeZone", "America/New_York");
            }
            all.addAll(schemas.check(object, data));
        }
        return all;
    }
}
