package io.throughline.money;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * How the firm counts, from the code table {@code mappings/codes/figures.csv} with the columns {@code figure,scope,policy}.
 * Figures are {@code utilization}, {@code rounding}, {@code day-hours} and {@code day-step}; the scope is {@code *}, or for rounding a
 * legal entity that has its own. Whoever reports a figure names the policy.
 */
public final class FigurePolicies {

    private static final String TABLE = "/mappings/codes/figures.csv";
    private static final FigurePolicies SHIPPED = ofClassPath();

    private final Map<String, String> policies;

    private FigurePolicies(Map<String, String> policies) {
        this.policies = Map.copyOf(policies);
        rounding("*");
        day();
    }

    /** The table as shipped, from the class path. */
    public static FigurePolicies shipped() {
        return SHIPPED;
    }

    /**
     * A table.
     *
     * @throws IllegalArgumentException when a figure has no row for {@code *}, or a policy that does not exist
     */
    public static FigurePolicies read(Reader table) {
        Map<String, String> policies = new HashMap<>();
        for (NamedCsvRecord row : CsvReader.builder().ofNamedCsvRecord(table)) {
            policies.put(row.getField("figure") + "|" + row.getField("scope"), row.getField("policy"));
        }
        return new FigurePolicies(policies);
    }

    /** Id of the policy by which utilization is counted, such as {@code util_net}. */
    public String utilization() {
        return of("utilization", "*");
    }

    /** What an entity rounds when it prices time and the contract says nothing about it. */
    public RoundingPolicy rounding(String billingEntityId) {
        return RoundingPolicy.of(of("rounding", billingEntityId));
    }

    /** How hours become days where a price is one of a day. */
    public BillingDay day() {
        return new BillingDay(new BigDecimal(of("day-hours", "*")), new BigDecimal(of("day-step", "*")));
    }

    private String of(String figure, String scope) {
        String own = policies.getOrDefault(figure + "|" + scope, policies.get(figure + "|*"));
        if (own == null) {
            throw new IllegalArgumentException("figures.csv has no policy for " + figure + " of *");
        }
        return own;
    }

    private static FigurePolicies ofClassPath() {
        try (InputStream in = FigurePolicies.class.getResourceAsStream(TABLE)) {
            if (in == null) {
                throw new IllegalArgumentException(TABLE + " is not on the class path");
            }
            return read(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
