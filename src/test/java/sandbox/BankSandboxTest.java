package sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BankSandboxTest {

    private static final Clock OCTOBER = Clock.fixed(Instant.parse("2026-10-28T13:00:00Z"), ZoneOffset.UTC);
    private static final String PATH = "/import/PAY-DE-2026-10-V1.xml";
    private static final String REPORT = "/status-reports/PAY-DE-2026-10-V1.xml";

    private Sandbox sandbox;
    private Client bank;
    private String salaries;

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.start(0, OCTOBER);
        bank = new Client(sandbox, "sepa").login("/oauth/token");
        salaries = Files.readString(Path.of("src/test/resources/payroll/pain.001.001.09_salary_2026-10.xml"));
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void salaries_are_accepted_then_executed_and_the_status_report_says_so() {
        JsonNode report = upload(salaries).json();

        assertThat(report.path("rejected")).isEmpty();
        assertThat(report.at("/controls/rows").asText()).isEqualTo("3");
        assertThat(report.at("/controls/total").asText()).isEqualTo("12310.55");
        assertThat(bank.get(REPORT).text())
                .contains("<OrgnlMsgId>PAY-DE-2026-10-V1</OrgnlMsgId>", "<GrpSts>ACCP</GrpSts>")
                .contains("<OrgnlEndToEndId>SAL-202610-W-0023</OrgnlEndToEndId><TxSts>ACCP</TxSts>");

        assertThat(bank.post("/settle", "{\"rejected\": {\"SAL-202610-W-0025\": \"AC04\"}}")
                        .status())
                .isEqualTo(204);

        assertThat(bank.get(REPORT).text())
                .contains("<GrpSts>PART</GrpSts>")
                .contains("SAL-202610-W-0021</OrgnlEndToEndId><TxSts>ACSC</TxSts>")
                .contains("SAL-202610-W-0025</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC04</Cd>");
        assertThat(bank.records("payment").findValuesAsText("IBAN").get(0)).isEqualTo("DE02**************2051");
    }

    @Test
    void the_same_bytes_again_pay_nothing_and_another_message_of_that_id_is_refused() {
        JsonNode first = upload(salaries).json();

        Client.Answer again = upload(salaries);
        Client.Answer other = upload(salaries.replace("Lena Fischer", "Lena Vogt"));

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().path("duplicate").asBoolean()).isTrue();
        assertThat(again.json().path("controls")).isEqualTo(first.path("controls"));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().at("/rejected/0/message").asText()).startsWith("DU01");
        assertThat(bank.records("payment")).hasSize(3);
        assertThat(bank.applied("SAL-202610-W-0021")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<NbOfTxs>3<       | <NbOfTxs>2<       | AM18",
                "<CtrlSum>12310.55 | <CtrlSum>12310.54 | AM10",
                ">SALA</Cd></CtgyPurp> | >SUPP</Cd></CtgyPurp> | FF07",
                "2026-10-30</Dt>   | 2026-10-27</Dt>   | DT01",
                "DE89370400440532013000 | DE02500105170137075030 | AC02",
                "<Dbtr><Nm>Meridian | <Dbtr><Nm>Mérïdian | RR10",
                "<MsgId>PAY-DE     | <MsgId>/PAY-DE    | RR10",
            })
    void a_message_that_breaks_a_rule_is_rejected_with_the_code(String right, String wrong, String code) {
        Client.Answer answer = upload(salaries.replace(right.strip(), wrong.strip()));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/rejected/0/message").asText()).startsWith(code);
        assertThat(bank.records("payment")).isEmpty();
        assertThat(bank.get("/status-reports").json()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DE02500105170137075030 | DE03500105170137075030 | AC03",
                "Lukasz Zolkiewski | Łukasz Żółkiewski | RR10",
                "Ccy=\"EUR\">4480 | Ccy=\"JPY\">4480 | AM03",
                "SAL-202610-W-0023 | SAL-202610-W-0021 | DU04",
            })
    void a_transfer_that_breaks_a_rule_is_rejected_and_the_others_are_taken(String right, String wrong, String code) {
        JsonNode report = upload(salaries.replace(right, wrong)).json();

        assertThat(report.path("accepted").asInt()).isEqualTo(2);
        assertThat(report.at("/rejected/0/row").asInt()).isEqualTo(2);
        assertThat(report.at("/rejected/0/message").asText()).contains(code);
        assertThat(report.at("/controls/total").asText()).isEqualTo("7830.55");
        assertThat(bank.get(REPORT).text()).contains("<GrpSts>PART</GrpSts>", "<Cd>" + code + "</Cd>");
    }

    @Test
    void what_breaks_the_schema_is_refused() {
        for (String wrong : new String[] {
            salaries.replace("<PmtMtd>TRF</PmtMtd>", ""),
            salaries.replace("<ChrgBr>SLEV</ChrgBr>", "<ChrgBr>SHAR</ChrgBr>"),
            salaries.replace("2105.55", "2105.555"),
            salaries.replace("SAL-202610-W-0023", "SAL-202610-W-0023-that-is-longer-than-35"),
            salaries.replace("pain.001.001.09", "pain.001.001.03"),
            salaries.replace("<Document ", "<!DOCTYPE Document [<!ENTITY x 'y'>]><Document "),
            "\uFEFF" + salaries,
            "no xml"
        }) {
            assertThat(upload(wrong).status()).as(wrong).isEqualTo(422);
        }
        assertThat(bank.records("payment")).isEmpty();
    }

    private Client.Answer upload(String xml) {
        return bank.upload(PATH, xml.getBytes(StandardCharsets.UTF_8));
    }
}
