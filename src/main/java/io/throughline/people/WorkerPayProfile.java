package io.throughline.people;

import io.throughline.money.Fields;
import io.throughline.money.LabourCostRate;
import io.throughline.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

/**
 * What a worker is paid in a year; restricted: it is sealed in the stores and never published.
 *
 * @param workerId opaque stable identifier, safe as an external id of every vendor
 * @param version object version, +1 per canonical change
 * @param salary annual salary
 * @param onCostPct on-cost of the employer as ratio
 * @param benefits annual benefits
 * @param standardAnnualHours paid hours of a year
 * @param vacationDays vacation of a year in days
 * @param holidays public holidays of a year in days
 * @param sickDays sick allowance of a year in days
 * @param effectiveFrom first local date on which this state holds
 * @param knownAt when this state became known
 * @param sourceSystem system that owns the object
 */
public record WorkerPayProfile(
        String workerId,
        long version,
        Money salary,
        BigDecimal onCostPct,
        Money benefits,
        BigDecimal standardAnnualHours,
        BigDecimal vacationDays,
        BigDecimal holidays,
        BigDecimal sickDays,
        LocalDate effectiveFrom,
        Instant knownAt,
        String sourceSystem) {

    private static final BigDecimal HOURS_OF_A_DAY = new BigDecimal("8");

    public WorkerPayProfile {
        Fields.id("workerId", workerId);
        Fields.version(version);
        Fields.required("salary", salary);
        onCostPct = Fields.decimal("onCostPct", onCostPct, 9, 4);
        Fields.required("benefits", benefits);
        standardAnnualHours = Fields.decimal("standardAnnualHours", standardAnnualHours, 9, 4);
        vacationDays = Fields.decimal("vacationDays", vacationDays, 9, 4);
        holidays = Fields.decimal("holidays", holidays, 9, 4);
        sickDays = Fields.decimal("sickDays", sickDays, 9, 4);
        Fields.required("effectiveFrom", effectiveFrom);
        Fields.optionalText("sourceSystem", sourceSystem);
    }

    /** CALC-02, with days of 8 hours. */
    LabourCostRate cost() {
        return new LabourCostRate(
                salary,
                onCostPct,
                benefits,
                standardAnnualHours,
                vacationDays.add(holidays).add(sickDays).multiply(HOURS_OF_A_DAY));
    }

    /** Nothing of what is paid. */
    @Override
    public String toString() {
        return "WorkerPayProfile[" + workerId + " from " + effectiveFrom + "]";
    }
}
