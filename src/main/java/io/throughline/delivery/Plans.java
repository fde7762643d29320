package io.throughline.delivery;

import io.throughline.contract.Plan;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/**
 * Gives each part of a batch the plan its flow made; the body stays the batch. A part whose flow failed has a plan too,
 * made by the planning policy; only what that policy lets through fails the batch.
 */
public final class Plans implements AggregationStrategy {

    /** Variable that holds the part while its flow plans. */
    public static final String PART = "planning";

    /** A part of a batch that a flow plans for. */
    public interface Planning {
        /** Takes the plan; null means that nothing is to be done. */
        void planned(Plan plan);

        /** The batch it is a part of. */
        Batch batch();
    }

    @Override
    public Exchange aggregate(Exchange collected, Exchange part) {
        Exchange result = collected == null ? part : collected;
        if (part.getException() != null) {
            result.setException(part.getException());
        } else {
            Planning planning = part.getVariable(PART, Planning.class);
            planning.planned(part.getMessage().getBody(Plan.class));
            result.getMessage().setBody(planning.batch());
        }
        return result;
    }
}
