package io.throughline.close;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What one check came to.
 *
 * @param check   {@code C1} to {@code C12}
 * @param title   what was compared
 * @param outcome whether everything is within tolerance
 * @param rows    rows compared
 * @param outside rows outside tolerance
 * @param classes rows by class, in alphabetical order
 * @param atRisk  money at risk in group currency over all rows outside tolerance; null when none is known
 * @param totals  what was added up
 * @param notes   why something was not checked
 */
public record Verdict(
        String check,
        String title,
        Outcome outcome,
        long rows,
        long outside,
        Map<String, Long> classes,
        BigDecimal atRisk,
        List<Total> totals,
        List<String> notes) {

    /** How a check ended. */
    public enum Outcome {
        /** Everything was there and is within tolerance. */
        MATCHED,
        /** Something is outside tolerance. */
        DIFFERENT,
        /** Nothing is outside tolerance, but not everything could be compared. */
        NOT_CHECKED
    }

    /** A sum over what was compared, in a unit: {@code h} or a currency. */
    public record Total(String name, BigDecimal value, String unit) {}

    /** Whether the check stands in nobody's way. */
    public boolean withinTolerance() {
        return outcome == Outcome.MATCHED;
    }
}
