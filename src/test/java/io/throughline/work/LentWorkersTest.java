package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.money.Rate;
import io.throughline.people.Canon;
import io.throughline.people.DemoFirm;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.Routing;
import io.throughline.people.Worker;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LentWorkersTest {

    private final InMemorySnapshots known = DemoFirm.snapshots().put("project", "P-1003", Deals.PROJECT);
    private final InMemoryFacts facts = new InMemoryFacts();
    private final Clock clock = Clock.fixed(Instant.parse("2026-10-20T12:00:00Z"), ZoneOffset.UTC);
    private final LentWorkers lent =
            new LentWorkers(known, facts, Routing.shipped(), new Lending(known, Routing.shipped(), clock), clock);
    private final Worker german = DemoFirm.worker("W-0028");

    private void booked(String status, String to) {
        known.put(
                "assignment",
                "A-1",
                Json.tree(
                        """
                        {"assignmentId":"A-1","version":1,"workerId":"W-0028","projectId":"P-1003","roleId":"SAR",
                         "status":"%s","from":"2026-06-01","to":"%s","allocation":{"minutesPerDay":480},"billable":true}"""
                                .formatted(status, to)));
    }

    @Test
    void a_booking_on_a_project_another_erp_bills_lends_the_worker_until_its_late_time_is_in() {
        assertThat(lent.erps(german)).isEmpty();
        booked("APPROVED", "2027-01-01");
        assertThat(lent.erps(german)).containsExactly("netsuite");
        booked("APPROVED", "2026-08-01");
        assertThat(lent.erps(german)).isEmpty();
        booked("PROPOSED", "2027-01-01");
        assertThat(lent.erps(german)).isEmpty();
    }

    @Test
    void time_without_a_booking_lends_as_well() {
        facts.time.add(Months.entry(
                "T-1", "W-0028", "SAR", "LE-DE", "P-1003", "2026-10-01", 60, Rate.hourly("215.0000", "USD")));
        assertThat(lent.erps(german)).containsExactly("netsuite");
        facts.time.replaceAll(fact -> Canon.with(fact, "state", "REJECTED"));
        assertThat(lent.erps(german)).isEmpty();
    }

    @Test
    void who_goes_on_with_his_work_from_other_systems_finds_his_projects_there() {
        booked("APPROVED", "2027-01-01");
        facts.time.add(Months.entry(
                "T-1", "W-0028", "SAR", "LE-DE", "P-1003", "2026-10-01", 60, Rate.hourly("215.0000", "USD")));
        assertThat(lent.due(Canon.event("worker.orgchanged.v1", "W-0028", german), german))
                .extracting(Event::id)
                .containsExactly("P-1003-shared-openair", "W-0028-lent-netsuite");
        known.put("project", "P-1003", Canon.with(Deals.PROJECT, "status", "CLOSED"));
        assertThat(lent.due(Canon.event("worker.orgchanged.v1", "W-0028", german), german))
                .isEmpty();
    }

    @Test
    void nobody_is_lent_at_home_or_to_what_nobody_bills() {
        booked("APPROVED", "2027-01-01");
        assertThat(lent.erps(Canon.with(german, "employment.legalEntityId", "LE-US")))
                .isEmpty();
        known.put("project", "P-1003", Canon.with(Deals.PROJECT, "billingEntityId", null));
        assertThat(lent.erps(german)).isEmpty();
    }
}
