package io.throughline.work;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.money.Hours;
import io.throughline.money.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** Fields of a canonical object that may itself be broken: what cannot be read is not there. */
final class DataFields {

    private DataFields() {}

    /** A text, or null. */
    static String text(JsonNode data, String field) {
        return data.path(field).isTextual() ? data.path(field).asText() : null;
    }

    /** A day such as {@code 2026-10-31}, or null. */
    static LocalDate day(JsonNode data, String field) {
        String text = text(data, field);
        return text == null || !text.matches("\\d{4}-\\d{2}-\\d{2}") ? null : LocalDate.parse(text);
    }

    /** A decimal text in the currency the object names, or null. */
    static Money money(JsonNode data, String field) {
        return data.hasNonNull(field) && data.hasNonNull("currency")
                ? new Money(
                        new BigDecimal(data.path(field).asText()),
                        data.path("currency").asText())
                : null;
    }

    /** Minutes in the rows of pay data. */
    static int payMinutes(JsonNode data) {
        BigDecimal hours = BigDecimal.ZERO;
        for (JsonNode row : data.path("rows")) {
            for (String field : List.of("regularHours", "overtimeHours", "hours3Amount")) {
                hours = hours.add(new BigDecimal(row.path(field).asText("0")));
            }
        }
        return Hours.toMinutes(hours);
    }
}
