package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.api.BillingApi;
import io.throughline.contract.Json;
import io.throughline.money.ExpenseFact;
import io.throughline.money.Money;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.Routing;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** WF-11 and WF-16 as they are asked over HTTP. E26: a gap and an overlap in a rate card. */
class RateValidationTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-10-31T21:00:00Z"), ZoneOffset.UTC);

    private final InMemorySnapshots known = Deals.snapshots()
            .put("project", "P-1003", Deals.PROJECT)
            .put(
                    "rate-card",
                    "RC-P-1003",
                    Json.tree(
                            """
                            {"rateCardId":"RC-P-1003","version":1,"projectId":"P-1003","rows":[
                             {"scope":"PROJECT","roleId":"ANL","rate":"95.0000","currency":"USD","from":"2026-01-01","to":"2026-11-01"},
                             {"scope":"PROJECT","roleId":"ANL","rate":"99.0000","currency":"USD","from":"2026-11-02"},
                             {"scope":"PROJECT","roleId":"PM","rate":"180.0000","currency":"USD","from":"2026-01-01"},
                             {"scope":"PROJECT","roleId":"PM","rate":"185.0000","currency":"USD","from":"2026-06-01"}]}"""));
    private final InMemoryFacts facts = new InMemoryFacts();
    private final BillingApi api = new BillingApi(
            new RateValidation(known, new RateLookup(known), facts, facts),
            new BillProjectRules(known, facts, facts, Routing.shipped(), NOW),
            NOW);

    private Exchange asked(String body) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        api.validateRate(exchange);
        return exchange;
    }

    private static JsonNode answer(Exchange exchange, int status) {
        assertThat(exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(status);
        return Json.tree(exchange.getMessage().getBody(String.class));
    }

    @Test
    void the_price_says_where_it_comes_from_how_long_it_holds_and_what_the_cap_leaves() {
        facts.billed = Money.of("200000.00", "USD");
        JsonNode priced = answer(
                asked("{\"projectId\":\"P-1003\",\"roleId\":\"ANL\",\"workDate\":\"2026-10-31\",\"currency\":\"USD\"}"),
                200);
        assertThat(priced.path("rate").path("amount").asText()).isEqualTo("95.0000");
        assertThat(priced.path("unit").asText()).isEqualTo("HUR");
        assertThat(priced.path("source").asText()).isEqualTo("project");
        assertThat(priced.path("effectiveFrom").asText()).isEqualTo("2026-01-01");
        assertThat(priced.path("effectiveTo").asText()).isEqualTo("2026-11-01");
        assertThat(priced.path("capRemaining").path("amount").asText()).isEqualTo("50000.00");
        assertThat(answer(asked("{\"contractId\":\"CT-1003\",\"roleId\":\"SAR\",\"workDate\":\"2026-10-31\"}"), 200)
                        .path("source")
                        .asText())
                .isEqualTo("contract");
    }

    @ParameterizedTest
    @CsvSource({
        "P-1003, ANL, 2026-11-01, USD, 60, 422, RATE_NOT_FOUND",
        "P-1003, PM, 2026-10-31, USD, 60, 422, RATE_AMBIGUOUS",
        "P-1003, ANL, 2026-10-31, EUR, 60, 422, CURRENCY_MISMATCH",
        "P-1003, ANL, 2026-10-31, USD, 695, 422, CAP_REACHED",
        "P-9999, ANL, 2026-10-31, USD, 60, 404, PROJECT_NOT_FOUND"
    })
    void no_price_is_a_problem_with_a_code_and_never_zero(
            String project, String role, String day, String currency, int minutes, int status, String code) {
        facts.billed = Money.of("248900.00", "USD");
        JsonNode problem = answer(
                asked(
                        "{\"projectId\":\"%s\",\"roleId\":\"%s\",\"workDate\":\"%s\",\"currency\":\"%s\",\"entryMinutes\":%d}"
                                .formatted(project, role, day, currency, minutes)),
                status);
        assertThat(problem.path("code").asText()).isEqualTo(code);
        if (code.equals("CAP_REACHED")) {
            assertThat(problem.path("capRemaining").path("amount").asText()).isEqualTo("1100.00");
            assertThat(problem.path("detail").asText()).contains("USD 1100.00", "USD 1100.10");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}",
                "[1]",
                "{\"projectId\":\"P-1003\",\"contractId\":\"CT-1003\",\"roleId\":\"ANL\",\"workDate\":\"2026-10-31\"}",
                "{\"projectId\":\"P-1003\",\"roleId\":\"ANL\",\"workDate\":\"31.10.2026\"}",
                "{\"projectId\":\"P-1003\",\"workDate\":\"2026-10-31\"}",
                "{\"projectId\":\"P-1003\",\"roleId\":\"ANL\",\"workDate\":\"2026-10-31\",\"entryMinutes\":\"many\"}"
            })
    void a_question_that_cannot_be_understood_is_refused(String body) {
        assertThat(answer(asked(body), 400).path("detail").asText()).isNotBlank();
    }

    @Test
    void every_gate_is_shown_with_owner_age_and_money() {
        Expense hotel = Expenses.of(Expenses.HOTEL, "189.00", "USD");
        facts.spent.expenses.add(Expenses.fact(hotel, ExpenseFact.State.APPROVED, null, null));
        JsonNode shown = readiness("P-1003", "2026-10B", 200);
        assertThat(shown.path("ready").asBoolean()).isFalse();
        assertThat(shown.path("gates").findValuesAsText("gate"))
                .containsExactly("R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "R10", "R11");
        JsonNode expenses = shown.path("gates").get(2);
        assertThat(expenses.path("open").asBoolean()).isFalse();
        assertThat(expenses.path("owner").asText()).isEqualTo("finance-ops");
        assertThat(expenses.path("amount").path("amount").asText()).isEqualTo("189.00");
        assertThat(expenses.path("ageDays").asInt()).isEqualTo(9);
        assertThat(shown.path("gates").get(0).path("open").asBoolean()).isTrue();
        assertThat(readiness("P-1003", null, 200).path("billingCycleId").asText())
                .isEqualTo("BC-P-1003-2026-10B");
        readiness("P-1003", "BC-P-1001-2026-10", 400);
        readiness("P-1003", "tomorrow", 400);
        readiness("P-9999", "2026-10B", 404);
    }

    private JsonNode readiness(String project, String cycle, int status) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setHeader("id", project);
        exchange.getMessage().setHeader("cycle", cycle);
        api.readiness(exchange);
        return answer(exchange, status);
    }
}
