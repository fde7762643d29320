package io.throughline.work;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.throughline.money.Money;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Into which general ledger account an expense category goes and how much one expense of it may be, per legal entity, from
 * the code tables {@code mappings/codes/expense-accounts.csv} ({@code legal_entity,category,account}) and
 * {@code expense-limits.csv} ({@code legal_entity,category,limit,currency}); the entity {@code *} serves all without a row
 * of their own.
 */
public final class ExpensePolicy {

    private final Map<String, String> accounts;
    private final Map<String, Money> limits;

    private ExpensePolicy(Map<String, String> accounts, Map<String, Money> limits) {
        this.accounts = Map.copyOf(accounts);
        this.limits = Map.copyOf(limits);
    }

    /**
     * The tables as shipped, from the class path.
     *
     * @throws IllegalArgumentException when one is missing or broken
     */
    public static ExpensePolicy shipped() {
        try (Reader accounts = open("expense-accounts.csv");
                Reader limits = open("expense-limits.csv")) {
            return read(accounts, limits);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tables. */
    public static ExpensePolicy read(Reader accounts, Reader limits) {
        Map<String, String> byCategory = new HashMap<>();
        for (NamedCsvRecord row : CsvReader.builder().ofNamedCsvRecord(accounts)) {
            byCategory.put(key(row), row.getField("account"));
        }
        Map<String, Money> most = new HashMap<>();
        for (NamedCsvRecord row : CsvReader.builder().ofNamedCsvRecord(limits)) {
            most.put(key(row), Money.of(row.getField("limit"), row.getField("currency")));
        }
        return new ExpensePolicy(byCategory, most);
    }

    /** The account of a category, if the entity has one. */
    public Optional<String> account(String legalEntityId, String category) {
        return find(accounts, legalEntityId, category);
    }

    /** What one expense of a category may be at most, if there is a limit. */
    public Optional<Money> limit(String legalEntityId, String category) {
        return find(limits, legalEntityId, category);
    }

    private static <T> Optional<T> find(Map<String, T> table, String legalEntityId, String category) {
        T own = table.get(legalEntityId + "|" + category);
        return Optional.ofNullable(own == null ? table.get("*|" + category) : own);
    }

    private static String key(NamedCsvRecord row) {
        return row.getField("legal_entity") + "|" + row.getField("category");
    }

    private static Reader open(String table) {
        InputStream in = ExpensePolicy.class.getResourceAsStream("/mappings/codes/" + table);
        if (in == null) {
            throw new IllegalArgumentException("mappings/codes/" + table + " is not on the class path");
        }
        return new InputStreamReader(in, StandardCharsets.UTF_8);
    }
}
