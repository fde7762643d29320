package io.throughline.delivery.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Json;
import io.throughline.journal.Database;
import io.throughline.journal.Entities;
import io.throughline.journal.StoreContract;
import io.throughline.journal.TestDatabases;
import io.throughline.journal.TimeFactStore;
import io.throughline.people.Canon;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Months are written when something of them changed; what came after a month was told as over restates it. */
class ReportingFeedTest extends StoreContract {

    private ReportingFeed feed;

    @Override
    protected Database open() {
        return TestDatabases.h2(folder);
    }

    @BeforeEach
    void feed() {
        feed = new ReportingFeed(database, folder.resolve("reporting"), clock);
    }

    private void time(String id, String date, long eventNo) {
        Map<String, Object> entry = Map.ofEntries(
                Map.entry("timeEntryId", id),
                Map.entry("workerId", "W-0007"),
                Map.entry("projectId", "P-1003"),
                Map.entry("workDate", date),
                Map.entry("minutes", 440),
                Map.entry("billable", true),
                Map.entry("status", "TRANSFERRED"),
                Map.entry("legalEntityId", "LE-US"),
                Map.entry("roleId", "SAR"),
                Map.entry("costRate", Map.of("amount", "92.5000", "currency", "USD")));
        database.inTransaction(connection -> {
            new TimeFactStore(database)
                    .store(
                            connection,
                            Map.of(
                                    eventNo,
                                    Canon.event(
                                            "time.transferred.v1",
                                            id,
                                            Json.mapper().valueToTree(entry))));
            return null;
        });
    }

    private List<String> lines(String name) throws IOException {
        assertThat(folder.resolve("reporting").resolve(name + ".done")).exists();
        return Files.readAllLines(folder.resolve("reporting").resolve(name));
    }

    @Test
    void a_month_is_written_when_it_changed_and_restated_by_what_came_after_it_was_over() throws IOException {
        time("T-1", "2026-10-12", 5);
        assertThat(feed.write()).containsExactly(YearMonth.of(2026, 10));
        assertThat(feed.write()).as("nothing changed").isEmpty();
        time("T-2", "2026-10-13", 6);
        assertThat(feed.write()).containsExactly(YearMonth.of(2026, 10));

        clock.advance(Duration.between(clock.instant(), Instant.parse("2026-11-01T12:00:00Z")));
        assertThat(feed.write()).as("told as over").containsExactly(YearMonth.of(2026, 10));
        assertThat(feed.write()).isEmpty();
        time("T-3", "2026-10-14", 9);
        assertThat(feed.write()).containsExactly(YearMonth.of(2026, 10));

        assertThat(lines("time-2026-10.csv"))
                .containsExactly(
                        "service_month,time_entry_id,version,worker_id,project_id,role_id,legal_entity,cost_center,work_date,minutes,billable,status,restated",
                        "2026-10,T-1,1,W-0007,P-1003,SAR,LE-US,,2026-10-12,440,Y,TRANSFERRED,N",
                        "2026-10,T-2,1,W-0007,P-1003,SAR,LE-US,,2026-10-13,440,Y,TRANSFERRED,N",
                        "2026-10,T-3,1,W-0007,P-1003,SAR,LE-US,,2026-10-14,440,Y,TRANSFERRED,Y");
        assertThat(lines("cost-2026-10.csv").get(1))
                .isEqualTo("2026-10,T-1,W-0007,P-1003,LE-US,,440,92.5000,USD,678.33,N");
        assertThat(lines("billed-2026-10.csv")).hasSize(1);
        assertThat(lines("revenue-2026-10.csv"))
                .containsExactly(
                        "service_month,contract_id,obligation_id,currency,amount,provision,cost,runs,restated");
    }

    @Test
    void time_that_is_billed_after_its_month_was_told_is_in_its_month_and_restates_it() throws IOException {
        time("T-1", "2026-10-12", 5);
        clock.advance(Duration.between(clock.instant(), Instant.parse("2026-11-01T12:00:00Z")));
        feed.write();
        assertThat(lines("billed-2026-10.csv")).hasSize(1);

        database.inTransaction(connection -> {
            new Entities(seal, clock)
                    .put(connection, "invoice", "INV-1", LocalDate.of(2026, 11, 2), 1, 8, Json.tree("{}"));
            new TimeFactStore(database).billed(connection, List.of("T-1"), "INV-1");
            return null;
        });

        assertThat(feed.write()).containsExactly(YearMonth.of(2026, 10));
        assertThat(lines("billed-2026-10.csv")).element(1).isEqualTo("2026-10,T-1,P-1003,INV-1,440,,,Y");
        assertThat(lines("time-2026-10.csv")).element(1).asString().endsWith(",BILLED,N");
        assertThat(feed.write()).isEmpty();
    }

    @Test
    void a_month_whose_only_fact_moved_to_another_one_is_told_once_more() throws IOException {
        time("T-1", "2026-09-30", 5);
        assertThat(feed.write()).containsExactly(YearMonth.of(2026, 9));
        time("T-1", "2026-10-01", 6);

        assertThat(feed.write()).containsExactly(YearMonth.of(2026, 9), YearMonth.of(2026, 10));
        assertThat(lines("time-2026-09.csv")).hasSize(1);
        assertThat(lines("time-2026-10.csv")).hasSize(2);
        assertThat(feed.write()).isEmpty();
    }
}
