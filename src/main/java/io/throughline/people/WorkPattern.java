package io.throughline.people;

import io.throughline.money.Fields;
import java.math.BigDecimal;

/**
 * Contracted hours per weekday.
 *
 * @param mon hours on Monday
 * @param tue hours on Tuesday
 * @param wed hours on Wednesday
 * @param thu hours on Thursday
 * @param fri hours on Friday
 * @param sat hours on Saturday
 * @param sun hours on Sunday
 */
public record WorkPattern(
        BigDecimal mon,
        BigDecimal tue,
        BigDecimal wed,
        BigDecimal thu,
        BigDecimal fri,
        BigDecimal sat,
        BigDecimal sun) {

    public WorkPattern {
        mon = Fields.decimal("mon", mon, 4, 2);
        tue = Fields.decimal("tue", tue, 4, 2);
        wed = Fields.decimal("wed", wed, 4, 2);
        thu = Fields.decimal("thu", thu, 4, 2);
        fri = Fields.decimal("fri", fri, 4, 2);
        sat = Fields.decimal("sat", sat, 4, 2);
        sun = Fields.decimal("sun", sun, 4, 2);
    }

    /** Hours contracted on a weekday. */
    public BigDecimal on(java.time.DayOfWeek day) {
        return switch (day) {
            case MONDAY -> mon;
            case TUESDAY -> tue;
            case WEDNESDAY -> wed;
            case THURSDAY -> thu;
            case FRIDAY -> fri;
            case SATURDAY -> sat;
            case SUNDAY -> sun;
        };
    }

    /** Hours contracted per week. */
    public BigDecimal total() {
        return mon.add(tue).add(wed).add(thu).add(fri).add(sat).add(sun);
    }
}
