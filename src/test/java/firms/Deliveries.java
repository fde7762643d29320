package firms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * An order in which the facts of a firm are delivered. What the ERP has to have told first comes first, in an order of its
 * own, because the rules hold what lacks it on purpose (V-WRK-01, V-WRK-02, V-PRJ-02); everything else comes in any order. One
 * fact in five is delivered twice, one in twenty three times. They come in documents of one to twelve facts.
 */
final class Deliveries {

    private Deliveries() {}

    /** The documents of a firm in the order of a seed; order 0 is that in which things happened, once each. */
    static List<List<ObjectNode>> of(Firm firm, long order) {
        Random dice = new Random(order * 104_729 + firm.seed());
        List<List<ObjectNode>> documents = new ArrayList<>();
        for (List<ObjectNode> part : List.of(firm.reference(), firm.told())) {
            List<ObjectNode> facts = new ArrayList<>(part);
            if (order != 0) {
                repeat(part, facts, dice);
                Collections.shuffle(facts, dice);
            }
            for (int from = 0; from < facts.size(); ) {
                int to = Math.min(facts.size(), from + 1 + dice.nextInt(12));
                documents.add(facts.subList(from, to));
                from = to;
            }
        }
        return documents;
    }

    private static void repeat(List<ObjectNode> part, List<ObjectNode> facts, Random dice) {
        for (ObjectNode fact : part) {
            int luck = dice.nextInt(100);
            if (luck < 20) {
                facts.add(fact);
            }
            if (luck < 5) {
                facts.add(fact);
            }
        }
    }
}
