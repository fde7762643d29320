package io.throughline.delivery.target;

import io.throughline.contract.Delivery;
import io.throughline.delivery.Agenda;
import io.throughline.delivery.Ledger;
import io.throughline.journal.Database;
import java.util.List;

/** Picks the one step with which a target is tried while its circuit is open. */
public final class Probes {

    private final Database database;
    private final Ledger ledger;
    private final Agenda agenda;
    private final Targets targets;
    private final KillSwitches switches;

    public Probes(Database database, Ledger ledger, Targets targets, KillSwitches switches) {
        this.database = database;
        this.ledger = ledger;
        this.agenda = ledger.agenda();
        this.targets = targets;
        this.switches = switches;
    }

    /** Begins an attempt at one step when a probe is due and a step's turn has come; otherwise an empty list. */
    public List<Delivery> begin(String system) {
        Circuit circuit = targets.get(system).circuit();
        if (switches.stopped(KillSwitches.Scope.SYSTEM).contains(system) || !circuit.tryProbe()) {
            return List.of();
        }
        List<Delivery> begun = List.of();
        try {
            begun =
                    ledger.begin(database
                            .read(connection ->
                                    agenda.probe(connection, system, switches.stopped(KillSwitches.Scope.FLOW)))
                            .stream()
                            .map(Ledger.Row::stepNo)
                            .toList());
        } finally {
            if (begun.isEmpty()) {
                circuit.probeUnused();
            }
        }
        return begun;
    }
}
