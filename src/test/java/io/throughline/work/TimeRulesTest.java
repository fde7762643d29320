package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Violation;
import io.throughline.money.FiscalPeriod;
import io.throughline.money.TimeFact;
import io.throughline.people.Canon;
import io.throughline.people.DemoFirm;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.Worker;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** V-TIM-01 to V-TIM-09 and V-TIM-11 at their edges, with what they say. */
class TimeRulesTest {

    private final InMemorySnapshots known = Deals.snapshots().put("project", "P-1003", Deals.PROJECT);
    private final InMemoryFacts facts = new InMemoryFacts();
    private final TimeEntry entry = Canon.sample("time_approved.json", TimeEntry.class);

    private List<String> said(TimeEntry given) {
        return new TimeRules(known, facts, TimePolicy.DEFAULT)
                .check(given).stream().map(Violation::toString).toList();
    }

    private List<String> rules(TimeEntry given) {
        return Canon.rules(new TimeRules(known, facts, TimePolicy.DEFAULT).check(given));
    }

    private TimeFact fact(String id, String field, Object value) {
        return TimeEntryFacts.of(Canon.with(Canon.with(entry, "timeEntryId", id), field, value));
    }

    private void worker(String id, String field, Object value) {
        known.put(
                "worker",
                id,
                Canon.with(known.latest("worker", id, Worker.class).orElseThrow(), field, value));
    }

    @Test
    void an_entry_that_breaks_nothing_has_no_findings() {
        assertThat(rules(entry)).isEmpty();
        assertThat(rules(Canon.with(entry, "approvedBy", null))).isEmpty();
    }

    @Test
    void of_a_day_count_neither_an_earlier_version_of_the_entry_nor_what_is_not_approved() {
        facts.time.add(fact("T-8801", "minutes", 1000));
        facts.time.add(fact("T-1", "status", "SUBMITTED"));
        facts.time.add(fact("T-2", "status", "REJECTED"));
        assertThat(rules(Canon.with(entry, "minutes", 960))).isEmpty();
    }

    @Test
    void a_day_may_be_filled_and_not_a_minute_more() {
        TimeEntry explained = Canon.with(entry, "approverReason", "cut-over");
        assertThat(rules(Canon.with(explained, "minutes", 1440))).isEmpty();
        assertThat(said(Canon.with(explained, "minutes", 1441)))
                .singleElement()
                .asString()
                .contains("24.02 h on 2026-10-14 exceed the 24.00 h of that day in America/New_York");
    }

    @ParameterizedTest
    @CsvSource({
        "2018-07-31, BEFORE_HIRE: W-0007 starts on 2018-08-01",
        "2026-10-14, 'AFTER_TERMINATION: the last day of W-0007 was 2026-10-13, the work date is 2026-10-14'"
    })
    void time_outside_an_employment_says_on_which_side_of_it(String day, String words) {
        worker("W-0007", "employment.terminationDate", "2026-10-13");
        assertThat(said(Canon.with(entry, "workDate", day))).anyMatch(finding -> finding.contains(words));
    }

    @ParameterizedTest
    @CsvSource({
        "ACTIVE, , ",
        "CLOSING, , ",
        "SUSPENDED, , is SUSPENDED",
        "CLOSED, , is CLOSED",
        "SUSPENDED, 2026-10-14, ",
        "ACTIVE, 2026-10-13, takes no time after 2026-10-13"
    })
    void a_project_takes_time_while_it_is_open_or_until_its_date(String status, String until, String words) {
        Project project = Canon.with(Deals.PROJECT, "status", status);
        known.put("project", "P-1003", until == null ? project : Canon.with(project, "timeEntryOpenUntil", until));
        if (words == null) {
            assertThat(rules(entry)).isEmpty();
        } else {
            assertThat(said(entry)).singleElement().asString().contains("V-TIM-04", "project P-1003 " + words);
        }
    }

