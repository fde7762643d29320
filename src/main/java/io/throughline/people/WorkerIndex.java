package io.throughline.people;

import io.throughline.contract.Snapshots;
import java.util.List;
import java.util.Locale;

/** Workers by what must be unique about them. */
public interface WorkerIndex {

    /** Workers with a work mail address, compared in lower case. */
    List<Worker> byEmail(String email);

    /** Workers that are the same person. */
    List<Worker> byPerson(String personId);

    /** Answers from the snapshots of all workers; good for firms of some hundred workers. */
    static WorkerIndex over(Snapshots snapshots) {
        return new WorkerIndex() {
            @Override
            public List<Worker> byEmail(String email) {
                String wanted = email.toLowerCase(Locale.ROOT);
                return snapshots.all("worker", Worker.class).stream()
                        .filter(known ->
                                known.workEmail().toLowerCase(Locale.ROOT).equals(wanted))
                        .toList();
            }

            @Override
            public List<Worker> byPerson(String personId) {
                return snapshots.all("worker", Worker.class).stream()
                        .filter(known -> known.personId().equals(personId))
                        .toList();
            }
        };
    }
}
