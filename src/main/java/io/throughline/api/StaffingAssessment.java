package io.throughline.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.people.ChangeWhatIf;
import io.throughline.people.WorkerChange;
import io.throughline.work.StaffingAppraisal;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * {@code POST /api/v1/staffing-changes/assess}: what a change would do, without doing it. With {@code changes} it is a change
 * of a worker ({@code workerId, effectiveDate, changes: [{field, new}]}, CALC-10), with {@code candidates} who does some
 * hours of a project ({@code projectId, roleId, on, hours, candidates: [{workerId | legalEntityId, roleId}], billRate?},
 * CALC-21).
 */
public final class StaffingAssessment {

    private final ChangeWhatIf changes;
    private final StaffingAppraisal staffing;

    public StaffingAssessment(ChangeWhatIf changes, StaffingAppraisal staffing) {
        this.changes = changes;
        this.staffing = staffing;
    }

    /** 200 with the figures; 400 when the question is incomplete, 404 when worker or project is not known, 422 when a rate is missing. */
    public void assess(Exchange exchange) {
        ObjectNode question;
        try {
            question = (ObjectNode) Json.tree(exchange.getMessage().getBody(byte[].class));
        } catch (RuntimeException unreadable) {
            Reply.problem(400, "Bad Request", "the body is no JSON object").on(exchange);
            return;
        }
        if (question.has("changes") == question.has("candidates")) {
            Reply.problem(400, "Bad Request", "the body names either changes of a worker or candidates for a project")
                    .on(exchange);
            return;
        }
        (question.has("changes") ? change(question) : candidates(question)).on(exchange);
    }

    private Reply change(ObjectNode question) {
        WorkerChange change;
        try {
            change = Json.read(question.put("version", 1), WorkerChange.class);
        } catch (IllegalArgumentException incomplete) {
            return Reply.problem(400, "Bad Request", incomplete.getMessage());
        }
        return answer(() -> changes.assess(change), "worker " + change.workerId() + " is not known on that day");
    }

    private Reply candidates(ObjectNode question) {
        StaffingAppraisal.Question asked;
        try {
            asked = Json.read(question, StaffingAppraisal.Question.class);
        } catch (IllegalArgumentException incomplete) {
            return Reply.problem(400, "Bad Request", incomplete.getMessage());
        }
        return answer(() -> staffing.assess(asked), "project " + asked.projectId() + " is not known");
    }

    private static Reply answer(java.util.function.Supplier<Optional<ObjectNode>> figures, String unknown) {
        try {
            return figures.get()
                    .map(found -> Reply.json(200, found))
                    .orElseGet(() -> Reply.problem(404, "Not Found", unknown));
        } catch (IllegalArgumentException missing) {
            return Reply.problem(422, "Unprocessable Content", missing.getMessage());
        }
    }
}
