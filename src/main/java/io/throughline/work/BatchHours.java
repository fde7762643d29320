package io.throughline.work;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.money.Hours;
import java.math.BigDecimal;
import java.util.List;

/** The hours of a batch for payroll. */
final class BatchHours {

    private static final List<String> FIELDS = List.of("regularHours", "overtimeHours", "hours3Amount");

    private BatchHours() {}

    /** All hours of its rows, in minutes. */
    static int minutes(JsonNode batch) {
        BigDecimal hours = BigDecimal.ZERO;
        for (JsonNode row : batch.path("rows")) {
            for (String field : FIELDS) {
                hours = hours.add(new BigDecimal(row.path(field).asText("0")));
            }
        }
        return Hours.toMinutes(hours);
    }
}
