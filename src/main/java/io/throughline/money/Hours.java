package io.throughline.money;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Minutes as hours. */
public final class Hours {

    private static final BigDecimal SIXTY = BigDecimal.valueOf(60);

    private Hours() {}

    /** Minutes as hours with 2 decimals, rounded half up; 440 minutes are 7.33. */
    public static BigDecimal of(long minutes) {
        return BigDecimal.valueOf(minutes).divide(SIXTY, 2, RoundingMode.HALF_UP);
    }

    /**
     * Hours as whole minutes, rounded half up; 7.33 hours are 440 minutes.
     *
     * @throws ArithmeticException when it does not fit an int
     */
    public static int toMinutes(BigDecimal hours) {
        return hours.multiply(SIXTY).setScale(0, RoundingMode.HALF_UP).intValueExact();
    }
}
