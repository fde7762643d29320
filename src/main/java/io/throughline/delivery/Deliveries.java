package io.throughline.delivery;

import io.throughline.broker.Received;
import io.throughline.contract.Answer;
import io.throughline.contract.Delivery;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Between delivery queues and the ledger. A delivery message only names a step; the ledger knows the rest. */
public final class Deliveries {

    private final Ledger ledger;
    private final ReadIntake read;

    public Deliveries(Ledger ledger, ReadIntake read) {
        this.ledger = ledger;
        this.read = read;
    }

    /** Begins the steps that a batch of messages names, leaving out the ones whose turn it is not. */
    public List<Delivery> begin(List<Received> messages) {
        return ledger.begin(messages.stream()
                .map(message -> Long.parseLong(new String(message.body(), StandardCharsets.US_ASCII)))
                .distinct()
                .toList());
    }

    /** The answers as a batch to be settled, with the events of what was read. */
    public Batch settle(List<?> answers) {
        Batch batch = new Batch("delivery", false);
        for (Object answer : answers) {
            if (answer instanceof CollectAnswers.Answered answered) {
                batch.answered(answered.delivery(), taken(answered, batch));
            }
        }
        return batch;
    }

    private Answer taken(CollectAnswers.Answered answered, Batch batch) {
        return answered.answer() instanceof Answer.Applied applied
                ? read.take(answered.delivery().step(), applied, batch)
                : answered.answer();
    }
}
