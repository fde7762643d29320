package firms;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.InProcess;
import io.throughline.contract.Delivery;
import io.throughline.contract.Json;
import io.throughline.delivery.Batch;
import io.throughline.intake.Intake;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import journeys.AdjustableClock;

/**
 * One firm, delivered in one order through the product's own path: door, flows, journal, ledger. After each document every
 * step whose turn it is is answered, what it waited for goes on, and so on until nothing moves. When everything is told, the
 * month ends and what has become due is done.
 */
final class FirmRun {

    /** When everything is delivered. */
    private static final Instant TOLD = Instant.parse("2026-10-30T15:00:00Z");

    /** When the month is over everywhere, and every pay period and billing cycle of it. */
    private static final Instant OVER = Instant.parse("2026-11-06T12:00:00Z");

    private final AdjustableClock clock;
    private final InProcess product;
    private final Target target;

    FirmRun(Firm firm, InProcess product, AdjustableClock clock) {
        this.target = new Target(firm.moved());
        this.product = product;
        this.clock = clock;
    }

    /** The end state after these documents. */
    Outcome deliver(List<List<ObjectNode>> documents) {
        clock.set(TOLD);
        List<String> refused = new ArrayList<>();
        for (List<ObjectNode> document : documents) {
            ArrayNode events = Json.mapper().createArrayNode();
            document.forEach(events::add);
            Intake.DocumentReading read = product.read(Json.write(events).getBytes(StandardCharsets.UTF_8));
            read.reading().batches().forEach(this::settle);
            read.reading().refusals().forEach(problem -> refused.add(problem.toString()));
        }
        clock.set(OVER);
        List<Batch> due = product.due();
        while (!due.isEmpty()) {
            due.forEach(this::settle);
            due = product.due();
        }
        return Outcome.of(product.stores(), target, refused);
    }

    private void settle(Batch arrived) {
        carryOut(sent(product.accept(arrived)));
        List<Batch> parked = product.parked();
        while (!parked.isEmpty()) {
            List<Long> turn = new ArrayList<>();
            parked.forEach(batch -> turn.addAll(sent(product.accept(batch))));
            product.unparked();
            carryOut(turn);
            parked = product.parked();
        }
        product.unparked();
    }

    private void carryOut(List<Long> steps) {
        List<Long> turn = steps;
        while (!turn.isEmpty()) {
            List<Delivery> begun = product.stores().ledger().begin(turn);
            turn = new ArrayList<>();
            if (!begun.isEmpty()) {
                Batch answers = new Batch("delivery", false);
                begun.forEach(delivery -> answers.answered(delivery, target.take(delivery)));
                turn.addAll(sent(product.accept(answers)));
            }
            if (turn.isEmpty()) {
                turn.addAll(product.released());
            }
        }
    }

    private static List<Long> sent(Batch batch) {
        return batch.toSend().stream().map(Batch.StepMessage::stepNo).toList();
    }
}
