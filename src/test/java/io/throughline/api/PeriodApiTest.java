package io.throughline.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.InProcess;
import io.throughline.close.Extracts;
import io.throughline.close.PeriodBook;
import io.throughline.contract.Json;
import io.throughline.delivery.Batch;
import io.throughline.http.Keyring;
import io.throughline.journal.Database;
import io.throughline.journal.StoreContract;
import io.throughline.journal.TestDatabases;
import io.throughline.money.FiscalPeriod;
import io.throughline.people.Routing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may move a period, what is refused, and what stays of it in the audit. */
class PeriodApiTest extends StoreContract {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private InProcess.Words words;
    private InProcess product;
    private PeriodApi api;

    @Override
    protected Database open() {
        return TestDatabases.h2(folder);
    }

    @BeforeEach
    void start() throws Exception {
        words = new InProcess.Words();
        product = new InProcess(database, seal, words, clock);
        Path key = folder.resolve("audit.key");
        api = new PeriodApi(
                new PeriodBook(product.stores().knowledge(), clock),
                new Extracts(database, seal, Routing.shipped(), "USD", key, clock),
                new PeriodApi.Folders(folder.resolve("close"), folder.resolve("exchange"), key),
                Set.of("ann", "operator"),
                product.stores().audit(),
                clock);
        String entity = "{\"specversion\":\"1.0\",\"id\":\"le\",\"source\":\"urn:test\",\"type\":"
                + "\"com.example.reference.legalentity.changed.v1\",\"subject\":\"LE-US\",\"time\":\"2026-01-01T00:00:00Z\","
                + "\"partitionkey\":\"legalentity:LE-US\",\"sequence\":1,\"data\":{\"legalEntityId\":\"LE-US\",\"version\":1,"
                + "\"name\":\"Inc.\",\"country\":\"US\",\"currency\":\"USD\",\"timeZone\":\"America/New_York\","
                + "\"effectiveFrom\":\"2020-01-01\"}}";
        product.read(entity.getBytes(StandardCharsets.UTF_8))
                .reading()
                .batches()
                .forEach(product::accept);
        clock.set(Instant.parse("2026-11-02T09:00:00Z"));
    }

    @AfterEach
    void stop() {
        product.close();
        words.close();
    }

    private Exchange move(String person, String entity, String period, String action, String body) throws Exception {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setHeader(Keyring.ACTOR, person);
        exchange.getMessage().setHeader("entity", entity);
        exchange.getMessage().setHeader("period", period);
        exchange.getMessage().setHeader("action", action);
        exchange.getMessage().setBody(body);
        for (Batch batch : api.move(exchange)) {
            product.accept(batch);
        }
        api.answer(exchange);
        return exchange;
    }

    private int status(String person, String period, String action) throws Exception {
        return move(person, "LE-US", period, action, "{\"reason\":\"month end\"}")
                .getMessage()
                .getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    }

    private FiscalPeriod.State state(String period) {
        return product.stores()
                .knowledge()
                .latest("fiscal-period", "LE-US-" + period, FiscalPeriod.class)
                .map(FiscalPeriod::state)
                .orElse(null);
    }

    private List<String> audit() {
        return database.read(connection -> {
            List<String> rows = new ArrayList<>();
            try (ResultSet found = connection
                    .prepareStatement(
                            "select action, actor, detail from audit where subject like 'period:%' order by chain_pos")
                    .executeQuery()) {
                while (found.next()) {
                    rows.add(found.getString(1) + " " + found.getString(2) + " "
                            + Json.tree(found.getString(3)).path("reason").asText());
                }
            }
            return rows;
        });
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "bob, LE-US, 2026-10, soft-close, '{\"reason\":\"r\"}', 403",
                "ann, LE-US, 2026-10, soft-close, '{}', 422",
                "ann, LE-US, 2026-10, seal, '{\"reason\":\"r\"}', 404",
                "ann, LE-XX, 2026-10, soft-close, '{\"reason\":\"r\"}', 404",
                "ann, LE-US, October, soft-close, '{\"reason\":\"r\"}', 400",
                "ann, LE-US, 2026-11, soft-close, '{\"reason\":\"r\"}', 409",
                "ann, LE-US, 2026-10, reopen, '{\"reason\":\"r\"}', 409",
                "ann, LE-US, 2026-10, close, '{\"reason\":\"r\"}', 409"
            })
    void what_may_not_be_changes_nothing(
            String person, String entity, String period, String action, String body, int status) throws Exception {
        Exchange exchange = move(person, entity, period, action, body);

        assertThat(exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(status);
        assertThat(state("2026-10")).isNull();
        assertThat(state("2026-11")).isNull();
    }

    @Test
    void a_period_is_soft_closed_and_reopened_with_person_and_reason_in_the_audit() throws Exception {
        assertThat(status("ann", "2026-10", "soft-close")).isEqualTo(200);
        assertThat(state("2026-10")).isEqualTo(FiscalPeriod.State.SOFT_CLOSED);
        assertThat(status("operator", "2026-10", "reopen")).isEqualTo(200);
        assertThat(state("2026-10")).isEqualTo(FiscalPeriod.State.OPEN);
        assertThat(status("ann", "2026-10", "soft-close")).as("again").isEqualTo(200);

        assertThat(audit())
                .containsExactly(
                        "period.softclosed ann month end",
                        "period.reopened operator month end",
                        "period.softclosed ann month end");
    }

    @Test
    void a_close_is_refused_while_checks_are_not_run_and_says_what_is_in_the_way() throws Exception {
        status("ann", "2026-10", "soft-close");

        Exchange refused = move("ann", "LE-US", "2026-10", "close", "{\"reason\":\"sign off\"}");

        assertThat(refused.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(409);
        assertThat(Json.tree(refused.getMessage().getBody(String.class)).path("refusals"))
                .extracting(refusal -> refusal.asText())
                .contains("C3 is not checked: no billed_erp extract for LE-US 2026-10");
        assertThat(state("2026-10")).isEqualTo(FiscalPeriod.State.SOFT_CLOSED);
        assertThat(audit()).contains("period.closed.refused ann sign off");
    }

    @Test
    void the_latest_period_is_reopened_first_and_the_list_shows_where_all_stand() throws Exception {
        clock.set(Instant.parse("2026-12-02T09:00:00Z"));
        status("ann", "2026-10", "soft-close");
        status("ann", "2026-11", "soft-close");
        assertThat(status("ann", "2026-10", "reopen")).isEqualTo(409);
        assertThat(status("ann", "2026-11", "reopen")).isEqualTo(200);
        assertThat(status("ann", "2026-10", "reopen")).isEqualTo(200);
        status("ann", "2026-10", "soft-close");

        Exchange list = new DefaultExchange(camel);
        api.list(list);

        assertThat(Json.tree(list.getMessage().getBody(String.class)).path("periods"))
                .extracting(period -> period.path("period").asText() + " "
                        + period.path("state").asText())
                .containsExactly("2026-09 OPEN", "2026-10 SOFT_CLOSED", "2026-11 OPEN", "2026-12 OPEN");
    }
}
