package io.throughline.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.throughline.alerts.AlertPolicy;
import io.throughline.alerts.AlertRows;
import io.throughline.alerts.Alerts;
import io.throughline.alerts.Notice;
import io.throughline.alerts.Notices;
import io.throughline.contract.Violation;
import io.throughline.delivery.Cases;
import io.throughline.delivery.Ledger;
import io.throughline.journal.Audit;
import io.throughline.journal.Entities;
import io.throughline.journal.Journal;
import io.throughline.journal.Knowledge;
import io.throughline.journal.StoreContract;
import io.throughline.journal.Xrefs;
import io.throughline.mapping.MappingFiles;
import io.throughline.money.Exposure.Severity;
import io.throughline.money.Money;
import io.throughline.work.Exposed;
import io.throughline.work.GroupCurrency;
import io.throughline.work.MoneyAtRisk.Finding;
import io.throughline.work.UnbilledCycles.Cycle;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An alert of cases says what is open of its cause: all of it, as it is now, and again when it becomes more urgent. */
abstract class CaseAlertsContract extends StoreContract {

    private static final Violation REFUSED = Violation.hold("USER_ERROR", "", "employee W-1 is inactive");
    private static final Cycle CYCLE = new Cycle(
            "BC-P-1003-2026-10B", OffsetDateTime.parse("2026-10-31T23:59:59-04:00"), Money.of("64210.00", "USD"));

    private Journal journal;
    private Cases cases;
    private CaseBook book;
    private Notices notices;
    private CaseAlerts watched;
    private int last;

    @BeforeEach
    void openStores() {
        Knowledge known = new Knowledge(database, new Entities(seal, clock), new Xrefs(database, clock));
        Audit audit = new Audit(database, clock, "node-1");
        journal = new Journal(database, seal, clock, "node-1");
        Ledger ledger =
                new Ledger(database, seal, known, audit, clock, "node-1/now", Duration.ofMinutes(2), java.util.Set::of);
        cases = new Cases(clock);
        book = new CaseBook(clock);
        Remedies remedies = new Remedies(MappingFiles.ofClassPath());
        CaseWatch watch = new CaseWatch(
                database,
                audit,
                book,
                new ParkedBook(seal),
                ledger,
                journal,
                known,
                null,
                new GroupCurrency(known, "USD", clock),
                remedies,
                Duration.ofMinutes(5),
                clock);
        Alerts alerts = new Alerts(AlertPolicy.of("log", Duration.ofMinutes(30), 50, 100), audit.self(), clock);
        notices = new Notices(database, alerts, "", clock);
        watched = new CaseAlerts(database, audit, book, new CaseJson(watch, remedies, 10, clock), alerts, clock);
    }

    @Test
    void an_alert_that_grows_speaks_of_everything_that_is_open_and_not_of_what_came_last() {
        List<Long> first = stopped(260, worth("10.00", List.of(CYCLE), true));
        watched.look();
        assertThat(only().path("summary").asText()).startsWith("260 x ");
        assertThat(only().at("/owner/team").asText()).isEqualTo("finance");
        assertThat(only().at("/owner/escalation").asText()).isEqualTo("project-manager W-0010");

        stopped(1, worth("100.00", List.of(), false));
        watched.look();

        assertThat(only().path("summary").asText()).startsWith("261 x ");
        assertThat(only().path("severity").asText()).isEqualTo("CRITICAL");
        assertThat(only().at("/revenueExposure/total/amount").asText()).isEqualTo("64310.00");
        assertThat(only().at("/billingCycle/id").asText()).isEqualTo(CYCLE.id());
        assertThat(items()).isEqualTo(261);

        close(first);
        clock.advance(Duration.ofMinutes(1));
        watched.look();

        assertThat(only().path("summary").asText()).startsWith("1 x ");
        assertThat(only().path("severity").asText()).isEqualTo("MEDIUM");
        assertThat(only().at("/revenueExposure/total/amount").asText()).isEqualTo("100.00");
        assertThat(only().path("seen").asInt()).isEqualTo(2);
    }

