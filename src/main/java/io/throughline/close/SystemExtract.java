package io.throughline.close;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Extraction;
import io.throughline.contract.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;

/** What one system has of one table, on its way into the file of the table; several systems may fill the same file. */
public final class SystemExtract implements Extraction {

    private static final BigDecimal HOUR = new BigDecimal(60);
    private static final int HOURS_SCALE = 6;

    private final String system;
    private final FetchedFile file;
    private final Scope scope;
    private final FetchedWords words;
    private final FetchedRules rules;

    SystemExtract(String system, FetchedFile file, Scope scope, FetchedWords words, FetchedRules rules) {
        this.system = system;
        this.file = file;
        this.scope = scope;
        this.words = words;
        this.rules = rules;
    }

    @Override
    public String system() {
        return system;
    }

    @Override
    public String input() {
        return file.input().name();
    }

    @Override
    public String entity() {
        return scope.entity();
    }

    @Override
    public LocalDate from() {
        return scope.firstDay();
    }

    @Override
    public LocalDate to() {
        return scope.lastDay();
    }

    @Override
    public void rows(JsonNode rows) {
        for (JsonNode row : rows) {
            rules.of(input(), words.resolved((ObjectNode) row)).ifPresent(file::row);
        }
    }

    /** Approved time among what a page tells, of days of the period and of workers whom the entity employs on them. */
    @Override
    public void document(byte[] page) {
        words.told(system, page, "time.approved.v1", time -> {
            LocalDate day = LocalDate.parse(time.path("workDate").asText());
            String employer = words.employer(time.path("workerId").asText(), day);
            boolean ours = employer == null || employer.equals(scope.entity());
            if (ours && !day.isBefore(from()) && !day.isAfter(to())) {
                file.row(psaTime(time));
            }
        });
    }

    private static ObjectNode psaTime(JsonNode time) {
        BigDecimal hours =
                new BigDecimal(time.path("minutes").asLong()).divide(HOUR, HOURS_SCALE, RoundingMode.HALF_UP);
        return Json.mapper()
                .createObjectNode()
                .put("entry_id", time.path("timeEntryId").asText())
                .put("worker_id", time.path("workerId").asText())
                .put("project_id", time.path("projectId").asText())
                .put("work_date", time.path("workDate").asText())
                .put("hours", hours.toPlainString())
                .put("billable", time.path("billable").asText("true"))
                .put("approved_at", time.path("approvedAt").asText(null));
    }

    /** Notes how the reading ended; of a table that one system did not tell completely there is no file. */
    void ended(Object outcome) {
        if (outcome instanceof Exception failure) {
            file.failed(failure.getMessage());
        } else if (!(outcome instanceof Integer)) {
            file.failed(system + ": was not read");
        }
    }
}
