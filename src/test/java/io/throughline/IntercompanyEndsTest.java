package io.throughline;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.journal.Journal;
import io.throughline.people.Canon;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** WF-20: when entities are asked for what they owe each other, and how often. */
class IntercompanyEndsTest extends PeriodContract {

    private static final com.fasterxml.jackson.databind.JsonNode EUR_TO_USD = Json.tree(
            """
            {"fxRateId":"FX-1","version":1,"from":"EUR","to":"USD","type":"CLOSING","date":"2026-10-31",
             "rate":"1.0800000000"}""");

    @Test
    void what_cannot_be_charged_is_asked_for_once_and_once_more_when_it_can() {
        due("2026-11-02T12:00:00Z");
        Event ask = lent().get(0);
        assertThat(lent()).hasSize(1);
        assertThat(ask.subject()).isEqualTo("2026-10-LE-DE-LE-US");
        assertThat(ask.data().path("projectIds").toString()).isEqualTo("[\"P-1009\"]");
        journal(ask, Journal.State.HELD);

        time("T-3", "W-0028", "LE-DE", "2026-10-14", 31);
        time("T-4", "W-0028", "LE-DE", "2026-10-15", 32);
        assertThat(lent()).as("every new hour belongs to the same ask").isEmpty();

        rate("CR-1", "68.1308", 51);
        assertThat(lent()).as("there still is no exchange rate").isEmpty();
        keep("reference.fxrate.changed.v1", "FX-1", EUR_TO_USD, 52);
        assertThat(lent())
                .extracting(Event::id)
                .containsExactly(
                        "intercompany-due-2026-10-LE-DE-LE-US-P-1009-32-1-179865",
                        "intercompany-due-2026-10-LE-DE-LE-US-2");
        journal(lent().get(1), Journal.State.ACCEPTED);
        assertThat(lent()).extracting(Event::subject).containsExactly("2026-10-LE-DE-LE-US-P-1009");
    }

    @Test
    void a_charge_is_asked_for_when_there_is_one_also_for_a_changed_cost_rate_and_time_taken_back() {
        due("2026-11-02T12:00:00Z");
        rate("CR-1", "68.1308", 51);
        keep("reference.fxrate.changed.v1", "FX-1", EUR_TO_USD, 52);
        charged(lent().get(0), "1", "54504", "59955");
        assertThat(lent()).as("nothing is owed any more").isEmpty();

        rate("CR-1", "70.2500", 53);
        assertThat(lent())
                .extracting(Event::id)
                .as("8 h x 70.25 x 1.1 less 599.55")
                .containsExactly("intercompany-due-2026-10-LE-DE-LE-US-P-1009-9-2-1865");

        rate("CR-1", "68.1308", 54);
        Map<String, Object> back = Map.of(
                "timeEntryId",
                "T-2",
                "workerId",
                "W-0028",
                "projectId",
                "P-1009",
                "workDate",
                "2026-10-13",
                "minutes",
                480,
                "billable",
                true,
                "status",
                "SUBMITTED",
                "legalEntityId",
                "LE-DE",
                "roleId",
                "SAR");
        Event taken = Canon.event("time.unapproved.v1", "T-2", Json.mapper().valueToTree(back));
        database.inTransaction(connection -> {
            snapshots.storeTime(connection, Map.of(55L, taken));
            return null;
        });
        assertThat(lent())
                .extracting(Event::id)
                .containsExactly("intercompany-due-2026-10-LE-DE-LE-US-P-1009-55-2--59955");
    }

    private List<Event> lent() {
        return ends.due().stream()
                .filter(event -> event.type().equals("intercompany.due.v1"))
                .toList();
    }

    private void rate(String id, String amount, long eventNo) {
        keep(
                "costrate.changed.v1",
                id,
                Json.tree(
                        """
                        {"costRateId":"%s","version":%d,"legalEntityId":"LE-DE","roleId":"SAR","from":"2026-01-01",
                         "rate":{"amount":"%s","currency":"EUR"}}"""
                                .formatted(id, eventNo, amount)),
                eventNo);
    }

    private void charged(Event ask, String run, String cost, String charge) {
        keep(
                "intercompany.charged.v1",
                "IC-" + run,
                Json.tree(
                        """
                        {"chargeId":"IC-%s","version":1,"fromEntityId":"LE-DE","toEntityId":"LE-US","projectId":"P-1009",
                         "servicePeriod":"2026-10","period":"2026-10","run":%s,"minutes":480,"policyId":"cost_plus_10",
                         "cost":{"amount":"%s","currency":"EUR"},"charge":{"amount":"%s","currency":"EUR"},
                         "received":{"amount":"647.51","currency":"USD"},"fxRate":"1.0800000000"}"""
                                .formatted(run, run, euros(cost), euros(charge))),
                60);
        assertThat(ask.id()).endsWith("-" + run + "-" + charge);
    }

    private static String euros(String cents) {
        return new java.math.BigDecimal(cents).movePointLeft(2).toPlainString();
    }
}
