package journeys;

import static journeys.RunningProduct.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import journeys.EdgeFirm.Time;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.MethodName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Edge cases of rates: of exchange that is missing, of an hour that has none or two. */
@TestMethodOrder(MethodName.class)
class EdgeCaseRatesJourneyTest {

    @TempDir
    static Path folder;

    private static EdgeFirm firm;

    @BeforeAll
    static void start() throws Exception {
        firm = EdgeFirm.at(folder, "2026-10-22T12:00:00Z", "throughline.desk.millis", "200");
        firm.hire("W-0003", "W-0010", "W-0014");
        firm.open("P-1001", "P-1009");
    }

    @AfterAll
    static void stop() {
        firm.close();
    }

    @Test
    void E21_fx_missing() throws Exception {
        JsonNode receipt = firm.product()
                .dropAndAwait(
                        "kantata",
                        "expenses.csv",
                        """
                        expense_id,worker_id,project_id,date,category,amount,currency,billable,status
                        X-06,W-0003,P-1001,2026-10-22,HOTEL,189.00,GBP,Y,approved
                        """);
        assertThat(receipt.path("held").asInt()).as(receipt.toString()).isEqualTo(1);
        JsonNode waiting = firm.product().read("/api/v1/exceptions?view=waiting");
        assertThat(waiting).as(waiting.toString()).hasSize(1);
        JsonNode one = waiting.get(0);
        assertThat(one.path("reason").asText()).isEqualTo("FX_MISSING");
        assertThat(one.at("/project/id").asText() + " " + one.at("/client/id").asText())
                .isEqualTo("P-1001 C-01");
        assertThat(one.at("/revenueExposure/otherCurrencies/0/amount").asText()).isEqualTo("189.00");
        assertThat(one.at("/revenueExposure/otherCurrencies/0/currency").asText())
                .isEqualTo("GBP");
        assertThat(firm.vendors().records("netsuite", "expenseReport")).isEmpty();
        assertThat(firm.vendors().records("netsuite", "vendorBill")).isEmpty();
        assertThat(firm.vendors().records("netsuite", "journalEntry")).isEmpty();

        firm.product()
                .dropAndAwait(
                        "netsuite", "gbp.csv", "from,to,rate,valid_on,type\nGBP,USD,1.2700000000,2026-10-22,closing\n");
        eventually()
                .until(() -> firm.vendors().records("netsuite", "expenseReport").size() == 1);
        assertThat(firm.vendors()
                        .records("netsuite", "expenseReport")
                        .get(0)
                        .at("/expense/items/0/amount")
                        .decimalValue())
                .isEqualByComparingTo("240.03");
        eventually().until(() -> !firm.product()
                .get("/api/v1/exceptions?view=waiting")
                .body()
                .contains("FX_MISSING"));
    }

    @Test
    void E26_rate_gap_or_overlap() throws Exception {
        JsonNode receipt = firm.product()
                .dropAndAwait(
                        "netsuite",
                        "rates.csv",
                        """
                        project_id,role,currency,bill_rate,effective_from,effective_to_exclusive
                        P-1009,ANL,USD,95.0000,2026-01-01,2026-11-01
                        P-1009,ANL,USD,97.0000,2026-11-02,
                        P-1009,PM,USD,200.0000,2026-01-01,
                        P-1009,PM,USD,205.0000,2026-10-01,
                        """);
        assertThat(receipt.path("accepted").asInt()).as(receipt.toString()).isEqualTo(1);

        assertThat(validated("ANL", "2026-10-31").body()).contains("95.0000");
        assertThat(validated("ANL", "2026-11-01").statusCode()).isBetween(400, 499);
        assertThat(validated("ANL", "2026-11-01").body()).contains("RATE_NOT_FOUND");
        assertThat(validated("ANL", "2026-11-02").body()).contains("97.0000");
        assertThat(validated("PM", "2026-10-20").statusCode()).isBetween(400, 499);
        assertThat(validated("PM", "2026-10-20").body()).contains("RATE_AMBIGUOUS");
        assertThat(validated("ANL", "2026-11-01").body()
                        + validated("PM", "2026-10-20").body())
                .as("no price, and none of 0")
                .doesNotContain("\"rate\"");
        firm.told(
                Time.of("T-2601", "W-0014", "P-1009", "2026-11-01", 60),
                Time.of("T-2602", "W-0003", "P-1009", "2026-10-20", 60));
        assertThat(firm.onlyCase("V-TIM-10", "RATE_NOT_FOUND", "2026-11-01")).isNotNull();
        assertThat(firm.onlyCase("V-TIM-10", "RATE_AMBIGUOUS", "2026-10-20")).isNotNull();
        assertThat(firm.bills("T-2601")).isEmpty();
        assertThat(firm.bills("T-2602")).isEmpty();

        firm.product()
                .dropAndAwait(
                        "netsuite",
                        "rates_put_right.csv",
                        """
                        project_id,role,currency,bill_rate,effective_from,effective_to_exclusive
                        P-1009,ANL,USD,95.0000,2026-01-01,
                        P-1009,PM,USD,205.0000,2026-01-01,
                        """);
        firm.told(
                Time.of("T-2601", "W-0014", "P-1009", "2026-11-01", 60).version(2),
                Time.of("T-2602", "W-0003", "P-1009", "2026-10-20", 60).version(2));
        firm.awaitBill("T-2601", "1:00");
        firm.awaitBill("T-2602", "1:00");
    }

    private static HttpResponse<String> validated(String role, String day) throws Exception {
        return firm.product()
                .post(
                        "/api/v1/rates/validate",
                        "{\"projectId\":\"P-1009\",\"roleId\":\"" + role + "\",\"workDate\":\"" + day
                                + "\",\"currency\":\"USD\"}");
    }
}
