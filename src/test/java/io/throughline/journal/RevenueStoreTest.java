package io.throughline.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.money.Money;
import io.throughline.money.RevenueFacts.Recognised;
import io.throughline.people.Canon;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;

/** Revenue to date is what accepted proposals add up to, by month of service. */
class RevenueStoreTest extends StoreContract {

    @Override
    protected Database open() {
        return TestDatabases.h2(folder);
    }

    @Test
    void proposals_add_up_and_what_is_posted_adds_nothing() {
        RevenueStore store = new RevenueStore(database);
        keep(event("revenue.proposed.v1", "REV-1", "2026-09", "75000.00", "0.00"), 1);
        keep(event("revenue.proposed.v1", "REV-2", "2026-10", "45000.00", "10000.00"), 2);
        keep(event("revenue.posted.v1", "REV-2", "2026-10", "45000.00", "10000.00"), 3);
        keep(event("revenue.proposed.v1", "REV-3", "2026-10", "-500.00", "0.00"), 4);

        Money none = Money.zero("EUR");
        assertThat(store.of("CT-1005"))
                .containsExactly(
                        new Recognised(YearMonth.of(2026, 9), Money.of("75000.00", "EUR"), none, none, 1),
                        new Recognised(
                                YearMonth.of(2026, 10),
                                Money.of("44500.00", "EUR"),
                                Money.of("10000.00", "EUR"),
                                none,
                                2));
        assertThat(store.of("CT-1001")).isEmpty();
    }

    private void keep(Event event, long eventNo) {
        Entities entities = new Entities(seal, clock);
        Knowledge knowledge = new Knowledge(database, entities, new Xrefs(database, clock));
        database.inTransaction(connection -> {
            new Snapshotting(knowledge, entities, new TimeFactStore(database)).store(connection, event, eventNo);
            return null;
        });
    }

    private static Event event(String type, String id, String month, String amount, String provision) {
        ObjectNode data = (ObjectNode) Json.tree(
                """
                {"revenueEventId":"%s","version":1,"contractId":"CT-1005","projectId":"P-1005","method":"COST_TO_COST",
                 "period":"2026-10","servicePeriod":{"from":"%s-01","to":"%s-28"},
                 "amount":{"amount":"%s","currency":"EUR"},"provision":{"amount":"%s","currency":"EUR"},"status":"PROPOSED"}"""
                        .formatted(id, month, month, amount, provision));
        return Canon.event(type, id, data);
    }
}
