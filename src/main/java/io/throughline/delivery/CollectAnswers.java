package io.throughline.delivery;

import io.throughline.contract.Answer;
import io.throughline.contract.Delivery;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/** Collects one answer per delivery of a batch. */
public final class CollectAnswers implements AggregationStrategy {

    /** Variable that holds the delivery while it is carried out. */
    public static final String DELIVERY = "delivery";

    /** The answer of a connector that ended without one. */
    public static final Answer NO_ANSWER = new Answer.Unknown("the connector ended without an answer");

    /** A delivery and what became of it. */
    public record Answered(Delivery delivery, Answer answer) {}

    @Override
    public Exchange aggregate(Exchange collected, Exchange part) {
        Delivery delivery = part.getVariable(DELIVERY, Delivery.class);
        Answer answer = part.getMessage().getBody() instanceof Answer given ? given : NO_ANSWER;
        List<Answered> answers = collected == null ? new ArrayList<>() : answers(collected);
        answers.add(new Answered(delivery, answer));
        Exchange result = collected == null ? part : collected;
        result.getMessage().setBody(answers);
        return result;
    }

    @SuppressWarnings("unchecked")
    private static List<Answered> answers(Exchange exchange) {
        return (List<Answered>) exchange.getMessage().getBody(List.class);
    }
}
