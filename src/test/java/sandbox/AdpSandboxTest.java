package sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdpSandboxTest {

    private static final String STARTERS =
            """
            Co Code,File #,Last Name,First Name,Hire Date,Home Department
            MHU,210009,Duarte,Bianca,01/01/2020,CC1200
            MHU,210014,Pike,Jordan,06/01/2018,CC1100
            MHU,210016,Crane,Elliot,10/05/2026,CC1100
            """;
    private static final String PAY_DATA =
            """
            Co Code,Batch ID,File #,Reg Hours,O/T Hours,Hours 3 Code,Hours 3 Amount,Temp Dept
            MHU,OCT26A,210009,80.00,6.00,,,CC1200
            MHU,OCT26A,210014,72.00,,V,8.00,CC1100
            MHU,OCT26A,210016,64.00,,,,CC1100
            """;
    private static final String PAY_FILE = "/import/PRMHUEPI.csv";

    private Sandbox sandbox;
    private Client adp;

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.start(0);
        adp = new Client(sandbox, "adp").login("/auth/oauth/v2/token");
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void starters_are_kept_by_file_number_and_pay_data_replaced_by_batch() {
        adp.put("/import/MHU_starters.csv", STARTERS);
        assertThat(accepted(adp.put("/import/MHU_starters.csv", STARTERS))).isEqualTo(3);
        assertThat(adp.records("employee")).hasSize(3);

        assertThat(accepted(adp.put(PAY_FILE, PAY_DATA))).isEqualTo(3);
        assertThat(accepted(adp.put(PAY_FILE, PAY_DATA.replace("80.00", "79.50"))))
                .isEqualTo(3);

        JsonNode rows = adp.records("payData");
        assertThat(rows).hasSize(3);
        assertThat(rows.findValuesAsText("Reg Hours")).contains("79.50").doesNotContain("80.00");
        assertThat(adp.applied("MHU/OCT26A/210009")).isEqualTo(2);
    }

    @Test
    void a_second_batch_is_added_and_an_employee_may_have_several_rows() {
        adp.put("/import/starters.csv", STARTERS);
        adp.put(PAY_FILE, PAY_DATA + "MHU,OCT26A,210009,2.00,,,,CC1100\n");
        adp.put(PAY_FILE, PAY_DATA.replace("OCT26A", "OCT26B"));

        assertThat(adp.records("payData")).hasSize(7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MHU,OCT26A,210014 | MHU,OCT26A,219999 | 3 | unknown",
                "MHU,OCT26A,210014 | XXX,OCT26A,210014 | 3 | Company code",
                "72.00,,V,8.00 | 72.00,,Q,8.00 | 3 | Hours 3 Code Q is unknown",
                "72.00,,V,8.00 | 72.00,,V, | 3 | needs a code and an amount",
                "72.00,,V,8.00 | 0.00,,V,8.00 | 3 | Reg Hours 0.00",
                "72.00,,V,8.00 | 72.001,,V,8.00 | 3 | at most two decimals",
                "72.00,,V,8.00,CC1100 | 72.00,,V,8.00,CC9999 | 3 | Department CC9999 is unknown",
                "OCT26A,210016 | OCT26B,210016 | 4 | Batch ID OCT26B",
            })
    void a_wrong_row_is_reported_by_its_line_and_the_others_are_taken(
            String right, String wrong, int line, String message) {
        adp.put("/import/starters.csv", STARTERS);

        JsonNode report = adp.put(PAY_FILE, PAY_DATA.replace(right, wrong)).json();

        assertThat(report.path("accepted").asInt()).isEqualTo(2);
        assertThat(report.path("rejected")).hasSize(1);
        assertThat(report.path("rejected").path(0).path("row").asInt()).isEqualTo(line);
        assertThat(report.path("rejected").path(0).path("message").asText()).contains(message);
        assertThat(adp.records("payData")).hasSize(2);
    }

    @Test
    void a_file_with_a_wrong_name_or_column_is_refused_as_a_whole() {
        adp.put("/import/starters.csv", STARTERS);

        for (Client.Answer answer : new Client.Answer[] {
            adp.put("/import/PRXXXEPI.csv", PAY_DATA),
            adp.put("/import/pay.txt", PAY_DATA),
            adp.put(PAY_FILE, PAY_DATA.replace("O/T Hours", "Overtime")),
            adp.put(PAY_FILE, PAY_DATA.replace("Co Code,Batch ID", "Batch ID,Co Code")),
            adp.put("/import/starters.csv", STARTERS.replace("Hire Date", "Start")),
            adp.put("/import/starters.csv", ""),
        }) {
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.json().path("accepted").asInt()).isZero();
            assertThat(answer.json().path("rejected").path(0).path("row").asInt())
                    .isEqualTo(1);
        }
        assertThat(adp.records("payData")).isEmpty();
    }

    @Test
    void a_wrong_starter_is_reported() {
        JsonNode report = adp.put("/import/starters.csv", STARTERS.replace("01/01/2020", "2020-01-01"))
                .json();

        assertThat(report.path("accepted").asInt()).isEqualTo(2);
        assertThat(report.path("rejected").path(0).path("message").asText()).contains("MM/DD/YYYY");
    }

    @Test
    void an_import_needs_a_token() {
        assertThat(adp.with(null).put("/import/starters.csv", STARTERS).status())
                .isEqualTo(401);
        assertThat(adp.records("employee")).isEmpty();
    }

    private static int accepted(Client.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("accepted").asInt();
    }
}
