package io.throughline.work;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.money.Money;
import io.throughline.work.UnbilledCycles.Cycle;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What waits on one worker, project by project (business alert context of WF-01 to WF-03).
 *
 * @param workerId the worker
 * @param starts   first day of his employment; null while nobody has told it
 * @param projects his open projects, by id
 * @param change   what a change of his would do: {@code impact} and {@code approval} of {@link io.throughline.people.ChangeWhatIf#assess};
 *                 null when it is none
 */
public record WorkerAtRisk(String workerId, LocalDate starts, List<AtProject> projects, JsonNode change) {

    public WorkerAtRisk {
        projects = projects == null ? List.of() : List.copyOf(projects);
    }

    /**
     * What waits on one of his projects.
     *
     * @param projectId     the project
     * @param project       its name; null while it is not known
     * @param clientId      its client; null while it is not known
     * @param client        name of the client; null while it is not known
     * @param assignmentIds his assignments there that are not over, approved or asked for
     * @param from          first day of the first of them; null when there is none
     * @param cycle         the billing cycle of today; null when the project is not billed by days
     * @param exposed       planned billable hours until it is mended, times their price, and for somebody who leaves his hours
     *                      without approval at theirs; an amount for each currency
     */
    public record AtProject(
            String projectId,
            String project,
            String clientId,
            String client,
            List<String> assignmentIds,
            LocalDate from,
            Cycle cycle,
            List<Money> exposed) {

        public AtProject {
            assignmentIds = assignmentIds == null ? List.of() : List.copyOf(assignmentIds);
            exposed = exposed == null ? List.of() : List.copyOf(exposed);
        }
    }

    /** What waits on all of them, an amount for each currency in the order in which they appear. */
    List<Money> sums() {
        Map<String, Money> sums = new LinkedHashMap<>();
        projects.forEach(one -> one.exposed().forEach(amount -> sums.merge(amount.currency(), amount, Money::plus)));
        return List.copyOf(sums.values());
    }
}
