package io.throughline.delivery;

import io.throughline.broker.Received;
import io.throughline.contract.Delivery;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Between delivery queues and the ledger. A delivery message only names a step; the ledger knows the rest. */
public final class Deliveries {

    private final Ledger ledger;

    public Deliveries(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Begins the steps that a batch of messages names, leaving out the ones whose turn it is not. */
    public List<Delivery> begin(List<Received> messages) {
        return ledger.begin(messages.stream()
                .map(message -> Long.parseLong(new String(message.body(), StandardCharsets.US_ASCII)))
                .distinct()
                .toList());
    }

    /** The answers as a batch to be settled. */
    public Batch settle(List<?> answers) {
        Batch batch = new Batch("delivery", false);
        for (Object answer : answers) {
            if (answer instanceof CollectAnswers.Answered answered) {
                batch.answered(answered.delivery(), answered.answer());
            }
        }
        return batch;
    }
}
