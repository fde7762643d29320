package io.throughline;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.delivery.Ledger;
import io.throughline.journal.Audit;
import io.throughline.journal.Database;
import io.throughline.journal.Entities;
import io.throughline.journal.Journal;
import io.throughline.journal.Knowledge;
import io.throughline.journal.Snapshotting;
import io.throughline.journal.StoreContract;
import io.throughline.journal.TestDatabases;
import io.throughline.journal.TimeFactStore;
import io.throughline.journal.Xrefs;
import io.throughline.people.Canon;
import io.throughline.people.DemoFirm;
import io.throughline.work.BillFixedPriceRules;
import io.throughline.work.Contract;
import io.throughline.work.Deals;
import io.throughline.work.Months;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The end of a month, where the entity is, makes revenue, charges and fees due; late time makes them due again. */
class PeriodEndsTest extends StoreContract {

    private static final com.fasterxml.jackson.databind.JsonNode EUR_TO_USD = Json.tree(
            """
            {"fxRateId":"FX-1","version":1,"from":"EUR","to":"USD","type":"CLOSING","date":"2026-10-31",
             "rate":"1.0800000000"}""");

    private Stores stores;
    private Snapshotting snapshots;
    private PeriodEnds ends;

    @Override
    protected Database open() {
        return TestDatabases.h2(folder);
    }

    @BeforeEach
    void know() {
        Entities entities = new Entities(seal, clock);
        Xrefs xrefs = new Xrefs(database, clock);
        Knowledge knowledge = new Knowledge(database, entities, xrefs);
        Audit audit = new Audit(database, clock, "node");
        stores = new Stores(
                database,
                new Journal(database, seal, clock, "node"),
                new Ledger(database, seal, knowledge, audit, clock, "node/1", Duration.ofMinutes(1), java.util.Set::of),
                knowledge,
                entities,
                xrefs,
                new TimeFactStore(database),
                null,
                null,
                null,
                audit,
                null,
                null);
        snapshots = new Snapshotting(knowledge, entities, stores.times());
        Contract shared = Months.contract("1009", "TM", "USD", "LE-US", "");
        Contract retainer = Months.contract(
                "1010", "RETAINER", "USD", "LE-US", ",\"price\":{\"amount\":\"18000.00\",\"currency\":\"USD\"}");
        Contract poc = Months.contract("1005", "FIXED_POC", "EUR", "LE-DE", "");
        for (Contract contract : List.of(shared, retainer, poc)) {
            keep("contract.signed.v1", contract.contractId(), contract, 1);
            keep("project.created.v1", "P-" + contract.contractId().substring(3), Months.project(contract), 1);
        }
        DemoFirm.snapshots().each((object, id, value) -> {
            if (object.equals("legal-entity")) {
                keep("reference.legalentity.changed.v1", id, value, 1);
            }
        });
        keep("customer.created.v1", "C-02", Deals.CALDER, 1);
        ends = new PeriodEnds(
                stores,
                (BillFixedPriceRules) RuleBeans.build(stores, clock, Duration.ZERO, WorkerPolicy.DEFAULT)
                        .get("bill-fixed-price-rules"),
                clock);
        time("T-1", "W-0013", "LE-US", "2026-10-12", 7);
        time("T-2", "W-0028", "LE-DE", "2026-10-13", 9);
    }

    private void keep(String type, String id, Object value, long eventNo) {
        Event event = Canon.event(type, id, value);
        database.inTransaction(connection -> {
            snapshots.store(connection, event, eventNo);
            return null;
        });
    }

    private void time(String id, String worker, String entity, String date, long eventNo) {
        time(id, worker, entity, date, eventNo, null, 480);
    }

    private void time(String id, String worker, String entity, String date, long eventNo, String price, int minutes) {
        Map<String, Object> entry = new java.util.HashMap<>(Map.of(
                "timeEntryId",
                id,
                "workerId",
                worker,
                "projectId",
                "P-1009",
                "workDate",
                date,
                "minutes",
                minutes,
                "billable",
                true,
                "status",
                "TRANSFERRED",
                "legalEntityId",
                entity,
                "roleId",
                "SAR"));
        if (price != null) {
            entry.put("billRate", Map.of("amount", price, "currency", "USD"));
        }
        Event event = Canon.event("time.transferred.v1", id, Json.mapper().valueToTree(entry));
        database.inTransaction(connection -> {
            snapshots.storeTime(connection, Map.of(eventNo, event));
            return null;
        });
    }

