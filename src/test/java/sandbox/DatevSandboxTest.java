package sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatevSandboxTest {

    private static final Charset ANSI = Charset.forName("windows-1252");
    private static final String STARTERS =
            """
            [Allgemein]
            Ziel=LODAS
            Version_SST=1.0
            BeraterNr=123456
            MandantenNr=20001
            Feldtrennzeichen=;
            Zahlenkomma=,
            Datumsformat=TT/MM/JJJJ
            Stringbegrenzer="
            [Satzbeschreibung]
            100;u_lod_psd_mitarbeiter;pnr#psd;duevo_familienname#psd;duevo_vorname#psd;
            201;u_lod_psd_beschaeftigung;pnr#psd;eintrittdatum#psd;austrittdatum#psd;
            [Stammdaten]
            100;123;"Zolkiewski";"Lukasz";
            201;123;01/06/2020;;
            100;124;"Groß";"Jürgen";
            201;124;01/07/2021;;
            """
                    .replace("\n", "\r\n");
    private static final String BATCH = "PAY-DE-2026-10-V1";
    private static final String PATH = "/import/" + BATCH + ".txt";

    private Sandbox sandbox;
    private Client datev;
    private String movements;

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.start(0);
        datev = new Client(sandbox, "datev").login("/oauth/token");
        movements = Files.readString(Path.of("src/test/resources/payroll/lodas_bewegungsdaten.txt"), ANSI);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void the_sample_is_taken_once_its_employees_are_there_and_the_report_has_the_totals() {
        starters();

        JsonNode report = upload(PATH, movements).json();

        assertThat(report.path("accepted").asInt()).isEqualTo(3);
        assertThat(report.path("rejected")).isEmpty();
        assertThat(report.at("/controls/total").asText()).isEqualTo("272.00");
        assertThat(datev.records("movement").findValuesAsText("la_eigene")).containsExactly("101", "101", "107");
        assertThat(datev.records("employee").findValuesAsText("duevo_familienname"))
                .containsExactly("Zolkiewski", "Groß");
        assertThat(datev.get("/acknowledgements").json().path(1).asText()).isEqualTo(BATCH);
        assertThat(datev.get("/acknowledgements/" + BATCH).json()).isEqualTo(report);
    }

    @Test
    void the_same_batch_again_takes_the_place_of_the_first_and_another_is_added() {
        starters();
        upload(PATH, movements);
        upload(PATH, movements.replace("136,00", "135,50"));
        upload("/import/PAY-DE-2026-10-V2.txt", movements.replace("136,00", "-2,00"));

        assertThat(datev.records("movement")).hasSize(6);
        assertThat(datev.records("movement").findValuesAsText("bs_wert_butab"))
                .contains("135,50", "-2,00")
                .doesNotContain("136,00");
    }

    @Test
    void a_test_run_reports_and_keeps_nothing() {
        starters();

        JsonNode report = upload("/check/" + BATCH + ".txt", movements).json();

        assertThat(report.path("testRun").asBoolean()).isTrue();
        assertThat(report.path("accepted").asInt()).isEqualTo(3);
        assertThat(datev.records("movement")).isEmpty();
        assertThat(datev.get("/acknowledgements/" + BATCH).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10;01/10/2026;124;101 | 10;01/10/2026;999;101 | pnr 999 is unknown",
                "10;01/10/2026;124;101 | 10;01/10/2026;123456;101 | 1 to 5 digits",
                "10;01/10/2026;124;101 | 10;02/10/2026;124;101 | not the first day",
                "10;01/10/2026;124;101 | 10;31/02/2026;124;101 | not a date",
                "10;01/10/2026;124;101 | 10;01/10/2026;124;10123 | 1 to 4 digits",
                "96,00 | 96.00 | decimal comma",
                "96,00 | 0,00 | zero",
                "96,00;4100 | 96,00;41000000000001 | 1 to 13",
                "96,00;4100 | 96,00;41;00 | 7 values for 6 declared fields",
                "10;01/10/2026;124 | 11;01/10/2026;124 | no description",
            })
    void a_wrong_row_is_reported_by_its_line_and_the_others_are_taken(String right, String wrong, String message) {
        starters();

        JsonNode report = upload(PATH, movements.replace(right, wrong)).json();

        assertThat(report.path("accepted").asInt()).isEqualTo(2);
        assertThat(report.at("/rejected/0/row").asInt()).isEqualTo(19);
        assertThat(report.at("/rejected/0/message").asText()).contains(message);
        assertThat(datev.records("movement")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Ziel=LODAS | Ziel=LUG | Ziel",
                "BeraterNr=123456 | BeraterNr=x | BeraterNr",
                "Zahlenkomma=, | Zahlenkomma=. | Zahlenkomma",
                "Datumsformat=TT/MM/JJJJ | Datumsformat=JJJJ-MM-TT | Datumsformat",
                "[Satzbeschreibung] | [Beschreibung] | Unknown or repeated section",
                "[Bewegungsdaten] | * | One of the sections",
                "kostenstelle#bwd | kst#bwd | Unknown or repeated field",
                "la_eigene#bwd; | bs_text#bwd; | needs the fields",
                "u_lod_bwd_buchung_standard | u_lod_bwd_x | Unknown record type",
            })
    void a_file_that_is_not_lodas_is_refused_as_a_whole(String right, String wrong, String message) {
        starters();

        Client.Answer answer = upload(PATH, movements.replace(right, wrong));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/rejected/0/message").asText()).contains(message);
        assertThat(datev.records("movement")).isEmpty();
    }

    @Test
    void charset_and_line_ends_are_those_of_windows() {
        assertThat(upload(PATH, movements.replace("\r\n", "\n")).status()).isEqualTo(422);
        assertThat(datev.upload(PATH, STARTERS.getBytes(StandardCharsets.UTF_8))
                        .json()
                        .at("/rejected/0/message")
                        .asText())
                .contains("UTF-8");
        assertThat(datev.with(null).upload(PATH, movements.getBytes(ANSI)).status())
                .isEqualTo(401);
    }

    private void starters() {
        assertThat(upload("/import/starters.txt", STARTERS).json().path("rejected"))
                .isEmpty();
    }

    private Client.Answer upload(String path, String text) {
        return datev.upload(path, text.getBytes(ANSI));
    }
}
