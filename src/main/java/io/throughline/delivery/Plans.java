package io.throughline.delivery;

import io.throughline.contract.Plan;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/** Gives each part of a batch the plan its flow made; the body stays the batch. */
public final class Plans implements AggregationStrategy {

    /** Variable that holds the part while its flow plans. */
    public static final String PART = "planning";

    /** A part of a batch that a flow plans for. */
    public interface Planning {
        /** Takes the plan; null means that nothing is to be done. */
        void planned(Plan plan);
    }

    @Override
    public Exchange aggregate(Exchange collected, Exchange part) {
        if (part.getException() == null) {
            part.getVariable(PART, Planning.class).planned(part.getMessage().getBody(Plan.class));
        }
        return collected == null ? part : collected;
    }
}