    private List<String> due(String at) {
        clock.advance(Duration.between(clock.instant(), Instant.parse(at)));
        return ends.due().stream().map(Event::id).toList();
    }

    @Test
    void a_month_is_over_when_it_is_over_where_the_entity_is() {
        assertThat(due("2026-11-01T03:59:00Z"))
                .as("still October in New York, September is long over")
                .containsExactly("revenue-due-CT-1010-2026-09-1-0", "billing-BC-P-1010-2026-09-1");
        assertThat(due("2026-11-01T04:00:00Z"))
                .containsExactly(
                        "revenue-due-CT-1009-2026-10-1-9",
                        "revenue-due-CT-1010-2026-10-1-0",
                        "billing-BC-P-1010-2026-10-1",
                        "intercompany-due-2026-10-LE-DE-LE-US-1");
    }

    @Test
    void a_retainer_that_ran_before_it_was_known_is_billed_from_the_next_whole_month() {
        stores.journal()
                .chained(chain -> database.inTransaction(connection -> {
                    stores.journal()
                            .append(
                                    connection,
                                    chain,
                                    List.of(new Journal.Draft(
                                            stores.journal().nextNumber(connection),
                                            contractEvent(),
                                            Journal.State.ACCEPTED,
                                            List.of(),
                                            "test")));
                    return null;
                }));
        assertThat(due("2026-11-10T12:00:00Z"))
                .as("October was billed elsewhere")
                .noneMatch(id -> id.contains("1010"));
        clock.advance(Duration.ofDays(30));
        assertThat(ends.due())
                .filteredOn(event -> event.subject().equals("CT-1010"))
                .first()
                .satisfies(
                        event -> assertThat(event.data().path("since").asText()).isEqualTo("2026-11"));
    }

    @Test
    void a_fee_that_a_gate_held_stays_due_and_is_told_of_after_the_third_working_day() {
        clock.advance(Duration.between(clock.instant(), Instant.parse("2026-10-02T12:00:00Z")));
        Contract retainer = Months.contract(
                "1010", "RETAINER", "USD", "LE-US", ",\"price\":{\"amount\":\"18000.00\",\"currency\":\"USD\"}");
        retainer = Canon.with(Canon.with(retainer, "signedAt", "2026-09-20"), "from", "2026-10-01");
        keep("contract.amended.v1", "CT-1010", Canon.with(retainer, "poRequired", true), 71);
        journal(contractEvent(), Journal.State.ACCEPTED);
        RetainerEnds fees = new RetainerEnds(
                stores,
                (BillFixedPriceRules) RuleBeans.build(stores, clock, Duration.ZERO, WorkerPolicy.DEFAULT)
                        .get("bill-fixed-price-rules"),
                new io.throughline.money.PostingPeriods(stores.knowledge(), clock));
        assertThat(due("2026-11-02T12:00:00Z")).noneMatch(id -> id.contains("billing-BC-P-1010"));
        assertThat(fees.late()).isEmpty();
        clock.set(Instant.parse("2026-11-05T12:00:00Z"));
        assertThat(fees.late()).singleElement().satisfies(late -> {
            assertThat(late.readiness().billingCycleId()).isEqualTo("BC-P-1010-2026-10");
            assertThat(late.readiness().blockers().get(0).gate()).isEqualTo("V-INV-03");
            assertThat(late.finding().direct()).isEqualTo(io.throughline.money.Money.of("18000.00", "USD"));
        });

        keep("contract.amended.v1", "CT-1010", retainer, 73);
        keep(
                "period.reopened.v1",
                "LE-US-2026-10",
                Json.tree(
                        """
                        {"periodId":"LE-US-2026-10","version":1,"legalEntityId":"LE-US","from":"2026-10-01",
                         "to":"2026-10-31","state":"OPEN"}"""),
                74);
        assertThat(due("2026-12-02T12:00:00Z"))
                .as("October as well as November")
                .contains("billing-BC-P-1010-2026-10-1", "billing-BC-P-1010-2026-11-1");
    }

