package io.throughline.delivery.target;

import io.throughline.contract.Answer;
import io.throughline.contract.Delivery;
import io.throughline.contract.Waypoint;
import io.throughline.delivery.CollectAnswers;
import io.throughline.delivery.CollectAnswers.Answered;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * The gate in front of a target that takes a list of deliveries in one call: the same circuit, budget and kill switch as
 * for single ones. The call as a whole takes one turn of the budget and teaches the circuit once.
 */
public final class BatchGate {

    private static final String ADMITTED = "admitted";
    private static final String REFUSED = "refused";
    private static final String TURN = "turn";

    private final Targets targets;

    public BatchGate(Targets targets) {
        this.targets = targets;
    }

    /**
     * Leaves the deliveries that may pass as body and keeps the answers of the others for {@link #answers}. When any
     * passes, a turn of the budget is taken, which {@link #heard} gives back, or the end of an exchange that failed.
     */
    public void admit(Exchange exchange) throws InterruptedException {
        List<Delivery> passed = new ArrayList<>();
        List<Answered> refused = new ArrayList<>();
        boolean probe = Targets.isProbe(exchange);
        for (Object each : exchange.getMessage().getBody(List.class)) {
            Delivery delivery = (Delivery) each;
            Answer instead = targets.reason(delivery, probe);
            if (instead == null) {
                passed.add(delivery);
            } else {
                refused.add(new Answered(delivery, instead));
            }
        }
        if (!passed.isEmpty()) {
            Target target = target(passed);
            Answer instead = targets.takeTurn(target);
            if (instead == null) {
                refused.addAll(stoppedMeanwhile(passed));
            } else {
                passed.forEach(delivery -> refused.add(new Answered(delivery, instead)));
                passed.clear();
            }
            if (!passed.isEmpty()) {
                giveBackAtEnd(exchange, target);
                Waypoint.CALLING.reached();
            } else if (instead == null) {
                target.budget().release();
            }
        }
        if (probe && passed.isEmpty() && !refused.isEmpty()) {
            targets.get(refused.get(0).delivery().step().system()).circuit().probeUnused();
        }
        exchange.setVariable(ADMITTED, List.copyOf(passed));
        exchange.setVariable(REFUSED, refused);
        exchange.getMessage().setBody(passed);
    }

    /** Whether any delivery may be carried out. */
    public boolean passes(Exchange exchange) {
        return !deliveries(exchange).isEmpty();
    }

    /** Learns from the answers and gives the turn back. What has no answer may or may not have taken effect. */
    public void heard(Exchange exchange) {
        Waypoint.CALLED.reached();
        Map<Long, Answer> given = new HashMap<>();
        for (Object each : exchange.getMessage().getBody(List.class)) {
            Answered answered = (Answered) each;
            given.put(answered.delivery().stepNo(), answered.answer());
        }
        List<Delivery> admitted = deliveries(exchange);
        List<Answer> answers = admitted.stream()
                .map(delivery -> given.getOrDefault(delivery.stepNo(), CollectAnswers.NO_ANSWER))
                .toList();
        exchange.getVariable(TURN, AtomicBoolean.class).set(false);
        List<Answer> heard = target(admitted).heardTogether(answers, Targets.isProbe(exchange));
        List<Answered> all = new ArrayList<>();
        for (int i = 0; i < heard.size(); i++) {
            all.add(new Answered(admitted.get(i), heard.get(i)));
        }
        exchange.getMessage().setBody(all);
    }

    /** The answers of the target and of the gate together. */
    public List<Answered> answers(Exchange exchange) {
        List<Answered> all = new ArrayList<>();
        exchange.getMessage().getBody(List.class).forEach(each -> all.add((Answered) each));
        exchange.getVariable(REFUSED, List.class).forEach(each -> all.add((Answered) each));
        return all;
    }

    /** Takes out what a person stopped while the call waited for its turn. */
    private List<Answered> stoppedMeanwhile(List<Delivery> passed) {
        List<Answered> stopped = new ArrayList<>();
        for (Delivery delivery : passed) {
            Answer instead = targets.stopped(delivery);
            if (instead != null) {
                stopped.add(new Answered(delivery, instead));
            }
        }
        stopped.forEach(answered -> passed.remove(answered.delivery()));
        return stopped;
    }

    private static void giveBackAtEnd(Exchange exchange, Target target) {
        AtomicBoolean turn = new AtomicBoolean(true);
        exchange.setVariable(TURN, turn);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange ended) {
                if (turn.getAndSet(false)) {
                    target.heard(CollectAnswers.NO_ANSWER, false);
                }
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static List<Delivery> deliveries(Exchange exchange) {
        return exchange.getVariable(ADMITTED, List.class);
    }

    private Target target(List<Delivery> deliveries) {
        return targets.get(deliveries.get(0).step().system());
    }
}
