package io.throughline.people;

import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Step;
import io.throughline.contract.Violation;
import java.util.List;

/**
 * The start of WF-01 to WF-03 where the HRIS only says that something changed: the employee is read, and what was read
 * decides.
 */
public final class ReadWorkerRules {

    /**
     * Step {@code read} in the HRIS that sent the notice, in a lane of its own: what is read does not depend on the notice, so
     * one that failed holds nobody up. A deleted employee is not there to be read, and workers are never
     * deleted here: it is noted, and HR has to end the employment.
     */
    public Plan plan(Event event, WorkerNotice notice) {
        if (notice.changeType() == WorkerNotice.ChangeType.DELETE) {
            return Plan.NOTHING.with(List.of(Violation.warn(
                    "WF-03",
                    "/changeType",
                    "employee " + notice.recordId() + " was deleted in " + notice.sourceSystem()
                            + "; the worker stays as he is until his employment is ended")));
        }
        return Plan.of(
                Step.of("read", notice.sourceSystem(), "read-employee", "read:" + event.id(), Json.toTree(notice)));
    }
}
