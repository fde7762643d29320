package io.throughline.people;

import io.throughline.money.Fields;
import java.time.Instant;
import java.util.List;

/**
 * What a notice of the HRIS says before the employee is read.
 *
 * @param recordId id of the employee in the HRIS
 * @param sourceSystem system that sent the notice and is to be read
 * @param changeType What happened to the employee
 * @param changedFields names of the changed fields, in the words of the HRIS
 * @param knownAt when the HRIS noticed it
 */
public record WorkerNotice(
        String recordId, String sourceSystem, ChangeType changeType, List<String> changedFields, Instant knownAt) {

    public WorkerNotice {
        Fields.id("recordId", recordId);
        Fields.text("sourceSystem", sourceSystem);
        Fields.required("changeType", changeType);
        changedFields = Fields.optionalList("changedFields", changedFields);
    }

    /** What happened to the employee. */
    public enum ChangeType {
        CREATE,
        UPDATE,
        DELETE
    }
}
