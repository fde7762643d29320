package io.throughline.delivery;

import io.throughline.contract.Answer;
import io.throughline.contract.Step;
import io.throughline.journal.Xrefs.Xref;
import java.util.Map;
import java.util.Optional;

/**
 * Which canonical object an operation creates or changes in its target, so that the target's id can be cross-referenced. Of
 * postings those with a reference, which the postings of a pair have in common.
 */
final class Registrations {

    private record Subject(String object, String idField) {}

    private static final Map<String, Subject> SUBJECTS = Map.ofEntries(
            Map.entry("user", new Subject("worker", "workerId")),
            Map.entry("employee", new Subject("worker", "workerId")),
            Map.entry("starter", new Subject("worker", "workerId")),
            Map.entry("customer", new Subject("customer", "customerId")),
            Map.entry("project", new Subject("project", "projectId")),
            Map.entry("time", new Subject("time", "timeEntryId")),
            Map.entry("expense", new Subject("expense", "expenseId")),
            Map.entry("invoice", new Subject("invoice", "invoiceId")),
            Map.entry("posting", new Subject("posting", "reference")),
            Map.entry("time-off", new Subject("leave", "leaveId")),
            Map.entry("opportunity", new Subject("opportunity", "opportunityId")));

    private Registrations() {}

    /** The cross-reference that an applied step establishes, if its operation establishes one. */
    static Optional<Xref> of(Step step, Answer.Applied applied) {
        Subject subject = SUBJECTS.get(step.operation());
        if (subject == null || applied.reference() == null || !step.payload().hasNonNull(subject.idField())) {
            return Optional.empty();
        }
        String id = step.payload().get(subject.idField()).asText();
        return Optional.of(new Xref(subject.object(), id, step.system(), "id", applied.reference()));
    }
}
