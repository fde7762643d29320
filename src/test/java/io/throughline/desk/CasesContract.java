package io.throughline.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Step;
import io.throughline.contract.Violation;
import io.throughline.delivery.Cases;
import io.throughline.delivery.Ledger;
import io.throughline.delivery.StepState;
import io.throughline.desk.ParkedBook.Waiting;
import io.throughline.journal.Audit;
import io.throughline.journal.Entities;
import io.throughline.journal.Journal;
import io.throughline.journal.Knowledge;
import io.throughline.journal.Parking;
import io.throughline.journal.StoreContract;
import io.throughline.journal.Xrefs;
import io.throughline.money.Exposure.Severity;
import io.throughline.money.Money;
import io.throughline.work.Exposed;
import io.throughline.work.MoneyAtRisk.Finding;
import io.throughline.work.UnbilledCycles.Cycle;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cases are kept one per failing fact, found again, and closed when the fact goes through or does not wait any more. */
abstract class CasesContract extends StoreContract {

    private static final Violation REFUSED = Violation.hold("USER_ERROR", "", "employee W-1 is inactive");

    private Journal journal;
    private Ledger ledger;
    private Cases cases;
    private CaseBook book;
    private ParkedBook parked;
    private Parking parking;

    @BeforeEach
    void openStores() {
        Knowledge known = new Knowledge(database, new Entities(seal, clock), new Xrefs(database, clock));
        Audit audit = new Audit(database, clock, "node-1");
        journal = new Journal(database, seal, clock, "node-1");
        ledger =
                new Ledger(database, seal, known, audit, clock, "node-1/now", Duration.ofMinutes(2), java.util.Set::of);
        cases = new Cases(clock);
        book = new CaseBook(clock);
        parked = new ParkedBook(seal);
        parking = new Parking(seal, clock);
    }

    @Test
    void a_fact_that_stops_twice_is_one_case_seen_twice() {
        long event = journaled(event("e1"));
        long step = planned(event, "e1", StepState.PLANNED, null);
        stop(event, step, REFUSED);
        clock.advance(Duration.ofMinutes(5));
        stop(event, step, Violation.hold("OTHER", "", "something else"));

        DeskCase one = only();
        assertThat(one.times()).isEqualTo(2);
        assertThat(one.openedAt()).isEqualTo(NOW);
        assertThat(one.lastSeen()).isEqualTo(NOW.plusSeconds(300));
        assertThat(one.rule()).isEqualTo("OTHER");
        assertThat(one.eventId()).isEqualTo("e1");
        assertThat(one.eventType()).isEqualTo("worker.hired.v1");
        assertThat(one.step().operation()).isEqualTo("employee");
    }

    @Test
    void cases_of_one_cause_share_a_group_whatever_object_they_are_about() {
        long first = journaled(event("e1"));
        long second = journaled(event("e2", "worker.hired.v1", "W-0003", 1, "{}"));
        stop(first, planned(first, "e1", StepState.PLANNED, null), REFUSED);
        stop(
                second,
                planned(second, "e2", StepState.PLANNED, null),
                Violation.hold("USER_ERROR", "", "employee W-2 is inactive"));
        long third = journaled(event("e3", "worker.hired.v1", "W-0004", 1, "{}"));
        stop(
                third,
                planned(third, "e3", StepState.PLANNED, null),
                Violation.hold("USER_ERROR", "", "no such subsidiary"));

        List<String> groups = openCases().stream().map(DeskCase::group).toList();
        assertThat(groups.get(0)).isEqualTo(groups.get(1)).isNotEqualTo(groups.get(2));
    }

    @Test
    void several_findings_of_one_event_are_one_case_and_a_warning_alone_is_none() {
        long event = journaled(event("e1"));
        database.inTransaction(connection -> {
            cases.open(
                    connection,
                    event,
                    null,
                    "worker:W-0002",
                    "rules/x",
                    null,
                    "HELD",
                    List.of(Violation.warn("W", "", "only said"), REFUSED, Violation.hold("V-2", "/a", "too")));
            cases.open(connection, event, null, "k", "rules/x", null, "HELD", List.of(Violation.warn("W", "", "said")));
            return null;
        });

        assertThat(only().rule()).isEqualTo("USER_ERROR");
        assertThat(Json.tree(only().findings())).hasSize(2);
    }

    @Test
    void a_step_that_is_applied_closes_its_case_and_says_so() {
        long event = journaled(event("e1"));
        long step = planned(event, "e1", StepState.PLANNED, null);
        stop(event, step, REFUSED);

        database.inTransaction(connection -> {
            cases.closeForSteps(connection, List.of(step, 999L));
            return null;
        });

        assertThat(openCases()).isEmpty();
        DeskCase closed =
                database.read(connection -> book.closed(connection, 10)).get(0);
        assertThat(closed.closedBy()).isEqualTo("the step was applied");
        assertThat(closed.closed()).isTrue();
    }

