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

    /**
     * The steps of {@link CostRateSteps#told}, and for a rate that is new or changed what {@link CostTrueUpRules#changed} makes
     * due; {@code costrate.begun} only says that the first day of a rate has come that was known ahead.
     */
    public Plan plan(Event event, CostRate rate) {
        Plan told = Plan.of(steps.told(rate));
        return event.type().startsWith("costrate.begun.")
                ? told.healing()
                : told.emitting(trueUps.changed(event, rate).emits().toArray(Event[]::new));
    }
}
