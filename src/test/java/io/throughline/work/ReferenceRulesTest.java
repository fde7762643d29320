package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Plan;
import io.throughline.money.CostCenter;
import io.throughline.money.LegalEntity;
import io.throughline.money.ReferenceSnapshot;
import io.throughline.people.Canon;
import io.throughline.people.DemoFirm;
import io.throughline.people.HolidayCalendar;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.Worker;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceRulesTest {

    private static final LocalDate DAY = LocalDate.of(2026, 10, 31);

    private final InMemorySnapshots known = DemoFirm.snapshots();
    private final ReferenceRules rules =
            new ReferenceRules(known, Clock.fixed(Instant.parse("2026-10-31T09:00:00Z"), ZoneOffset.UTC));

    private CostCenter center(String id) {
        return known.latest("cost-center", id, CostCenter.class).orElseThrow();
    }

    private Plan told(CostCenter center) {
        return rules.changed(Canon.event("reference.costcenter.changed.v1", center.costCenterId(), center));
    }

    private Plan snapshot(String object, List<String> ids) {
        ReferenceSnapshot snapshot = new ReferenceSnapshot(object, 1, ids, DAY, null, null);
        return rules.snapshot(Canon.event("reference.snapshot.taken.v1", object, snapshot), snapshot);
    }

    private List<String> centers(String... without) {
        List<String> ids = new ArrayList<>(known.all("cost-center", CostCenter.class).stream()
                .map(CostCenter::costCenterId)
                .toList());
        ids.removeAll(List.of(without));
        return ids;
    }

    @Test
    void the_same_words_again_are_not_passed_on() {
        CostCenter center = center("CC-1200");
        assertThat(told(Canon.with(center, "version", 7))).isEqualTo(Plan.OVERTAKEN);
        assertThat(told(Canon.with(center, "name", "Delivery Pacific"))).isEqualTo(Plan.NOTHING);
    }

    @Test
    void a_cost_centre_with_workers_is_closed_only_with_an_open_successor() {
        CostCenter closing = Canon.with(center("CC-1200"), "effectiveTo", "2026-12-31");
        Plan held = told(closing);
        assertThat(Canon.rules(held.findings())).containsExactly("V-REF-02 HOLD");
        assertThat(held.findings().get(0).message()).contains("CC-1200", "2026-12-31", "used by worker");
        assertThat(told(Canon.with(closing, "successorId", "CC-1100"))).isEqualTo(Plan.stopped(List.of()));
        known.put("cost-center", "CC-1100", Canon.with(center("CC-1100"), "effectiveTo", "2026-11-30"));
        assertThat(Canon.rules(
                        told(Canon.with(closing, "successorId", "CC-1100")).findings()))
                .containsExactly("V-REF-02 HOLD");
    }

    @Test
    void what_is_in_use_does_not_disappear_with_a_snapshot() {
        assertThat(snapshot("cost-center", centers())).isEqualTo(Plan.NOTHING);
        Plan held = snapshot("cost-center", centers("CC-1200", "CC-4100"));
        assertThat(Canon.rules(held.findings())).containsExactly("V-REF-01 HOLD", "V-REF-01 HOLD");
        known.put("project", "P-1003", Deals.PROJECT);
        assertThat(snapshot("legal-entity", List.of("LE-DE", "LE-JP"))
                        .findings()
                        .get(0)
                        .message())
                .startsWith("legal-entity LE-US is missing from the snapshot but used by worker W-0001 and ");
        assertThat(Canon.rules(snapshot("holiday-calendar", List.of("CAL-LE-US", "CAL-LE-DE"))
                        .findings()))
                .containsExactly("V-REF-01 HOLD");
    }

    @Test
    void a_calendar_is_in_use_by_whoever_is_assigned_to_it_whatever_entity_employs_him() {
        Worker bavarian = known.latest("worker", "W-0021", Worker.class).orElseThrow();
        Worker.Employment employment = Canon.with(bavarian.employment(), "holidayCalendarId", "CAL-DE-BY");
        known.put("worker", "W-0021", Canon.with(bavarian, "employment", employment));
        HolidayCalendar bavaria = Canon.with(
                known.latest("holiday-calendar", "CAL-LE-DE", HolidayCalendar.class)
                        .orElseThrow(),
                "calendarId",
                "CAL-DE-BY");
        known.put("holiday-calendar", "CAL-DE-BY", bavaria);

        assertThat(snapshot("holiday-calendar", List.of("CAL-LE-US", "CAL-LE-DE", "CAL-LE-JP"))
                        .findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .isEqualTo(
                                "holiday-calendar CAL-DE-BY is missing from the snapshot but used by worker W-0021"));
    }

    @Test
    void what_nobody_uses_is_closed_on_the_day_of_the_snapshot() {
        known.put("cost-center", "CC-9999", Canon.with(center("CC-1200"), "costCenterId", "CC-9999"));
        Plan plan = snapshot("cost-center", centers("CC-9999"));
        assertThat(plan.findings()).isEmpty();
        assertThat(plan.emits()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("reference.costcenter.changed.v1");
            assertThat(event.subject()).isEqualTo("CC-9999");
            assertThat(event.data().path("effectiveTo").asText()).isEqualTo("2026-10-31");
        });
    }

    @Test
    void what_is_closed_already_is_not_missed_and_a_project_uses_its_entity_until_it_is_closed() {
        known.put("cost-center", "CC-1200", Canon.with(center("CC-1200"), "effectiveTo", "2026-10-31"));
        assertThat(snapshot("cost-center", centers("CC-1200"))).isEqualTo(Plan.NOTHING);
        known.put("cost-center", "CC-1200", Canon.with(center("CC-1200"), "effectiveTo", "2026-11-01"));
        assertThat(Canon.rules(snapshot("cost-center", centers("CC-1200")).findings()))
                .containsExactly("V-REF-01 HOLD");

        InMemorySnapshots empty = new InMemorySnapshots();
        DemoFirm.snapshots()
                .all("legal-entity", LegalEntity.class)
                .forEach(entity -> empty.put("legal-entity", entity.legalEntityId(), entity));
        ReferenceRules alone =
                new ReferenceRules(empty, Clock.fixed(Instant.parse("2026-10-31T09:00:00Z"), ZoneOffset.UTC));
        ReferenceSnapshot gone = new ReferenceSnapshot("legal-entity", 1, List.of("LE-DE", "LE-JP"), DAY, null, null);
        empty.put("project", "P-1003", Deals.PROJECT);
        assertThat(alone.snapshot(Canon.event("reference.snapshot.taken.v1", "legal-entity", gone), gone)
                        .findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .isEqualTo("legal-entity LE-US is missing from the snapshot but used by project P-1003"));
        empty.put("project", "P-1003", Canon.with(Deals.PROJECT, "status", "CLOSED"));
        assertThat(alone.snapshot(Canon.event("reference.snapshot.taken.v1", "legal-entity", gone), gone)
                        .findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).endsWith("it is kept"));
    }

    @Test
    void an_open_project_uses_its_cost_centre() {
        known.put("cost-center", "CC-9999", Canon.with(center("CC-1200"), "costCenterId", "CC-9999"));
        known.put("project", "P-1003", Canon.with(Deals.PROJECT, "costCenterId", "CC-9999"));
        assertThat(snapshot("cost-center", centers("CC-9999")).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).endsWith("but used by project P-1003"));
        CostCenter closing = Canon.with(center("CC-9999"), "effectiveTo", "2026-12-31");
        assertThat(Canon.rules(told(closing).findings())).containsExactly("V-REF-02 HOLD");
        known.put(
                "project",
                "P-1003",
                Canon.with(Canon.with(Deals.PROJECT, "costCenterId", "CC-9999"), "status", "CLOSED"));
        assertThat(snapshot("cost-center", centers("CC-9999")).findings()).isEmpty();
    }

    @Test
    void who_has_left_uses_nothing() {
        known.all("worker", Worker.class)
                .forEach(worker -> known.put("worker", worker.workerId(), Canon.with(worker, "status", "TERMINATED")));
        assertThat(snapshot("cost-center", centers("CC-1200")).findings()).isEmpty();
    }
}
