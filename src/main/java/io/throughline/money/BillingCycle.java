package io.throughline.money;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The days of one invoice of one project.
 *
 * @param projectId project
 * @param label     {@code 2026-10} for a month, {@code 2026-10A} and {@code 2026-10B} for its halves
 * @param from      first service day
 * @param to        last service day, inclusive
 */
public record BillingCycle(String projectId, String label, LocalDate from, LocalDate to) {

    private static final Pattern ID = Pattern.compile("BC-(.+)-(\\d{4}-\\d{2})([AB]?)");

    /**
     * The cycle a service day falls into.
     *
     * @throws IllegalArgumentException for cycles other than monthly and semi-monthly
     */
    public static BillingCycle of(String projectId, InvoiceCycle cycle, LocalDate day) {
        return switch (cycle) {
            case MONTHLY -> month(projectId, YearMonth.from(day));
            case SEMI_MONTHLY -> half(projectId, PayPeriod.of(day));
            case WEEKLY, MILESTONE -> throw new IllegalArgumentException(
                    "invoiceCycle " + cycle + " of " + projectId + " has no billing cycles of days");
        };
    }

    /** The cycle of an id, such as {@code BC-P-1003-2026-10B}. */
    public static BillingCycle parse(String id) {
        Matcher parts = ID.matcher(id);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + id + "' is not a billing cycle such as BC-P-1003-2026-10B");
        }
        return parts.group(3).isEmpty()
                ? month(parts.group(1), YearMonth.parse(parts.group(2)))
                : half(parts.group(1), PayPeriod.parse(parts.group(2) + parts.group(3)));
    }

    /** The id, such as {@code BC-P-1003-2026-10B}. */
    public String id() {
        return "BC-" + projectId + "-" + label;
    }

    /**
     * Id of its invoice, such as {@code INV-US-2026-1003-10B} for entity {@code LE-US}.
     *
     * @param version 1 for the first; a later one has it behind its id
     */
    public String invoiceId(String billingEntityId, long version) {
        return "INV-" + after(billingEntityId) + "-" + label.substring(0, 4) + "-" + after(projectId) + "-"
                + label.substring(5) + (version > 1 ? "-" + version : "");
    }

    /** The service period. */
    public ServicePeriod period() {
        return new ServicePeriod(from, to);
    }

    private static BillingCycle month(String projectId, YearMonth month) {
        return new BillingCycle(projectId, month.toString(), month.atDay(1), month.atEndOfMonth());
    }

    private static BillingCycle half(String projectId, PayPeriod period) {
        return new BillingCycle(projectId, period.id(), period.from(), period.to());
    }

    private static String after(String id) {
        return id.substring(id.indexOf('-') + 1);
    }
}
