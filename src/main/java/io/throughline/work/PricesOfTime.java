package io.throughline.work;

import static io.throughline.work.DataFields.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import io.throughline.contract.Snapshots;
import io.throughline.money.Rate;
import io.throughline.money.TimeFact;
import io.throughline.money.TimeFacts;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What an hour of a time entry is worth when the entry itself may be incomplete. */
final class PricesOfTime {

    private static final int LAST_RATES_DAYS = 366;

    private final Snapshots snapshots;
    private final TimeFacts time;
    private final RateLookup rates;

    PricesOfTime(Snapshots snapshots, TimeFacts time, RateLookup rates) {
        this.snapshots = snapshots;
        this.time = time;
        this.rates = rates;
    }

    /**
     * The rate stamped on the entry, or else the one its contract has for that day.
     *
     * @param day its work date, or null
     */
    Optional<Rate> agreed(JsonNode data, LocalDate day) {
        return stamped(data).or(() -> card(data, day));
    }

    private static Optional<Rate> stamped(JsonNode data) {
        JsonNode stated = data.path("billRate");
        return stated.hasNonNull("amount") ? Optional.of(Json.read(stated, Rate.class)) : Optional.empty();
    }

    private Optional<Rate> card(JsonNode data, LocalDate day) {
        String projectId = text(data, "projectId");
        if (projectId == null || day == null || text(data, "roleId") == null) {
            return Optional.empty();
        }
        return snapshots
                .latest("project", projectId, Project.class)
                .map(project -> rates.find(
                        project,
                        text(data, "assignmentId"),
                        text(data, "workerId"),
                        text(data, "roleId"),
                        day,
                        overtime(data)))
                .filter(RateLookup.Found.class::isInstance)
                .map(found -> ((RateLookup.Found) found).rate());
    }

    private static boolean overtime(JsonNode data) {
        return TimeEntry.TimeType.OVERTIME.name().equals(text(data, "timeType"));
    }

    /** The last price of the worker before that day, best on the same project. */
    Optional<Rate> last(JsonNode data, LocalDate day) {
        String workerId = text(data, "workerId");
        if (workerId == null || day == null) {
            return Optional.empty();
        }
        List<TimeFact> priced = time.ofWorker(workerId, day.minusDays(LAST_RATES_DAYS), day).stream()
                .filter(fact -> fact.billRate() != null)
                .toList();
        return priced.stream()
                .filter(fact -> fact.projectId().equals(text(data, "projectId")))
                .reduce((first, second) -> second)
                .or(() -> priced.stream().reduce((first, second) -> second))
                .map(TimeFact::billRate);
    }
}