    private static Event contractEvent() {
        return event("c1", "contract.signed.v1", "CT-1010", 1, "{}");
    }

    @Test
    void late_time_makes_the_month_due_again() {
        List<String> first = due("2026-11-02T12:00:00Z");
        time("T-3", "W-0028", "LE-DE", "2026-10-14", 31);

        assertThat(ends.due())
                .extracting(Event::id)
                .filteredOn(id -> !first.contains(id))
                .containsExactly("revenue-due-CT-1009-2026-10-1-31");
    }

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

    @Test
    void a_cycle_that_a_rule_held_is_asked_for_again_when_it_can_be_billed_and_only_then() {
        due("2026-11-02T12:00:00Z");
        Contract capped = Months.contract(
                "1009",
                "TM",
                "USD",
                "LE-US",
                ",\"poNumber\":\"PO-1\",\"poRemaining\":{\"amount\":\"1720.00\",\"currency\":\"USD\"}");
        keep("contract.amended.v1", "CT-1009", capped, 61);
        DueInvoices invoices = invoices();
        time("T-1", "W-0013", "LE-US", "2026-10-12", 62, "215.0000", 480);
        time("T-2", "W-0028", "LE-DE", "2026-10-13", 63, "215.0000", 0);
        Event first = invoices.due().get(0);
        assertThat(first.id()).isEqualTo("billing-BC-P-1009-2026-10-1");
        journal(first, Journal.State.HELD);
        time("T-5", "W-0013", "LE-US", "2026-10-14", 64, "215.0000", 480);
        assertThat(invoices.due()).as("more than the purchase order has left").isEmpty();

        keep(
                "contract.amended.v1",
                "CT-1009",
                Months.contract("1009", "TM", "USD", "LE-US", ",\"poNumber\":\"PO-2\""),
                65);
        assertThat(invoices.due()).extracting(Event::id).containsExactly("billing-BC-P-1009-2026-10-1-2");
        assertThat(invoices.due().get(0).subject()).isEqualTo(first.subject());
    }

    private DueInvoices invoices() {
        io.throughline.journal.BillingStore billed =
                new io.throughline.journal.BillingStore(database, stores.knowledge());
        return new DueInvoices(
                stores,
                new io.throughline.work.BillProjectRules(
                        stores.knowledge(), stores.times(), billed, io.throughline.people.Routing.shipped(), clock),
                billed,
                clock);
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

    private void journal(Event event, Journal.State state) {
        stores.journal()
                .chained(chain -> database.inTransaction(connection -> {
                    stores.journal()
                            .append(
                                    connection,
                                    chain,
                                    List.of(new Journal.Draft(
                                            stores.journal().nextNumber(connection), event, state, List.of(), "test")));
                    return null;
                }));
    }

    @Test
    void cost_to_cost_waits_for_an_estimate_and_a_closed_month_bills_no_fee() {
        due("2026-11-02T12:00:00Z");
        keep(
                "contract.amended.v1",
                "CT-1005",
                Months.contract(
                        "1005",
                        "FIXED_POC",
                        "EUR",
                        "LE-DE",
                        ",\"eac\":[{\"asOf\":\"2026-01-01\",\"totalCost\":{\"amount\":\"1.00\",\"currency\":\"EUR\"}}]"),
                41);
        keep(
                "reference.legalentity.changed.v1",
                "LE-DE",
                DemoFirm.snapshots()
                        .latest("legal-entity", "LE-DE", Object.class)
                        .orElseThrow(),
                42);
        keep(
                "period.closed.v1",
                "LE-US-2026-10",
                Map.of(
                        "periodId",
                        "LE-US-2026-10",
                        "version",
                        1,
                        "legalEntityId",
                        "LE-US",
                        "from",
                        "2026-10-01",
                        "to",
                        LocalDate.of(2026, 10, 31).toString(),
                        "state",
                        "CLOSED"),
                43);

        assertThat(ends.due()).extracting(Event::id).doesNotContain("billing-BC-P-1010-2026-10-1");
        assertThat(ends.due())
                .extracting(Event::subject)
                .as("no time on it yet")
                .doesNotContain("CT-1005");
    }
}
