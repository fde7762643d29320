package io.throughline.delivery.model;

import io.throughline.contract.Delivery;
import io.throughline.delivery.StepState;
import java.util.List;

/** Who decides what machines cannot: looks at the target and settles, sends again, or gives up. */
final class Person {

    private final World world;
    private final ModelNode node;

    Person(World world, ModelNode node) {
        this.world = world;
        this.node = node;
    }

    /** Decides on a step as it stands; the word on what is there is true, because nobody gives it while a call is out. */
    void decide(ModelStep row, boolean discard) {
        boolean waits = row.state == StepState.DEAD || row.state == StepState.HELD;
        boolean callIsOut =
                world.nodes.stream().anyMatch(each -> each.works.stream().anyMatch(work -> work.isCalling(row.no)));
        if (callIsOut) {
            return;
        }
        boolean absent = world.truth(row.no).effects == 0;
        if (discard && (waits || row.state == StepState.PARKED)) {
            giveUp(row);
        } else if (waits && !absent && world.ledger.needsWord(row)) {
            settle(row);
        } else {
            again(row, absent && row.inDoubt && world.ledger.needsWord(row));
        }
    }

    private void giveUp(ModelStep row) {
        world.note("a person gives up", row);
        world.ledger.change(row, StepState.SKIPPED);
        row.caseOpen = false;
        node.works.add(Work.freed(world, node, row));
    }

    private void settle(ModelStep row) {
        world.note("a person settles", row);
        world.ledger.change(row, StepState.PLANNED);
        Delivery delivery = world.begin(node, row.no);
        if (delivery != null) {
            node.works.add(Work.word(world, node, delivery));
        }
    }

    private void again(ModelStep row, boolean absent) {
        boolean waited = row.state == StepState.DEAD || row.state == StepState.HELD;
        if (world.ledger.again(row, absent)) {
            world.note("a person sends again", row);
            world.truth(row.no).sentAgain(waited, absent);
            node.works.add(Work.sending(world, node, List.of(row)));
        }
    }
}
