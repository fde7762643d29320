package io.throughline.work;

import io.throughline.money.Fields;
import io.throughline.money.IntercompanyPrice;
import io.throughline.money.InvoiceTiming;
import io.throughline.money.Rate;
import io.throughline.money.TimeFact;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;

/**
 * A worker who changes entity or cost centre while working on a client's project, as CALC-10 needs it. All rates are in the
 * group currency.
 *
 * @param workerId        who changes
 * @param effectiveFrom   first day of the new entity
 * @param enteredOn       day on which the change became known
 * @param before          where the worker belonged
 * @param after           where the worker belongs from then on; the same entity for a change of cost centre
 * @param billingEntityId entity that bills the client
 * @param affected        time from the first day on
 * @param closed          months that are closed
 * @param open            month in which what belongs to closed months is posted
 * @param timing          how long the change holds up the invoice, or null when it does not
 */
public record ChangeCase(
        String workerId,
        LocalDate effectiveFrom,
        LocalDate enteredOn,
        Place before,
        Place after,
        String billingEntityId,
        List<Affected> affected,
        Set<YearMonth> closed,
        YearMonth open,
        InvoiceTiming timing) {

    /**
     * Where the cost of a worker belongs.
     *
     * @param entityId     employing entity
     * @param costCenterId cost centre, or null where it is of no interest
     * @param charges      how the entity charges the billing one, or null when nothing is agreed
     */
    public record Place(String entityId, String costCenterId, IntercompanyPrice charges) {

        public Place {
            Fields.id("entityId", entityId);
            Fields.optionalId("costCenterId", costCenterId);
        }
    }

    /**
     * One entry and what changes of it.
     *
     * @param entry   entry with its price
     * @param oldCost cost of one hour before
     * @param newCost cost of one hour from the change on
     * @param newBill price from the change on, or null when it stays
     */
    public record Affected(TimeFact entry, Rate oldCost, Rate newCost, Rate newBill) {

        /** The entry as it is priced from the change on. */
        TimeFact repriced() {
            return newBill == null ? entry : entry.at(newBill);
        }
    }

    public ChangeCase {
        Fields.id("workerId", workerId);
        Fields.required("effectiveFrom", effectiveFrom);
        Fields.required("enteredOn", enteredOn);
        Fields.required("before", before);
        Fields.required("after", after);
        Fields.id("billingEntityId", billingEntityId);
        affected = Fields.list("affected", affected);
        closed = closed == null ? Set.of() : Set.copyOf(closed);
        Fields.required("open", open);
        if (closed.contains(open)) {
            throw new IllegalArgumentException("open " + open + " is closed, nothing can be posted in it");
        }
        for (Affected one : affected) {
            TimeFact entry = one.entry();
            if (!entry.workerId().equals(workerId)) {
                throw new IllegalArgumentException(
                        "entry " + entry.timeEntryId() + " is of " + entry.workerId() + ", not of " + workerId);
            }
            if (entry.workDate().isBefore(effectiveFrom)) {
                throw new IllegalArgumentException("entry " + entry.timeEntryId() + " of " + entry.workDate()
                        + " is before the change of " + effectiveFrom);
            }
        }
    }

    /** Whether another entity than the billing one employs the worker from the change on. */
    boolean lentAfter() {
        return !after.entityId().equals(billingEntityId);
    }

    /** Whether another entity than the billing one employed the worker before. */
    boolean lentBefore() {
        return !before.entityId().equals(billingEntityId);
    }

    /** The month in which work of a month is posted: its own, or the open one when that is closed. */
    YearMonth posting(YearMonth service) {
        return closed.contains(service) ? open : service;
    }
}
