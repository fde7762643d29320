package io.throughline.people;

import io.throughline.money.OvertimeRule;
import io.throughline.money.PayPeriod;
import io.throughline.people.PayCalendar.Lock;
import io.throughline.people.PayCalendar.Terms;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Reads the rows of {@link PayCalendar}; what it refuses names row, cell, the value found and what is expected. */
final class PayCalendarTable {

    /** The row for entities without one of their own. */
    static final String EVERY = "*";

    private static final String TERMS = "legal_entity,frequency,overtime";
    private static final String TERMS_AND_LOCK = TERMS + ",lock_days,lock_time";

    private final String entity;
    private final String[] cells;

    private PayCalendarTable(String[] cells) {
        this.entity = cells[0].strip();
        this.cells = cells;
    }

    /** The terms by entity. */
    static Map<String, Terms> rows(Reader table) {
        Map<String, Terms> rows = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(table)) {
            String header = lines.readLine();
            if (!TERMS_AND_LOCK.equals(header) && !TERMS.equals(header)) {
                throw new IllegalArgumentException("pay-calendar.csv must start with " + TERMS_AND_LOCK);
            }
            int width = header.split(",").length;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    String[] cells = line.split(",", -1);
                    if (cells.length != width) {
                        throw new IllegalArgumentException(
                                "pay-calendar.csv has a row without " + width + " cells: " + line);
                    }
                    PayCalendarTable row = new PayCalendarTable(cells);
                    rows.put(row.entity, row.terms());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!rows.containsKey(EVERY)) {
            throw new IllegalArgumentException("pay-calendar.csv has no row *");
        }
        return rows;
    }

    private Terms terms() {
        PayPeriod.Frequency frequency = word(1, "frequency", PayPeriod.Frequency.class);
        return new Terms(frequency, word(2, "overtime", OvertimeRule.class), lock(frequency));
    }

    private <T extends Enum<T>> T word(int cell, String column, Class<T> words) {
        return Arrays.stream(words.getEnumConstants())
                .filter(word -> word.name().equals(cells[cell].strip()))
                .findFirst()
                .orElseThrow(() ->
                        broken(cell, column, "one of " + Arrays.toString(words.getEnumConstants()) + " is expected"));
    }

    private Lock lock(PayPeriod.Frequency frequency) {
        if (cells.length == 3 || (cells[3].isBlank() && cells[4].isBlank())) {
            return null;
        }
        int most = mostDays(frequency);
        if (!cells[3].strip().matches("[1-9]\\d?") || Integer.parseInt(cells[3].strip()) > most) {
            throw broken(3, "lock_days", "a whole number from 1 to " + most + " is expected, or both cells empty");
        }
        try {
            return new Lock(Integer.parseInt(cells[3].strip()), LocalTime.parse(cells[4].strip()));
        } catch (DateTimeParseException noTime) {
            throw broken(4, "lock_time", "a time of the day such as 17:00 is expected, or both cells empty");
        }
    }

    /** So many that no lock is later than the end of the next period, also when that is in February. */
    private static int mostDays(PayPeriod.Frequency frequency) {
        return switch (frequency) {
            case SEMI_MONTHLY -> 9;
            case MONTHLY -> 19;
        };
    }

    private IllegalArgumentException broken(int cell, String column, String rule) {
        return new IllegalArgumentException(
                "pay-calendar.csv, row " + entity + ": " + column + " is '" + cells[cell].strip() + "', " + rule);
    }
}
