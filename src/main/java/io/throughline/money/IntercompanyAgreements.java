package io.throughline.money;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How entities charge each other, from the code table {@code mappings/codes/intercompany.csv} with the columns
 * {@code from,to,method,value,effective_from}: {@code cost-plus} with the mark-up as ratio, {@code bill-share} with the share
 * as ratio, {@code fixed-card} with the price of an hour such as {@code 95.0000 EUR}.
 */
public final class IntercompanyAgreements {

    private static final String HEADER = "from,to,method,value,effective_from";

    private record Agreement(String from, String to, IntercompanyPrice price, LocalDate since) {}

    private final List<Agreement> agreements;

    private IntercompanyAgreements(List<Agreement> agreements) {
        this.agreements = List.copyOf(agreements);
    }

    /**
     * The table as shipped, from the class path.
     *
     * @throws IllegalArgumentException when it is missing or broken
     */
    public static IntercompanyAgreements shipped() {
        try (InputStream in = IntercompanyAgreements.class.getResourceAsStream("/mappings/codes/intercompany.csv")) {
            if (in == null) {
                throw new IllegalArgumentException("mappings/codes/intercompany.csv is not on the class path");
            }
            return read(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A table.
     *
     * @throws IllegalArgumentException naming the row that is wrong
     */
    public static IntercompanyAgreements read(Reader table) {
        List<Agreement> agreements = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(table)) {
            if (!HEADER.equals(lines.readLine())) {
                throw new IllegalArgumentException("intercompany.csv must start with " + HEADER);
            }
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    agreements.add(agreement(line));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new IntercompanyAgreements(agreements);
    }

    /** How one entity charges another on a day; of several agreements the one that starts last. */
    public Optional<IntercompanyPrice> find(String from, String to, LocalDate on) {
        return agreements.stream()
                .filter(one -> one.from().equals(from) && one.to().equals(to))
                .filter(one -> !one.since().isAfter(on))
                .max(Comparator.comparing(Agreement::since))
                .map(Agreement::price);
    }

    private static Agreement agreement(String line) {
        String[] cells = line.split(",", -1);
        try {
            if (cells.length != 5) {
                throw new IllegalArgumentException("it has not 5 cells");
            }
            return new Agreement(
                    cells[0].strip(),
                    cells[1].strip(),
                    price(cells[2].strip(), cells[3].strip()),
                    LocalDate.parse(cells[4].strip()));
        } catch (RuntimeException wrong) {
            throw new IllegalArgumentException(
                    "intercompany.csv has a wrong row '" + line + "': " + wrong.getMessage(), wrong);
        }
    }

    private static IntercompanyPrice price(String method, String value) {
        return switch (method) {
            case "cost-plus" -> new IntercompanyPrice.CostPlus(new BigDecimal(value));
            case "bill-share" -> new IntercompanyPrice.BillRateShare(new BigDecimal(value));
            case "fixed-card" -> new IntercompanyPrice.FixedCard(
                    Rate.hourly(value.substring(0, value.indexOf(' ')), value.substring(value.indexOf(' ') + 1)));
            default -> throw new IllegalArgumentException("no method " + method);
        };
    }
}
