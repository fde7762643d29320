package io.throughline;

import io.throughline.work.TimePolicy;
import io.throughline.work.WorkDone;
import java.math.BigDecimal;

/**
 * What the firm has decided about workers.
 *
 * @param retroPeriods    most closed periods a change may reach back into
 * @param graceDays       days after the last one on which late time is still taken
 * @param marginThreshold margin a change may move without approval, in group currency
 * @param valuing         how work is valued when a worker changes
 * @param time            what is let pass about time
 */
record WorkerPolicy(
        int retroPeriods, int graceDays, BigDecimal marginThreshold, WorkDone.Policy valuing, TimePolicy time) {

    /** What is decided where no setting says otherwise. */
    static final WorkerPolicy DEFAULT = new WorkerPolicy(
            1,
            5,
            new BigDecimal("1000"),
            new WorkDone.Policy("USD", new BigDecimal("0.10"), new BigDecimal("0.09")),
            TimePolicy.DEFAULT);

    static WorkerPolicy of(Settings settings) {
        return new WorkerPolicy(
                settings.number("throughline.worker.retro-periods"),
                settings.number("throughline.worker.grace-days"),
                decimal(settings, "throughline.worker.margin-threshold"),
                new WorkDone.Policy(
                        settings.get("throughline.desk.group-currency"),
                        decimal(settings, "throughline.worker.intercompany-markup"),
                        decimal(settings, "throughline.worker.financing-rate")),
                TimePolicy.DEFAULT.with(settings.names("throughline.close.finance")));
    }

    private static BigDecimal decimal(Settings settings, String key) {
        String text = settings.get(key);
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException(key + " is " + text + ", expected a decimal such as 1000.00", wrong);
        }
    }
}
