package io.throughline.people;

import io.throughline.money.TimeFact;
import java.math.BigDecimal;
import java.util.List;

/**
 * A pay period of which payroll does not have everything when it is about to be locked.
 *
 * @param locked  entity, period and lock
 * @param workers how many workers miss hours
 * @param hours   their hours, those that wait for approval among them, less what payroll has too many, scale 2
 * @param reasons why, the first one first to be seen to
 * @param waiting the entries that wait for approval
 * @param gross   about what the hours cost
 */
public record LatePayroll(
        Locked locked,
        int workers,
        BigDecimal hours,
        List<Reason> reasons,
        List<TimeFact> waiting,
        GrossEstimate gross) {

    /** Rule of a reason: approved hours of known workers are in no batch that payroll has taken. */
    public static final String NOT_EXPORTED = "NOT_EXPORTED";

    public LatePayroll {
        reasons = List.copyOf(reasons);
        waiting = List.copyOf(waiting);
    }

    /**
     * Why hours are missing.
     *
     * @param rule      {@code V-PAY-01} unapproved time, {@code V-PAY-04} no payroll number, or {@link #NOT_EXPORTED}
     * @param text      a sentence
     * @param workerIds the workers concerned
     * @param hours     their hours that are missing because of it, scale 2
     */
    public record Reason(String rule, String text, List<String> workerIds, BigDecimal hours) {
        public Reason {
            workerIds = List.copyOf(workerIds);
        }
    }
}
