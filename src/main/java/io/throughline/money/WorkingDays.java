package io.throughline.money;

import java.time.LocalDate;

/** Days from Monday to Friday, by which deadlines between firms and within one are counted here; holidays are working days. */
public final class WorkingDays {

    private static final int SATURDAY = 6;

    private WorkingDays() {}

    /** The last of so many working days after a day; the day itself for 0 or less. */
    public static LocalDate after(LocalDate day, int days) {
        LocalDate last = day;
        int left = days;
        while (left > 0) {
            last = last.plusDays(1);
            left -= last.getDayOfWeek().getValue() < SATURDAY ? 1 : 0;
        }
        return last;
    }
}