    @Test
    void internal_projects_need_no_assignment() {
        Project strict = Canon.with(Deals.PROJECT, "allowUnassignedTime", false);
        known.put("project", "P-1003", strict);
        assertThat(rules(entry)).containsExactly("V-TIM-05 HOLD");
        known.put("project", "P-1003", Canon.with(strict, "billingType", "INTERNAL"));
        assertThat(rules(entry)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"W-0008, P-1003", "W-0007, P-1001"})
    void an_assignment_of_somebody_or_to_something_else_covers_nothing(String worker, String project) {
        known.put("project", "P-1003", Canon.with(Deals.PROJECT, "allowUnassignedTime", false));
        known.put("assignment", "A-0066", assignment(worker, project));
        assertThat(rules(entry)).containsExactly("V-TIM-05 HOLD");
        known.put("assignment", "A-0066", assignment("W-0007", "P-1003"));
        assertThat(rules(entry)).isEmpty();
    }

    private static Map<String, Object> assignment(String worker, String project) {
        return Map.of(
                "assignmentId",
                "A-0066",
                "version",
                1,
                "workerId",
                worker,
                "projectId",
                project,
                "roleId",
                "SAR",
                "status",
                "ACTIVE",
                "from",
                "2026-10-14",
                "to",
                "2026-10-15",
                "allocation",
                Map.of("pct", "1.0000"),
                "billable",
                true);
    }

    @ParameterizedTest
    @CsvSource({"OPEN, ", "CLOSED, V-TIM-06 WARN", "SOFT_CLOSED, V-TIM-06 WARN"})
    void only_a_period_that_is_not_open_is_said(FiscalPeriod.State state, String rule) {
        known.put("fiscal-period", "LE-US-2026-10", DemoFirm.period("LE-US", "2026-10", state));
        assertThat(rules(entry)).isEqualTo(rule == null ? List.of() : List.of(rule));
    }

    @Test
    void corrections_may_take_an_entry_back_to_nothing_and_not_further() {
        facts.time.add(TimeEntryFacts.of(entry));
        facts.time.add(correction("T-1", -100, "APPROVED"));
        facts.time.add(correction("T-2", -300, "SUBMITTED"));
        facts.time.add(correction("T-9", -300, "APPROVED"));
        TimeEntry nothingLeft = Canon.with(Canon.with(entry, "timeEntryId", "T-9"), "correctionOf", "T-8801");
        assertThat(rules(Canon.with(nothingLeft, "minutes", -380))).isEmpty();
        assertThat(said(Canon.with(nothingLeft, "minutes", -381)))
                .singleElement()
                .asString()
                .contains("V-TIM-07", "with this correction T-8801 would have -1 minutes");
        assertThat(said(Canon.with(Canon.with(nothingLeft, "minutes", -380), "correctionOf", "T-7")))
                .singleElement()
                .asString()
                .contains("correctionOf T-7 is not a known entry");
    }

