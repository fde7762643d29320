package io.throughline.work;

import io.throughline.contract.Plan;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Violation;
import java.util.List;
import java.util.Locale;

/** A document that a system took and refused afterwards is kept for a person, under the system's code and in its words. */
public final class DocumentStatusRules {

    private final Snapshots snapshots;

    /** @param snapshots what is known of the firm */
    public DocumentStatusRules(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    /**
     * Held with the system's code as the rule (such as {@code SAP-51}) when the document was refused; nothing when it was
     * posted, for the step that sent it asks for its number itself, or when the system has it under a number by now.
     */
    public Plan plan(DocumentStatus status) {
        if (status.state() == DocumentStatus.State.POSTED || isThere(status)) {
            return Plan.NOTHING;
        }
        return Plan.stopped(List.of(Violation.hold(
                status.code(),
                "/state",
                status.documentId() + " was refused by " + status.system() + " (" + status.transmission() + "): "
                        + status.reason())));
    }

    private boolean isThere(DocumentStatus status) {
        return status.kind() != null
                && status.kind() != DocumentStatus.Kind.OTHER
                && snapshots
                        .externalId(status.kind().name().toLowerCase(Locale.ROOT), status.documentId(), status.system())
                        .isPresent();
    }
}
