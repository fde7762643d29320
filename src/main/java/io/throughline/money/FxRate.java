package io.throughline.money;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/**
 * Exchange rate; never inverted implicitly.
 *
 * @param fxRateId opaque stable identifier, safe as an external id of every vendor
 * @param version object version, +1 per canonical change
 * @param from currency converted
 * @param to currency converted into
 * @param type What the rate is used for
 * @param date day of a closing or contract rate
 * @param month month of an average rate
 * @param rate units of to for one unit of from
 * @param effectiveFrom first local date on which this state holds
 * @param knownAt when this state became known
 * @param sourceSystem system that owns the object
 * @param xref ids other systems use for it
 * @param ext namespaced extras, ignored by the core
 */
public record FxRate(
        String fxRateId,
        long version,
        String from,
        String to,
        Type type,
        LocalDate date,
        YearMonth month,
        BigDecimal rate,
        LocalDate effectiveFrom,
        Instant knownAt,
        String sourceSystem,
        List<Xref> xref,
        JsonNode ext) {

    public FxRate {
        Fields.id("fxRateId", fxRateId);
        Fields.version(version);
        Fields.currency("from", from);
        Fields.currency("to", to);
        Fields.required("type", type);
        rate = Fields.decimal("rate", rate, 20, 10);
        Fields.optionalText("sourceSystem", sourceSystem);
        xref = Fields.optionalList("xref", xref);
    }

    /** What the rate is used for. */
    public enum Type {
        CLOSING,
        AVERAGE,
        CONTRACT
    }
}