    @Test
    void a_later_event_about_the_object_closes_the_case_of_a_held_one() {
        stop(held(event("e1")), null, REFUSED);

        accepted(event("e2"));

        assertThat(openCases()).isEmpty();
    }

    @Test
    void an_event_of_another_kind_another_field_or_a_later_date_and_an_older_one_close_nothing() {
        stop(held(change("e1", "worker.orgchanged.v1", 5, "org.costCenterId", "2026-11-01")), null, REFUSED);

        accepted(change("e2", "worker.profilechanged.v1", 6, "name.legal.family", "2026-11-01"));
        accepted(change("e3", "worker.orgchanged.v1", 6, "org.managerId", "2026-11-01"));
        accepted(change("e4", "worker.orgchanged.v1", 6, "org.costCenterId", "2026-12-01"));
        accepted(change("e5", "worker.orgchanged.v1", 4, "org.costCenterId", "2026-11-01"));
        accepted(event("e6", "worker.hired.v1", "W-1", 7, "{\"workerId\":\"W-1\"}"));
        assertThat(openCases()).hasSize(1);

        accepted(change("e7", "worker.orgchanged.v1", 6, "org.costCenterId", "2026-11-01"));
        assertThat(openCases()).isEmpty();
    }

    @Test
    void an_event_of_another_kind_that_carries_the_whole_object_closes_the_case() {
        stop(held(event("e1", "project.created.v1", "P-1", 1, "{}")), null, REFUSED);

        accepted(event("e2", "project.changed.v1", "P-1", 2, "{}"));

        assertThat(openCases()).isEmpty();
    }

    @Test
    void a_case_of_a_flow_that_was_held_on_its_way_is_closed_by_no_other_event() {
        stop(journaled(event("e1")), null, REFUSED);

        accepted(event("e2"));

        assertThat(openCases()).hasSize(1);
    }

    @Test
    void what_was_found_out_about_a_case_is_read_back_as_it_was_written() {
        long event = journaled(event("e1"));
        stop(event, null, REFUSED);
        Cycle cycle = new Cycle(
                "BC-P-1003-2026-10B", OffsetDateTime.parse("2026-10-31T23:59:59-04:00"), Money.of("64210.00", "USD"));
        Finding finding = new Finding("P-1003", "C-02", Money.of("4565.00", "USD"), true, List.of(cycle), 1410, false);
        Assessment assessment = new Assessment("Core", "Calder", finding, null);
        Exposed exposed = Exposed.of(List.of(finding)).get(0);

        database.inTransaction(connection -> {
            long no = book.open(connection).get(0).no();
            book.assessed(
                    connection,
                    no,
                    Cause.of(book.find(connection, no).orElseThrow(), null),
                    new Remedies.Remedy("finance", "fix", "Fix it."),
                    assessment,
                    exposed,
                    exposed.total(),
                    Severity.CRITICAL);
            book.assign(connection, no, "ann");
            return null;
        });

        DeskCase one = only();
        assertThat(one.assessment().finding().direct()).isEqualTo(finding.direct());
        assertThat(one.assessment().finding().cycles().get(0).unbilled()).isEqualTo(cycle.unbilled());
        assertThat(one.assessment().finding().cycles().get(0).cutOff()).isEqualTo(cycle.cutOff());
        assertThat(one.severity()).isEqualTo("CRITICAL");
        assertThat(one.assignedTo()).isEqualTo("ann");
        assertThat(one.owner()).isEqualTo("finance");
        assertThat(database.<List<DeskCase>>read(connection -> book.unassessed(connection, NOW.minusSeconds(60), 10)))
                .isEmpty();
        assertThat(database.<List<DeskCase>>read(connection -> book.unassessed(connection, NOW.plusSeconds(1), 10)))
                .hasSize(1);
    }

    @Test
    void a_case_without_money_is_kept_too() {
        stop(journaled(event("e1")), null, REFUSED);

        database.inTransaction(connection -> {
            long no = book.open(connection).get(0).no();
            Finding none = new Finding(null, null, null, true, List.of(), 0, false);
            book.assessed(
                    connection,
                    no,
                    Cause.of(book.find(connection, no).orElseThrow(), null),
                    new Remedies.Remedy("hr", "look", "Look."),
                    new Assessment(null, null, none, null),
                    null,
                    null,
                    Severity.MEDIUM);
            return null;
        });

        assertThat(only().assessment().finding().cycles()).isEmpty();
        assertThat(only().severity()).isEqualTo("MEDIUM");
    }

