package io.throughline.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.throughline.contract.Violation;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemasTest {

    private static final String GOOD = "{'timeEntryId':'T-1','version':1,'workerId':'W-0007','projectId':'P-1003',"
            + "'workDate':'2026-10-14','workTimeZone':'America/New_York','minutes':480,'billable':true,"
            + "'timeType':'REGULAR','status':'APPROVED'}";

    private static Schemas schemas;

    @BeforeAll
    static void compile() {
        schemas = Schemas.ofClassPath();
    }

    @Test
    void an_object_that_fits_has_no_violation() {
        assertThat(check(GOOD)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'minutes':480|'minutes':'480'|/minutes|minutes is \"480\", but a whole number is expected",
                "'minutes':480|'minutes':7.5|/minutes|minutes is 7.5, but a whole number is expected",
                "'minutes':480,||/minutes|minutes is missing.",
                "2026-10-14|14.10.2026|/workDate|workDate is \"14.10.2026\", but ",
                "2026-10-14|2026-02-30|/workDate|a date that exists, written YYYY-MM-DD, is expected.",
                "REGULAR|NIGHT|/timeType|timeType is \"NIGHT\", but one of REGULAR, OVERTIME, TRAVEL, STANDBY is expected.",
                "'billable':true|'billable':'Y'|/billable|billable is \"Y\", but true or false is expected",
                "P-1003|P 1003|/projectId|projectId is \"P 1003\", but opaque stable identifier",
            })
    void each_kind_of_mistake_is_said_with_field_value_and_what_is_expected(
            String from, String to, String pointer, String said) {
        List<Violation> violations = check(GOOD.replace(from, to == null ? "" : to));
        assertThat(violations).hasSize(1);
        assertThat(violations.get(0).rule()).isEqualTo("SCHEMA");
        assertThat(violations.get(0).outcome()).isEqualTo(Violation.Outcome.REJECT);
        assertThat(violations.get(0).pointer()).isEqualTo(pointer);
        assertThat(violations.get(0).message()).contains(said);
    }

    @Test
    void a_mistake_deep_inside_is_named_with_its_whole_path() {
        List<Violation> violations = check(
                "rate-card",
                "{'rateCardId':'RC-1','version':1,'rows':[{'roleId':'PM',"
                        + "'rate':265.0,'currency':'USD','from':'2026-01-01'}]}");
        assertThat(violations).singleElement().satisfies(violation -> {
            assertThat(violation.pointer()).isEqualTo("/rows/0/rate");
            assertThat(violation.message()).startsWith("rows.0.rate is 265.0, but text is expected");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "worker.hired.v1, worker",
        "worker.orgchanged.v1, worker-change",
        "time.approved.v1, time",
        "opportunity.changed.v1, opportunity-change",
        "opportunity.won.v1, opportunity",
        "contract.signed.v1, contract",
        "ratecard.changed.v1, rate-card",
        "reference.costcenter.changed.v1, cost-center",
        "reference.fxrate.changed.v1, fx-rate",
        "worker.availability.published.v1, availability",
        "invoice.issued.v1, invoice",
    })
    void the_object_of_an_event_follows_from_its_type(String type, String object) {
        assertThat(schemas.objectOf(type)).hasValue(object);
    }

    @Test
    void a_type_or_object_nobody_knows_is_told() {
        assertThat(schemas.objectOf("weather.changed.v1")).isEmpty();
        assertThatThrownBy(() -> check("weather", "{}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no schema for weather");
    }

    @Test
    void a_discount_is_a_ratio_from_nothing_to_all() {
        String contract = "{'contractId':'CT-1','version':1,'customerId':'C-1','projectIds':['P-1'],'billingType':'TM',"
                + "'currency':'USD','billingEntityId':'LE-US','from':'2026-01-01','invoiceCycle':'MONTHLY','discountPct':'%s'}";
        for (String ratio : List.of("0", "0.0500", "1", "1.0000")) {
            assertThat(check("contract", contract.formatted(ratio))).as(ratio).isEmpty();
        }
        for (String none : List.of("5", "1.01", "-0.05")) {
            assertThat(check("contract", contract.formatted(none)))
                    .extracting(Violation::pointer)
                    .as(none)
                    .containsExactly("/discountPct");
        }
    }

    private static List<Violation> check(String json) {
        return check("time", json);
    }

    private static List<Violation> check(String object, String json) {
        try {
            return schemas.check(object, new ObjectMapper().readTree(json.replace('\'', '"')));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
