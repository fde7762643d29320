package journeys;

import static journeys.RunningProduct.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.money.TimeFact;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import journeys.EdgeFirm.Time;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.MethodName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The days around the end of a billing cycle and of a month, in a running product. */
@TestMethodOrder(MethodName.class)
class CutOffJourneyTest {

    private static final String NOT_READY = "NOT_READY BC-P-1003-2026-10B";
    private static final String LATE = "PAYROLL_LATE LE-US-2026-10B";

    @TempDir
    static Path folder;

    private static EdgeFirm firm;

    @BeforeAll
    static void start() throws Exception {
        firm = EdgeFirm.at(folder, "2026-10-27T12:00:00Z");
        firm.hire("W-0009", "W-0010", "W-0034");
        firm.open("P-1003", "P-1009");
        firm.told(Time.of("T-8001", "W-0009", "P-1003", "2026-10-08", 480));
        firm.until("project:P-1003", () -> fact("T-8001").state() == TimeFact.State.BILLED);
        firm.told(Time.of("T-9001", "W-0009", "P-1003", "2026-10-08", -120).with("correctionOf", "T-8001"));
        firm.awaitBill("T-9001", "-2:00");
    }

    @AfterAll
    static void stop() {
        firm.close();
    }

    @Test
    void a_people_hear_before_the_cut_off_what_keeps_a_cycle_from_being_billed_and_that_it_is_over() throws Exception {
        JsonNode held = firm.told(
                Time.of("T-9002", "W-0009", "P-1003", "2026-10-20", -361).with("correctionOf", "T-8001"));
        assertThat(held.path("status").asText()).isEqualTo("held");
        firm.clock().set(Instant.parse("2026-10-29T04:00:00Z"));

        eventually().until(() -> alerts().size() == 1);
        JsonNode alert = alerts().get(0);
        assertThat(alert.at("/billingCycle/reminder").asText()).isEqualTo("T-3d");
        assertThat(alert.at("/gates/0/gate").asText()).isEqualTo("R4");
        assertThat(alert.at("/owner/team").asText()).isEqualTo("finance-ops");
        assertThat(alert.at("/notices/0/channel").asText()).isEqualTo("log");

        long number = firm.onlyCase("V-TIM-07").path("id").asLong();
        firm.product().post("/api/v1/exceptions/" + number + "/discard", "{\"reason\":\"entered by mistake\"}");
        firm.clock().set(Instant.parse("2026-10-29T04:05:00Z"));
        eventually().until(() -> alerts().get(0).has("closedAt"));
        assertThat(alerts()).hasSize(1);
    }

    @Test
    void b_a_correction_without_other_work_is_a_credit_note() throws Exception {
        firm.clock().set(Instant.parse("2026-11-01T15:00:00Z"));
        firm.until(
                "project:P-1003",
                () -> firm.vendors().records("netsuite", "creditMemo").size() == 1
                        && fact("T-9001").state() == TimeFact.State.BILLED);

        JsonNode note = firm.vendors().records("netsuite", "creditMemo").get(0);
        assertThat(note.path("externalId").asText()).isEqualTo("CN-US-2026-1003-10B-C");
        assertThat(note.at("/createdFrom/externalId").asText()).isEqualTo("INV-US-2026-1003-10A");
        assertThat(note.at("/item/items/0/quantity").decimalValue()).isEqualByComparingTo("2");
        assertThat(fact("T-9001").invoiceId()).isEqualTo("CN-US-2026-1003-10B-C");
        assertThat(firm.records("netsuite", "invoice", "externalId", "INV-US-2026-1003-10B"))
                .isEmpty();
    }

    @Test
    void c_what_one_entity_cannot_charge_another_is_one_case_that_grows_and_ends_by_itself() throws Exception {
        firm.told(Time.of("T-J1", "W-0034", "P-1009", "2026-10-12", 480));
        JsonNode first = firm.onlyCase("V-IC-01", "no closing rate from JPY to USD");
        firm.told(Time.of("T-J2", "W-0034", "P-1009", "2026-10-13", 480));
        firm.until("time:T-J2", () -> fact("T-J2").state() != TimeFact.State.APPROVED);
        firm.clock().advance(Duration.ofMinutes(5));
        eventually().until(() -> worth(firm.onlyCase("V-IC-01")).compareTo(worth(first)) > 0);
        assertThat(firm.cases("V-IC-01")).hasSize(1);

        ObjectNode rate = Json.mapper().createObjectNode();
        rate.put("fxRateId", "FX-JPY-USD-20261031")
                .put("version", 1)
                .put("from", "JPY")
                .put("to", "USD")
                .put("type", "CLOSING")
                .put("date", "2026-10-31")
                .put("rate", "0.0066666667");
        firm.post(firm.event("reference.fxrate.changed.v1", "FX-JPY-USD-20261031", rate));

        eventually().until(() -> firm.cases("V-IC-01").isEmpty());
        assertThat(firm.events("intercompany:LE-JP:LE-US", "intercompany.charged.v1"))
                .hasSize(1);
    }

    @Test
    void d_people_hear_a_day_before_its_lock_what_a_payroll_lacks_until_payroll_has_it() throws Exception {
        firm.told(Time.of("T-P1", "W-0009", "P-1003", "2026-10-21", 480).with("status", "SUBMITTED"));
        firm.clock().set(Instant.parse("2026-11-03T22:00:00Z"));
        eventually().until(() -> alerts(LATE).size() == 1);
        JsonNode alert = alerts(LATE).get(0);
        assertThat(alert.at("/reasons/0/rule").asText()).isEqualTo("V-PAY-01");
        assertThat(alert.at("/payrollExposure/hours").asText()).isEqualTo("8.00");
        assertThat(alert.at("/clients/0/id").asText()).isEqualTo("C-02");

        firm.told(Time.of("T-P1", "W-0009", "P-1003", "2026-10-21", 480).version(2));
        firm.until("time:T-P1", () -> fact("T-P1").state() != TimeFact.State.SUBMITTED);
        long held = firm.onlyCase("V-PAY-01").path("id").asLong();
        var answer = firm.product().post("/api/v1/exceptions/" + held + "/replay", "{\"reason\":\"it is approved\"}");
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
        eventually().until(() -> {
            firm.clock().advance(Duration.ofMinutes(1));
            return alerts(LATE).get(0).has("closedAt");
        });
        assertThat(alerts(LATE)).hasSize(1);
        assertThat(firm.events("payroll:LE-US-2026-10B", "payroll.exported.v1")).hasSize(1);
    }

    private static BigDecimal worth(JsonNode held) {
        return new BigDecimal(held.at("/revenueExposure/direct/amount").asText());
    }

    private static List<JsonNode> alerts() throws Exception {
        return alerts(NOT_READY);
    }

    private static List<JsonNode> alerts(String reason) throws Exception {
        return StreamSupport.stream(firm.product().read("/api/v1/alerts").spliterator(), false)
                .filter(alert -> alert.path("reason").asText().equals(reason))
                .toList();
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
}
