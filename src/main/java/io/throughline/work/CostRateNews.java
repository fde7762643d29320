package io.throughline.work;

import io.throughline.contract.Event;
import io.throughline.contract.Plan;
import io.throughline.money.CostRate;
import io.throughline.people.CostRateSteps;

/** What a cost rate means that is new, changed or has begun: for the PSA at once, for months that are over by a true-up. */
public final class CostRateNews {

    private final CostRateSteps steps;
    private final CostTrueUpRules trueUps;

    public CostRateNews(CostRateSteps steps, CostTrueUpRules trueUps) {
        this.steps = steps;
        this.trueUps = trueUps;
    }

    /** The steps of {@link CostRateSteps#told} and what {@link CostTrueUpRules#changed} makes due. */
    public Plan changed(Event event, CostRate rate) {
        return Plan.of(steps.told(rate))
                .emitting(trueUps.changed(event, rate).emits().toArray(Event[]::new));
    }

    /** The steps of {@link CostRateSteps#told} once the first day of a rate that was known ahead has come. */
    public Plan begun(CostRate rate) {
        return Plan.of(steps.told(rate)).healing();
    }
}