    @Test
    void what_waits_too_long_becomes_a_case_that_closes_when_it_waits_no_more() {
        Event fact = event("p1", "time.approved.v1", "unresolved", 1, "{\"type\":\"time.approved.v1\",\"data\":{}}");
        long event = journaled(event("e1"));
        long step = planned(event, "e1", StepState.PARKED, "project:P-1@netsuite");
        database.inTransaction(connection -> {
            parking.park(connection, fact, "project@kantata:41003", "file:x", Journal.Provenance.NONE);
            return null;
        });
        assertThat(overdue()).isEmpty();
        clock.advance(Duration.ofMinutes(6));

        assertThat(overdue())
                .extracting(Waiting::waitsFor)
                .containsExactly("project@kantata:41003", "project:P-1@netsuite");
        watched();
        watched();

        assertThat(openCases()).hasSize(2).allSatisfy(one -> {
            assertThat(one.kind()).isEqualTo("PARKED");
            assertThat(one.rule()).isEqualTo("AWAITS");
        });
        assertThat(openCases()).extracting(DeskCase::eventId).containsExactly("p1", "e1");
        database.inTransaction(connection -> {
            parking.unpark(connection, List.of(fact));
            return null;
        });
        watched();
        assertThat(openCases()).extracting(DeskCase::eventId).containsExactly("e1");
        release(step);
        watched();
        assertThat(openCases()).isEmpty();
    }

    @Test
    void what_waits_too_long_is_one_case_when_two_nodes_open_it() {
        long event = journaled(event("e1"));
        long step = planned(event, "e1", StepState.PARKED, "project:P-1@netsuite");
        Event fact = event("p1", "time.approved.v1", "unresolved", 1, "{\"type\":\"time.approved.v1\",\"data\":{}}");
        database.inTransaction(connection -> {
            parking.park(connection, fact, "project@kantata:41003", "file:x", Journal.Provenance.NONE);
            return null;
        });
        clock.advance(Duration.ofMinutes(6));
        List<Waiting> overdue = overdue();

        assertThat(opened(overdue)).isEqualTo(2);
        assertThat(opened(overdue)).isZero();

        assertThat(openCases()).hasSize(2);
        database.inTransaction(connection -> {
            cases.closeForSteps(connection, List.of(step));
            return null;
        });
        assertThat(opened(overdue)).as("it waits anew").isEqualTo(1);
    }

    private long opened(List<Waiting> overdue) {
        return database.inTransaction(connection -> {
            long opened = 0;
            for (Waiting one : overdue) {
                opened += parked.open(connection, one, clock.instant()).isPresent() ? 1 : 0;
            }
            return opened;
        });
    }

    @Test
    void a_fact_that_a_person_takes_up_keeps_where_it_came_from() {
        Event fact = event("p1", "time.approved.v1", "unresolved", 1, "{\"type\":\"time.approved.v1\",\"data\":{}}");
        Journal.Provenance provenance = new Journal.Provenance(17, "anna", "kantata/time.in.jslt", "abc");
        database.inTransaction(connection -> {
            parking.park(connection, fact, "project@kantata:41003", "file:kantata/hours.csv#R-1", provenance);
            return null;
        });
        clock.advance(Duration.ofMinutes(6));
        watched();
        List<Parking.Parked> taken = new ArrayList<>();
        Preparation preparation =
                new Preparation(database, parked, ledger, null, (waiting, batch) -> taken.add(waiting));

        preparation.unpark(new Decision(only(), "replay", "ben", Json.mapper().createObjectNode()));

        assertThat(taken).singleElement().satisfies(one -> {
            assertThat(one.origin()).isEqualTo("file:kantata/hours.csv#R-1");
            assertThat(one.provenance()).isEqualTo(provenance);
            assertThat(one.waitsFor()).isEqualTo("project@kantata:41003");
        });
    }

    @Test
    void open_cases_are_listed_by_money_a_page_at_a_time_and_what_nobody_has_assessed_first() {
        long small = assessed("e1", "100.00", "a is wrong");
        long great = assessed("e2", "9000.00", "b is wrong");
        long middle = assessed("e3", "500.00", "a is wrong");
        long fresh = stopped("e4", "c is wrong");

        assertThat(page(10, null)).containsExactly(fresh, great, middle, small);
        assertThat(page(2, null)).containsExactly(fresh, great);
        assertThat(page(2, great)).containsExactly(middle, small);
        assertThat(page(2, small)).isEmpty();
    }

