package io.throughline.people;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** WF-02 step 6: what is told when the cost of days that are past belongs to another entity or cost centre. */
public final class CostMoves {

    private static final String ENTITY = "employment.legalEntityId";
    private static final String CENTER = "org.costCenterId";
    private static final List<String> PLACE = List.of(ENTITY, CENTER);

    private CostMoves() {}

    /**
     * The first day on which a worker belongs elsewhere than was known; empty when there is none up to a day.
     *
     * @param until last local date that counts
     */
    static Optional<LocalDate> first(WorkerTimeline before, WorkerTimeline after, LocalDate until) {
        return WorkerTimeline.different(before, after, PLACE)
                .filter(day -> !day.isAfter(until))
                .findFirst();
    }

    /** Which of the two differ. */
    static List<String> fields(Worker before, Worker after) {
        List<String> fields = new ArrayList<>();
        if (!before.employment().legalEntityId().equals(after.employment().legalEntityId())) {
            fields.add(ENTITY);
        }
        if (!before.org().costCenterId().equals(after.org().costCenterId())) {
            fields.add(CENTER);
        }
        return fields;
    }

    /**
     * The first day of which somebody has said where the worker belongs from then on. A whole worker that is dated by the hire says
     * where he belongs now and not since when, so it moves nothing that is booked.
     */
    public static Optional<LocalDate> since(Collection<WorkerFact> facts) {
        return facts.stream()
                .filter(fact -> fact.change()
                        ? fact.after().containsKey(ENTITY) || fact.after().containsKey(CENTER)
                        : fact.whole() && !fact.datedByHire())
                .map(WorkerFact::from)
                .min(Comparator.naturalOrder());
    }

    /**
     * {@code worker.reclassdue.v1}: whatever was booked of the worker from the month of a day on is to be looked at.
     *
     * @param cause what made it due
     * @param mark  ends its id, so that one event makes it due once for each reason
     */
    public static Event due(Event cause, String mark, String workerId, LocalDate from, Instant at) {
        ObjectNode data =
                Json.mapper().createObjectNode().put("workerId", workerId).put("from", from.toString());
        return FollowUp.of(
                cause,
                cause.id() + mark,
                "worker.reclassdue.v1",
                workerId,
                "worker:" + workerId,
                cause.version(),
                data,
                at);
    }
}
