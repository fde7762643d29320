package io.throughline.delivery.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Extraction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The utilization report adds up what reporting was given, and nothing else. */
class ReportedHoursTest {

    private static final String HEADER =
            "service_month,time_entry_id,version,worker_id,project_id,role_id,legal_entity,cost_center,work_date,minutes,billable,status,restated\r\n";

    @TempDir
    Path out;

    private int written;
    private final List<String> rows = new ArrayList<>();

    private final Extraction october = new Extraction() {
        @Override
        public String system() {
            return ReportedHours.SYSTEM;
        }

        @Override
        public String input() {
            return ReportedHours.TABLE;
        }

        @Override
        public String entity() {
            return "LE-US";
        }

        @Override
        public LocalDate from() {
            return LocalDate.of(2026, 10, 1);
        }

        @Override
        public LocalDate to() {
            return LocalDate.of(2026, 10, 31);
        }

        @Override
        public void rows(JsonNode more) {
            more.forEach(row -> rows.add(row.path("worker_id").asText() + " "
                    + row.path("logged_hours").asText() + " "
                    + row.path("billable_hours").asText()));
        }

        @Override
        public void document(byte[] page) {
            throw new AssertionError("no document is told");
        }
    };

    private Object extract() {
        return new ReportedHours(out, () -> written++, (worker, day) -> worker.equals("W-3") ? "LE-US" : "LE-DE")
                .extract(october);
    }

    private static String fact(String id, String worker, String entity, int minutes, String billable, String status) {
        return "2026-10,%s,1,%s,P-1,SAR,%s,CC-1,2026-10-05,%d,%s,%s,N\r\n"
                .formatted(id, worker, entity, minutes, billable, status);
    }

    @Test
    void approved_facts_of_the_entity_are_added_up_by_worker() throws IOException {
        String facts = HEADER
                + fact("T-1", "W-2", "LE-US", 475, "Y", "BILLED")
                + fact("T-2", "W-2", "LE-US", 60, "N", "APPROVED")
                + fact("T-3", "W-1", "LE-US", -20, "Y", "TRANSFERRED")
                + fact("T-4", "W-1", "LE-DE", 60, "Y", "TRANSFERRED")
                + fact("T-5", "W-2", "LE-US", 600, "Y", "SUBMITTED")
                + fact("T-6", "W-3", "", 30, "N", "APPROVED")
                + fact("T-7", "W-4", "", 30, "N", "APPROVED");
        OutboundFile.put(out.resolve("time-2026-10.csv"), facts.getBytes(StandardCharsets.UTF_8));

        assertThat(extract()).isEqualTo(1);
        assertThat(written).as("brought up to date first").isEqualTo(1);
        assertThat(rows).containsExactly("W-1 -0.333333 -0.333333", "W-2 8.916667 7.916667", "W-3 0.500000 0.000000");
    }

    @Test
    void a_month_that_reporting_was_not_given_or_cannot_be_read_is_said() throws IOException {
        assertThat(failure()).isEqualTo("reporting was not given time-2026-10.csv yet");

        Files.writeString(out.resolve("time-2026-10.csv"), HEADER);
        assertThat(failure()).as("not finished").isEqualTo("reporting was not given time-2026-10.csv yet");

        OutboundFile.put(
                out.resolve("time-2026-10.csv"),
                (HEADER + fact("T-1", "W-2", "LE-US", 1, "Y", "BILLED").replace(",1,Y,", ",a lot,Y,"))
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(failure()).contains("time-2026-10.csv cannot be read", "a lot");
        assertThat(rows).isEmpty();
    }

    private String failure() {
        return ((Exception) extract()).getMessage();
    }
}