    @Test
    void causes_are_listed_by_the_money_of_all_their_cases_with_how_many_there_are() {
        for (int i = 0; i < 210; i++) {
            assessed("e" + i, "100.00", "a is wrong");
        }
        assessed("x", "9000.00", "b is wrong");

        List<CaseList.Group> groups = database.read(
                connection -> new CaseList(book).groups(connection, new Query("groups", null, null, null, 10, null)));

        assertThat(groups).extracting(CaseList.Group::count).containsExactly(210, 1);
        assertThat(groups.get(0).cases()).hasSize(CaseList.SHOWN);
        assertThat(groups.get(0).assessments()).hasSize(210);
        assertThat(groups.get(0).timesSeen()).isEqualTo(210);
        String first = groups.get(0).cases().get(0).group();
        assertThat(database.<List<CaseList.Group>>read(connection ->
                        new CaseList(book).groups(connection, new Query("groups", null, "rules", "OPEN", 10, first))))
                .singleElement()
                .satisfies(group -> assertThat(group.count()).isEqualTo(1));
    }

    private List<Long> page(int limit, Long after) {
        Query query = new Query(null, null, null, null, limit, after == null ? null : after.toString());
        return database.<List<DeskCase>>read(connection -> new CaseList(book).page(connection, query)).stream()
                .map(DeskCase::no)
                .toList();
    }

    private long stopped(String id, String message) {
        long event = journaled(event(id, "worker.hired.v1", "W-" + id, 1, "{}"));
        stop(event, null, Violation.hold("USER_ERROR", "", message));
        return database.<List<DeskCase>>read(connection -> book.unassessed(connection, NOW, 1))
                .get(0)
                .no();
    }

    private long assessed(String id, String amount, String message) {
        long no = stopped(id, message);
        Finding finding = new Finding(null, null, Money.of(amount, "USD"), false, List.of(), 0, false);
        Exposed exposed = Exposed.of(List.of(finding)).get(0);
        database.inTransaction(connection -> {
            book.assessed(
                    connection,
                    no,
                    Cause.of(book.find(connection, no).orElseThrow(), null),
                    new Remedies.Remedy("finance", "fix", "Fix it."),
                    new Assessment(null, null, finding, null),
                    exposed,
                    exposed.total(),
                    Severity.MEDIUM);
            return null;
        });
        return no;
    }

    private void watched() {
        database.inTransaction(connection -> {
            parked.closeArrived(connection, clock.instant());
            for (Waiting waiting : parked.overdue(connection, clock.instant().minusSeconds(300), 10)) {
                parked.open(connection, waiting, clock.instant());
            }
            return null;
        });
    }

    private List<Waiting> overdue() {
        return database.read(
                connection -> parked.overdue(connection, clock.instant().minusSeconds(300), 10));
    }

    private void release(long step) {
        database.inTransaction(connection -> {
            try (var update = connection.prepareStatement("update step set state = 'PLANNED' where step_no = ?")) {
                update.setLong(1, step);
                return update.executeUpdate();
            }
        });
    }

    private void stop(long event, Long step, Violation finding) {
        database.inTransaction(connection -> {
            cases.open(
                    connection,
                    event,
                    step,
                    "worker:W-0002",
                    step == null ? "rules/worker.hired.v1" : "netsuite/employee",
                    step == null ? null : "netsuite",
                    step == null ? "HELD" : "DEAD",
                    List.of(finding));
            return null;
        });
    }

    private void accepted(Event event) {
        database.inTransaction(connection -> {
            cases.closeFor(connection, List.of(event), (within, number) -> journal.find(within, number)
                    .map(Journal.Entry::event));
            return null;
        });
    }

    private static Event change(String id, String type, long version, String field, String from) {
        return event(
                id,
                type,
                "W-1",
                version,
                "{\"workerId\":\"W-1\",\"changes\":[{\"field\":\"" + field + "\",\"new\":\"X\"}],\"effectiveDate\":\""
                        + from + "\"}",
                LocalDate.parse(from));
    }

    private long held(Event event) {
        return journaled(event, Journal.State.HELD);
    }

    private long journaled(Event event) {
        return journaled(event, Journal.State.ACCEPTED);
    }

    private long journaled(Event event, Journal.State state) {
        return journal.chained(chain -> database.inTransaction(connection -> {
            long number = journal.nextNumber(connection);
            journal.append(
                    connection,
                    chain,
                    List.of(new Journal.Draft(number, event, state, List.of(), "test", Journal.Provenance.NONE)));
            return number;
        }));
    }

    private long planned(long event, String eventId, StepState state, String waitsFor) {
        return database.inTransaction(connection -> {
            long number = ledger.nextNumber(connection);
            Step step = Step.of(
                    "erp",
                    "netsuite",
                    "employee",
                    "worker:" + eventId,
                    Json.mapper().createObjectNode());
            ledger.append(connection, List.of(new Ledger.Draft(number, event, eventId, "flow", step, state, waitsFor)));
            return number;
        });
    }

    private List<DeskCase> openCases() {
        return database.read(book::open);
    }

    private DeskCase only() {
        assertThat(openCases()).hasSize(1);
        return openCases().get(0);
    }
}
