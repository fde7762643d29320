package io.throughline.money;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/** CALC-09: how long work has waited for its invoice, counted from the day of service. */
public final class UnbilledAgeing {

    private UnbilledAgeing() {}

    /** Age of unbilled work in days. */
    public enum Bucket {
        /** 0 to 30 days. */
        DAYS_30,
        /** 31 to 60 days. */
        DAYS_60,
        /** 61 to 90 days. */
        DAYS_90,
        /** More than 90 days. */
        OLDER;

        static Bucket of(long days) {
            return days > 90 ? OLDER : days > 60 ? DAYS_90 : days > 30 ? DAYS_60 : DAYS_30;
        }
    }

    /**
     * Work that no invoice has.
     *
     * @param serviceDate local date of the work
     * @param amount      its price
     */
    public record Item(LocalDate serviceDate, Money amount) {}

    /**
     * Amounts by age, every bucket named.
     *
     * @param items    unbilled work of one currency
     * @param asOf     day of the report
     * @throws IllegalArgumentException when a day of service is after the report
     */
    public static Map<Bucket, Money> of(Collection<Item> items, LocalDate asOf, String currency) {
        Map<Bucket, Money> sums = new EnumMap<>(Bucket.class);
        for (Bucket bucket : Bucket.values()) {
            sums.put(bucket, Money.zero(currency));
        }
        for (Item item : items) {
            long days = ChronoUnit.DAYS.between(item.serviceDate(), asOf);
            if (days < 0) {
                throw new IllegalArgumentException("serviceDate " + item.serviceDate() + " is after " + asOf);
            }
            sums.merge(Bucket.of(days), item.amount(), Money::plus);
        }
        return sums;
    }
}
