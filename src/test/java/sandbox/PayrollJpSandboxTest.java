package sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayrollJpSandboxTest {

    private static final String STARTERS = lines(
            """
            record_type,employee_number,name,name_latin,hire_date,termination_date,cost_center,weekly_hours,effective_date
            S,210034,高橋 健太,Takahashi Kenta,2024-08-01,,CC8100,40.00,
            S,210039,小林 美咲,Kobayashi Misaki,2022-04-01,,CC8100,40.00,
            """);
    private static final String HOURS = lines(
            """
            record_type,batch_id,pay_month,employee_number,regular_hours,statutory_overtime_hours,leave_code,leave_hours,cost_center
            D,PAY-JP-2026-10-V1,2026-10,210034,160.00,3.50,,,CC8100
            D,PAY-JP-2026-10-V1,2026-10,210039,,,CL,168.00,CC8100
            T,PAY-JP-2026-10-V1,2026-10,2,160.00,3.50,,168.00,
            """);
    private static final String PATH = "/import/PAY-JP-2026-10-V1.csv";

    private Sandbox sandbox;
    private Client payroll;

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.start(0);
        payroll = new Client(sandbox, "payroll-jp").login("/oauth/token");
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void hours_are_taken_with_their_totals_and_replaced_by_batch() {
        payroll.post("/import/starters.csv", STARTERS);

        JsonNode report = payroll.post(PATH, HOURS).json();
        payroll.post(PATH, HOURS);

        assertThat(report.path("rejected")).isEmpty();
        assertThat(report.at("/controls/total").asText()).isEqualTo("331.50");
        assertThat(payroll.records("payData")).hasSize(2);
        assertThat(payroll.records("employee").findValuesAsText("name")).containsExactly("高橋 健太", "小林 美咲");
        assertThat(payroll.get("/acknowledgements/PAY-JP-2026-10-V1").json()).isEqualTo(report);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "T,PAY-JP-2026-10-V1,2026-10,2 | T,PAY-JP-2026-10-V1,2026-10,3 | 3 records, there are 2",
                "2,160.00,3.50 | 2,161.00,3.50 | regular_hours 161.00, counted are 160.00",
                "2,160.00,3.50,,168.00, | 2,160.00,3.50,,, | leave_hours null, counted are 168.00",
                "T,PAY | D,PAY | totals is missing",
                "record_type, | type, | The header must be",
            })
    void a_file_whose_totals_or_header_are_wrong_is_refused_as_a_whole(String right, String wrong, String message) {
        payroll.post("/import/starters.csv", STARTERS);

        Client.Answer answer = payroll.post(PATH, HOURS.replace(right, wrong));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/rejected/0/message").asText()).contains(message);
        assertThat(payroll.records("payData")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-10,210034,160.00 | 2026-10,999999,160.00 | 999999 is unknown",
                "CL,168.00,CC8100 | XX,168.00,CC8100 | leave_code XX is unknown",
                "3.50,,,CC8100 | 3.50,AL,,CC8100 | Leave needs a code and hours",
                "3.50,,,CC8100 | 3.50,,,cc 8100 | cost_center cc 8100",
            })
    void a_wrong_row_is_reported_by_its_line_and_the_others_are_taken(String right, String wrong, String message) {
        payroll.post("/import/starters.csv", STARTERS);

        JsonNode report = payroll.post(PATH, HOURS.replace(right, wrong)).json();

        assertThat(report.path("accepted").asInt()).isEqualTo(1);
        assertThat(report.at("/rejected/0/message").asText()).contains(message);
        assertThat(payroll.records("payData")).hasSize(1);
    }

    @Test
    void a_name_in_latin_letters_is_required() {
        JsonNode report = payroll.post("/import/starters.csv", STARTERS.replace("Takahashi Kenta", "高橋 健太"))
                .json();

        assertThat(report.at("/rejected/0/message").asText()).contains("name_latin");
        assertThat(report.path("accepted").asInt()).isEqualTo(1);
    }

    private static String lines(String text) {
        return text.replace("\n", "\r\n");
    }
}
