package io.throughline.work;

import io.throughline.money.Fields;
import java.time.Instant;
import java.util.List;

/**
 * What a change notice of the CRM says before the record is read.
 *
 * @param opportunityId canonical id, when known
 * @param recordId id of the record in the CRM
 * @param changeType What happened to the record; GAP kinds carry no fields
 * @param stage new stage, when it changed
 * @param isWon new won flag, when it changed
 * @param changedFields names of the changed fields
 * @param replayId position in the change feed
 * @param commitTimestamp when the CRM committed it
 */
public record OpportunityChange(
        String opportunityId,
        String recordId,
        ChangeType changeType,
        String stage,
        Boolean isWon,
        List<String> changedFields,
        String replayId,
        Instant commitTimestamp) {

    public OpportunityChange {
        Fields.optionalId("opportunityId", opportunityId);
        Fields.sfid("recordId", recordId);
        Fields.required("changeType", changeType);
        Fields.optionalText("stage", stage);
        changedFields = Fields.optionalList("changedFields", changedFields);
        Fields.optionalText("replayId", replayId);
    }

    /** What happened to the record; GAP kinds carry no fields. */
    public enum ChangeType {
        CREATE,
        UPDATE,
        DELETE,
        UNDELETE,
        GAP_CREATE,
        GAP_UPDATE,
        GAP_DELETE,
        GAP_UNDELETE,
        GAP_OVERFLOW
    }
}