    @Test
    void an_alert_rises_with_a_cut_off_that_comes_near_and_is_said_at_once() {
        Cycle small = new Cycle(CYCLE.id(), CYCLE.cutOff(), Money.of("500.00", "USD"));
        stopped(1, worth("10.00", List.of(small), true));
        watched.look();
        assertThat(said()).containsExactly("[MEDIUM]");

        clock.set(java.time.Instant.parse("2026-10-30T09:00:00Z"));
        watched.look();

        assertThat(said()).containsExactly("[CRITICAL]");
        clock.advance(Duration.ofMinutes(2));
        watched.look();
        assertThat(said()).isEmpty();
    }

    @Test
    void a_case_that_turns_out_to_have_another_cause_goes_over_to_the_alert_of_that() {
        long one = stopped(1, worth("10.00", List.of(), false)).get(0);
        watched.look();

        long event = database.read(connection -> book.find(connection, one))
                .orElseThrow()
                .eventNo();
        database.inTransaction(connection ->
                cases.open(connection, event, null, "k", "rules/x", null, "HELD", List.of(REFUSED, REFUSED)));
        assess(one, worth("10.00", List.of(), false), "P-2000");
        watched.look();

        assertThat(alerts()).hasSize(2);
        assertThat(alerts().get(0).path("project").path("id").asText()).isEqualTo("P-2000");
        assertThat(alerts().get(0).has("closedAt")).isFalse();
        assertThat(alerts().get(1).path("closedBy").asText()).isEqualTo("nothing of it waits any more");
    }

    @Test
    void an_alert_is_over_when_nothing_of_its_cause_is_open() {
        List<Long> all = stopped(3, worth("10.00", List.of(), false));
        watched.look();
        close(all.subList(0, 2));
        watched.look();
        assertThat(only().has("closedAt")).isFalse();

        close(all);
        watched.look();

        assertThat(only().path("closedBy").asText()).isEqualTo("nothing of it waits any more");
    }

    private static Finding worth(String amount, List<Cycle> cycles, boolean counted) {
        return new Finding("P-1003", "C-02", Money.of(amount, "USD"), counted, cycles, 60, false);
    }

    /** Cases of one cause, assessed. */
    private List<Long> stopped(int count, Finding finding) {
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String id = "e" + ++last;
            long number = journal.chained(chain -> database.inTransaction(connection -> {
                long event = journal.nextNumber(connection);
                journal.append(
                        connection,
                        chain,
                        List.of(new Journal.Draft(
                                event,
                                event(id, "time.approved.v1", "T-" + id, 1, "{}"),
                                Journal.State.HELD,
                                List.of(),
                                "test")));
                return cases.open(connection, event, null, "time:" + id, "rules/time", null, "HELD", List.of(REFUSED))
                        .orElseThrow()
                        .caseNo();
            }));
            assess(number, finding, finding.projectId());
            numbers.add(number);
        }
        return numbers;
    }

    private void assess(long number, Finding finding, String project) {
        Finding about = new Finding(
                project,
                finding.clientId(),
                finding.direct(),
                finding.counted(),
                finding.cycles(),
                finding.payrollMinutes(),
                false);
        Exposed exposed = Exposed.of(List.of(about)).get(0);
        database.inTransaction(connection -> {
            DeskCase one = book.find(connection, number).orElseThrow();
            book.assessed(
                    connection,
                    number,
                    Cause.of(one, project),
                    new Remedies.Remedy("finance", "fix-erp-record", "Fix it."),
                    new Assessment("Core", "Calder", about, "project-manager W-0010"),
                    exposed,
                    exposed.total(),
                    Severity.MEDIUM);
            return null;
        });
    }

    private void close(List<Long> numbers) {
        database.inTransaction(connection -> {
            for (long number : numbers) {
                book.close(connection, number, "done");
            }
            return null;
        });
    }

    private ArrayNode alerts() {
        return database.read(connection -> AlertRows.list(connection, false));
    }

    private JsonNode only() {
        assertThat(alerts()).hasSize(1);
        return alerts().get(0);
    }

    private long items() {
        return database.read(connection -> {
            try (var rows = connection.createStatement().executeQuery("select count(*) from alert_item")) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    /** The urgency of each notice that is delivered now. */
    private List<String> said() {
        List<Notice> due = notices.due();
        due.forEach(notices::delivered);
        return due.stream()
                .map(notice -> notice.subject().substring(0, notice.subject().indexOf(' ')))
                .toList();
    }
}
