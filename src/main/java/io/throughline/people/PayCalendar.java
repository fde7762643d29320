package io.throughline.people;

import io.throughline.money.OvertimeRule;
import io.throughline.money.PayPeriod;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/**
 * How often a legal entity pays and what it counts as overtime, from {@code mappings/codes/pay-calendar.csv} with the columns
 * {@code legal_entity,frequency,overtime}; the row {@code *} holds for every entity without a row of its own.
 */
public final class PayCalendar {

    private static final String HEADER = "legal_entity,frequency,overtime";
    private static final String EVERY = "*";

    /** The terms of one entity. */
    public record Terms(PayPeriod.Frequency frequency, OvertimeRule overtime) {}

    private final Map<String, Terms> byEntity;

    private PayCalendar(Map<String, Terms> byEntity) {
        this.byEntity = Map.copyOf(byEntity);
    }

    /**
     * The table as shipped, from the class path.
     *
     * @throws IllegalArgumentException when it is missing or broken
     */
    public static PayCalendar shipped() {
        try (InputStream in = PayCalendar.class.getResourceAsStream("/mappings/codes/pay-calendar.csv")) {
            if (in == null) {
                throw new IllegalArgumentException("mappings/codes/pay-calendar.csv is not on the class path");
            }
            return read(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A table.
     *
     * @throws IllegalArgumentException when header or a word is wrong, a row is short or the row {@code *} is missing
     */
    public static PayCalendar read(Reader table) {
        Map<String, Terms> rows = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(table)) {
            if (!HEADER.equals(lines.readLine())) {
                throw new IllegalArgumentException("pay-calendar.csv must start with " + HEADER);
            }
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    String[] cells = line.split(",", -1);
                    if (cells.length != 3) {
                        throw new IllegalArgumentException("pay-calendar.csv has a row without 3 cells: " + line);
                    }
                    rows.put(
                            cells[0].strip(),
                            new Terms(
                                    PayPeriod.Frequency.valueOf(cells[1].strip()),
                                    OvertimeRule.valueOf(cells[2].strip())));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!rows.containsKey(EVERY)) {
            throw new IllegalArgumentException("pay-calendar.csv has no row *");
        }
        return new PayCalendar(rows);
    }

    /** The terms of an entity. */
    public Terms of(String legalEntityId) {
        return byEntity.getOrDefault(String.valueOf(legalEntityId), byEntity.get(EVERY));
    }

    /** The pay period of an entity into which a date falls. */
    public PayPeriod period(String legalEntityId, LocalDate date) {
        return PayPeriod.of(date, of(legalEntityId).frequency());
    }
}
