package journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.money.Invoice;
import io.throughline.money.ServicePeriod;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import journeys.EdgeFirm.Time;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.MethodName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Edge cases of projects that run: closed too early, given other prices in hindsight. */
@TestMethodOrder(MethodName.class)
class EdgeCaseProjectsJourneyTest {

    @TempDir
    static Path folder;

    private static EdgeFirm firm;

    @BeforeAll
    static void start() throws Exception {
        firm = EdgeFirm.at(
                folder, "2026-10-16T16:00:00Z", "throughline.desk.millis", "200", "throughline.alerts.millis", "200");
        firm.hire("W-0010", "W-0027", "W-0031");
    }

    @AfterAll
    static void stop() {
        firm.close();
    }

    @Test
    void E06_project_closed_with_unapproved_time() throws Exception {
        firm.open("P-1011");
        Time[] week = new Time[5];
        for (int i = 0; i < 5; i++) {
            week[i] = Time.of("T-060" + i, "W-0031", "P-1011", "2026-10-" + (12 + i), i == 4 ? 360 : 480)
                    .with("status", "SUBMITTED");
        }
        firm.told(week);
        JsonNode closed = firm.post(firm.event(
                "urn:mha:psa:openair:mha",
                "project.closed.v1",
                "P-1011",
                firm.next("projects", "P-1011").put("status", "CLOSED")));

        assertThat(closed.path("status").asText()).as(closed.toString()).isEqualTo("held");
        JsonNode held = firm.onlyCase("R1", "5 time entries of project P-1011", "38.00 h worth EUR 4750.00");
        assertThat(money(held, "direct")).isEqualTo("4750.00 EUR");
        assertThat(money(held, "total")).isEqualTo("4750.00 EUR");
        assertThat(money(held, "groupCurrencyTotal")).isEqualTo("5130.00 USD");
        assertThat(held.at("/revenueExposure/estimated").asBoolean()).isFalse();
        assertThat(held.at("/billingCycle/id").asText()).isEqualTo("BC-P-1011-2026-10");
        assertThat(held.at("/payrollExposure/hours").asText()).isEqualTo("38.00");
        assertThat(held.at("/project/id").asText()).as(held.toString()).isEqualTo("P-1011");
        JsonNode readiness = firm.product().read("/api/v1/projects/P-1011/billing-readiness?cycle=2026-10");
        assertThat(readiness.path("ready").asBoolean()).as(readiness.toString()).isFalse();
        assertThat(readiness.at("/gates/0/open").asBoolean())
                .as(readiness.toString())
                .isFalse();
        assertThat(firm.status("P-1011")).isEqualTo("ACTIVE");
        firm.until("project:P-1011", () -> exposed("R1", "P-1011").equals("4750.00 EUR"));
        assertThat(firm.product().trace("project:P-1011").findValuesAsText("step"))
                .doesNotContain("close-erp", "close-crm");
    }

    /** What an alert about a project says is exposed; empty when there is none. */
    private static String exposed(String reason, String projectId) throws Exception {
        for (JsonNode alert : firm.product().read("/api/v1/alerts")) {
            if (alert.path("reason").asText().equals(reason)
                    && alert.at("/project/id").asText().equals(projectId)) {
                return money(alert, "direct");
            }
        }
        return "";
    }

    private static String money(JsonNode one, String which) {
        JsonNode money = one.path("revenueExposure").path(which);
        return money.path("amount").asText() + " " + money.path("currency").asText();
    }

    @Test
    void E14_retroactive_rate_change() throws Exception {
        firm.clock().set(Instant.parse("2026-10-22T12:00:00Z"));
        firm.hire("W-0030");
        firm.open("P-1014");
        firm.post(firm.event(
                "urn:mha:psa:openair:mha",
                "project.updated.v1",
                "P-1014",
                firm.next("projects", "P-1014").put("start", "2026-09-01")));
        firm.vendors().seed("sap", "{\"recordType\":\"period\",\"id\":\"2000/2026/09\",\"open\":true}");
        List<Time> september = new ArrayList<>();
        LocalDate day = LocalDate.parse("2026-09-01");
        for (int i = 0; i < 19; day = day.plusDays(1)) {
            if (day.getDayOfWeek().getValue() < 6) {
                september.add(Time.of("T-14" + (10 + i), "W-0030", "P-1014", day.toString(), i == 18 ? 360 : 480));
                i++;
            }
        }
        firm.told(september.toArray(Time[]::new));
        firm.until("project:P-1014", () -> invoiced("INVDE2026101409").compareTo(new BigDecimal("24000")) == 0);

        firm.product()
                .dropAndAwait(
                        "netsuite",
                        "retro.csv",
                        """
                        project_id,role,currency,bill_rate,effective_from,effective_to_exclusive
                        P-1014,SAR,EUR,160.0000,2026-01-01,2026-09-01
                        P-1014,SAR,EUR,168.0000,2026-09-01,
                        P-1014,ANL,EUR,88.0000,2026-01-01,
                        """);
        firm.told(Time.of("T-1430", "W-0030", "P-1014", "2026-10-20", 480));
        firm.until("time:T-1430", () -> firm.steps("time:T-1430", "sap").contains("time DONE"));
        firm.clock().set(Instant.parse("2026-11-01T15:00:00Z"));

        firm.until("project:P-1014", () -> invoiced("INVDE2026101410").signum() > 0);
        assertThat(invoiced("INVDE2026101410"))
                .as("8 h at 168 and 1200.00 for 150 h of September")
                .isEqualByComparingTo("2544.00");
        firm.until("project:P-1014", () -> stored("INV-DE-2026-1014-10").isPresent());
        Invoice october = stored("INV-DE-2026-1014-10").orElseThrow();
        assertThat(october.lines())
                .filteredOn(line -> line.kind() == Invoice.Line.Kind.TRUE_UP)
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.amount()).isEqualByComparingTo("1200.00");
                    assertThat(line.description()).contains("2026-09");
                    assertThat(line.servicePeriod())
                            .isEqualTo(new ServicePeriod(LocalDate.parse("2026-09-01"), LocalDate.parse("2026-09-30")));
                });
        assertThat(october.lines())
                .filteredOn(line -> line.entryIds().contains("T-1430"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.unitPrice()).isEqualByComparingTo("168");
                    assertThat(line.amount()).isEqualByComparingTo("1344.00");
                });
        assertThat(invoiced("INVDE2026101409")).isEqualByComparingTo("24000.00");
    }

    private static Optional<Invoice> stored(String id) {
        return firm.product().product().wiring().stores().knowledge().latest("invoice", id, Invoice.class);
    }

    /** Revenue that SAP has for a reference of ours. */
    private static BigDecimal invoiced(String reference) throws Exception {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode record : firm.product().records("sap")) {
            if (record.path("DocumentReferenceID").asText().equals(reference)
                    && record.path("GLAccount").asText().matches("000084[01]000")) {
                sum = sum.subtract(new BigDecimal(
                        record.path("AmountInTransactionCurrency").asText()));
            }
        }
        return sum;
    }
}
