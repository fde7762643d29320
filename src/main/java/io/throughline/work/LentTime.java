package io.throughline.work;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Snapshots;
import io.throughline.money.Hours;
import io.throughline.money.Money;
import io.throughline.money.TimeFact;
import io.throughline.money.TimeFacts;
import io.throughline.people.CostRateBook;
import java.time.YearMonth;
import java.util.Optional;

/** What an entity has lent to another in a month and not charged yet is worth at cost, as far as its rates are known. */
final class LentTime {

    private final Snapshots snapshots;
    private final TimeFacts time;

    LentTime(Snapshots snapshots, TimeFacts time) {
        this.snapshots = snapshots;
        this.time = time;
    }

    /**
     * The cost in the currency of the lender; empty when nothing of it has a rate.
     *
     * @param due {@code from}, {@code to}, {@code period} and, for one project, {@code projectId}
     */
    Optional<Money> worth(JsonNode due) {
        String from = due.path("from").asText();
        String to = due.path("to").asText();
        String only = due.path("projectId").asText("");
        YearMonth month = YearMonth.parse(due.path("period").asText());
        CostRateBook costs = CostRateBook.of(snapshots);
        return snapshots.all("project", Project.class).stream()
                .filter(project ->
                        to.equals(project.billingEntityId()) && (only.isEmpty() || only.equals(project.projectId())))
                .flatMap(project -> time.ofProject(project.projectId(), month.atDay(1), month.atEndOfMonth()).stream())
                .filter(fact ->
                        from.equals(fact.legalEntityId()) && fact.state().approved())
                .flatMap(fact -> cost(costs, fact).stream())
                .reduce((one, other) -> one.currency().equals(other.currency()) ? one.plus(other) : one);
    }

    private static Optional<Money> cost(CostRateBook costs, TimeFact fact) {
        return costs.find(fact).map(rate -> rate.times(Hours.of(fact.minutes())));
    }
}
