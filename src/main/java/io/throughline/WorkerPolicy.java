package io.throughline;

import java.math.BigDecimal;

/**
 * What the firm has decided about workers.
 *
 * @param retroPeriods    most closed periods a change may reach back into
 * @param graceDays       days after the last one on which late time is still taken
 * @param marginThreshold margin a change may move without approval, in group currency
 * @param groupCurrency   currency of the threshold
 */
record WorkerPolicy(int retroPeriods, int graceDays, BigDecimal marginThreshold, String groupCurrency) {

    /** What is decided where no setting says otherwise. */
    static final WorkerPolicy DEFAULT = new WorkerPolicy(1, 5, new BigDecimal("1000"), "USD");

    static WorkerPolicy of(Settings settings) {
        String threshold = settings.get("throughline.worker.margin-threshold");
        try {
            return new WorkerPolicy(
                    settings.number("throughline.worker.retro-periods"),
                    settings.number("throughline.worker.grace-days"),
                    new BigDecimal(threshold),
                    settings.get("throughline.desk.group-currency"));
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException(
                    "throughline.worker.margin-threshold is " + threshold + ", expected an amount such as 1000.00", wrong);
        }
    }
}