    private TimeFact correction(String id, int minutes, String status) {
        TimeEntry corrects = Canon.with(Canon.with(entry, "timeEntryId", id), "correctionOf", "T-8801");
        return TimeEntryFacts.of(Canon.with(Canon.with(corrects, "minutes", minutes), "status", status));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-12, 480, , is a holiday of W-0007",
        "2026-10-17, 480, , is not a working day of W-0007",
        "2026-10-12, 1, , is a holiday of W-0007",
        "2026-10-12, 0, , ",
        "2026-10-12, 480, cut-over, ",
        "2026-10-17, 480, cut-over, "
    })
    void work_on_a_day_off_needs_a_reason(String day, int minutes, String reason, String words) {
        TimeEntry off = Canon.with(Canon.with(entry, "workDate", day), "minutes", minutes);
        TimeEntry given = Canon.with(off, "approverReason", reason);
        if (words == null) {
            assertThat(rules(given)).isEmpty();
        } else {
            assertThat(said(given)).singleElement().asString().contains("V-TIM-08", day + " " + words);
        }
    }

    @Test
    void billable_time_on_the_hours_of_approved_leave_is_held_because_both_cannot_stand() {
        known.put("leave", "L-1", leave("4.00", "APPROVED"));
        TimeEntry half = Canon.with(entry, "minutes", 240);
        assertThat(rules(half)).as("half a day of each").isEmpty();
        TimeEntry more = Canon.with(entry, "minutes", 255);
        assertThat(Canon.rules(new TimeRules(known, facts, TimePolicy.DEFAULT).check(more)))
                .containsExactly("V-ABS-02 HOLD");
        assertThat(said(more))
                .singleElement()
                .asString()
                .contains(
                        "4.25 h of approved billable time stand on 2026-10-14 beside leave of 4.00 h; the day has 8.00 h");
        assertThat(rules(Canon.with(more, "billable", false))).isEmpty();

        facts.time.add(fact("T-1", "minutes", 15));
        assertThat(rules(half)).as("with other time of the day").containsExactly("V-ABS-02 HOLD");
        known.put("leave", "L-1", leave("4.00", "CANCELLED"));
        assertThat(rules(more)).isEmpty();
    }

    private static Map<String, Object> leave(String hours, String status) {
        return Map.of(
                "leaveId", "L-1",
                "version", 1,
                "workerId", "W-0007",
                "date", "2026-10-14",
                "hours", hours,
                "type", "PTO",
                "status", status);
    }

    @Test
    void who_approves_the_own_time_hears_who_is_to_do_it() {
        TimeEntry own = Canon.with(entry, "approvedBy", "W-0007");
        assertThat(said(own)).singleElement().asString().contains("SELF_APPROVAL", "; W-0001 is to approve it");

        worker("W-0001", "employment.terminationDate", "2026-10-13");
        assertThat(said(own)).singleElement().asString().contains("; nobody above W-0007 can approve it");

        worker("W-0001", "org.managerId", "W-0002");
        assertThat(said(own)).singleElement().asString().contains("; W-0002 is to approve it");

        worker("W-0002", "org.managerId", "W-0007");
        worker("W-0002", "employment.terminationDate", "2026-10-13");
        assertThat(said(own)).singleElement().asString().contains("; nobody above W-0007 can approve it");

        worker("W-0007", "org.managerId", "W-0999");
        assertThat(said(own)).singleElement().asString().contains("; nobody above W-0007 can approve it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-10-16T03:59:59Z", "2026-10-16T04:00:00Z"})
    void an_approver_must_be_employed_on_the_day_of_the_approval_where_the_work_was(String at) {
        worker("W-0001", "employment.terminationDate", "2026-10-15");
        TimeEntry approved = Canon.with(Canon.with(entry, "approvedBy", "W-0001"), "approvedAt", at);
        if (at.startsWith("2026-10-16T03")) {
            assertThat(rules(approved)).isEmpty();
        } else {
            assertThat(said(approved))
                    .singleElement()
                    .asString()
                    .contains("APPROVER_INACTIVE: W-0001 was not employed on 2026-10-16", "; nobody above W-0007");
        }
    }

    @Test
    void the_day_of_work_counts_where_it_is_not_said_when_it_was_approved() {
        worker("W-0010", "employment.terminationDate", "2026-10-13");
        assertThat(said(Canon.with(entry, "approvedAt", null)))
                .singleElement()
                .asString()
                .contains("APPROVER_INACTIVE: W-0010 was not employed on 2026-10-14; W-0001 is to approve it");
    }

    @Test
    void only_the_same_work_again_looks_like_a_copy() {
        facts.time.add(fact("T-1", "note", "other"));
        facts.time.add(fact("T-2", "taskId", "TSK-2"));
        facts.time.add(fact("T-3", "minutes", 30));
        facts.time.add(fact("T-4", "projectId", "P-1001"));
        facts.time.add(fact("T-5", "status", "REJECTED"));
        assertThat(rules(entry)).doesNotContain("V-TIM-11 WARN");

        facts.time.add(fact("T-6", "timeType", "REGULAR"));
        assertThat(said(entry)).anyMatch(finding -> finding.contains("looks like a second copy of T-6"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -30})
    void what_adds_no_time_is_no_copy(int minutes) {
        facts.time.add(TimeEntryFacts.of(entry));
        TimeFact other = correction("T-1", minutes, "APPROVED");
        facts.time.add(other);
        TimeEntry same = Canon.with(Canon.with(entry, "timeEntryId", "T-2"), "correctionOf", "T-8801");
        assertThat(rules(Canon.with(same, "minutes", minutes))).isEmpty();
    }
}
