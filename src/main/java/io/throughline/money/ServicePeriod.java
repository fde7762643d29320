package io.throughline.money;

import java.time.LocalDate;

/**
 * Days on which a service was rendered.
 *
 * @param from first day of service
 * @param to last day of service, inclusive
 */
public record ServicePeriod(LocalDate from, LocalDate to) {

    public ServicePeriod {
        Fields.required("from", from);
        Fields.required("to", to);
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("to " + to + " is before from " + from);
        }
    }
}
