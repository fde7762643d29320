package io.throughline.work;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Settled;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Step;
import io.throughline.contract.Violation;
import io.throughline.people.FollowUp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The start of WF-09: a change notice of the CRM is followed by reading the record, and the record decides. Only the
 * transition to won opens a project, not any later change of a won deal; the transition back is told as well.
 */
public final class QualifyRules {

    private static final String CRM = "salesforce";

    private final Snapshots snapshots;
    private final Consumer<Instant> readAgain;
    private final Clock clock;

    /** @param readAgain has all opportunities that changed since an instant read again */
    public QualifyRules(Snapshots snapshots, Consumer<Instant> readAgain, Clock clock) {
        this.snapshots = snapshots;
        this.readAgain = readAgain;
        this.clock = clock;
    }

    /**
     * Step {@code read} when the notice says that the deal was won and it is not known as won yet, or that it is not won
     * although it is known as won, or when it says nothing but that something changed (GAP events carry no fields);
     * otherwise nothing. A gap overflow names no record; all opportunities that changed since then are read again.
     */
    public Plan plan(Event event, OpportunityChange change) {
        switch (change.changeType()) {
            case GAP_OVERFLOW -> {
                Instant from = change.commitTimestamp() == null ? event.time() : change.commitTimestamp();
                readAgain.accept(from);
                return Plan.NOTHING.with(List.of(Violation.warn(
                        "WF-09",
                        "/changeType",
                        "the CRM lost changes; all opportunities that changed since " + from + " are read again")));
            }
            case DELETE, GAP_DELETE -> {
                return Plan.NOTHING;
            }
            case CREATE, UPDATE, UNDELETE -> {
                if (change.isWon() == null || change.isWon() == isKnownAsWon(change.opportunityId())) {
                    return Plan.NOTHING;
                }
            }
            case GAP_CREATE, GAP_UPDATE, GAP_UNDELETE -> {}
        }
        return Plan.of(Step.of("read", CRM, "read-opportunity", event.key(), Json.toTree(change))
                .then("qualify-opportunity.read-done"));
    }

    /**
     * {@code opportunity.won.v1} when the record is won and was not known as won; its id and idempotency key are
     * {@code <opportunity>-won-<cycle>}, the cycle counting the wins of a deal that was re-opened. One that was known as won
     * and is not any more gives {@code opportunity.reopened.v1}, or {@code opportunity.lost.v1} when it is closed.
     */
    public Plan afterRead(Settled settled) {
        if (settled.result() == null || !settled.result().isObject()) {
            return Plan.stopped(List.of(Violation.hold("WF-09", "", "the CRM answered without the opportunity")));
        }
        Opportunity read = Json.read(settled.result(), Opportunity.class);
        boolean won = Boolean.TRUE.equals(read.isWon());
        if (won == isKnownAsWon(read.opportunityId())) {
            return Plan.NOTHING;
        }
        int wins = known(read.opportunityId()).map(Opportunity::wonCycle).orElse(0);
        return won ? won(settled, read, wins + 1) : notWon(settled, read, wins);
    }

    private Plan won(Settled settled, Opportunity read, int cycle) {
        ObjectNode data = Json.toTree(read).put("wonCycle", cycle);
        String id = read.opportunityId();
        return Plan.NOTHING.emitting(FollowUp.keyed(
                FollowUp.of(
                        settled.event(),
                        id + "-won-" + cycle,
                        "opportunity.won.v1",
                        id,
                        "opportunity:" + id,
                        read.version(),
                        Json.read(data, Opportunity.class),
                        clock.instant()),
                "opportunity:" + id + ":won:" + cycle));
    }

    private Plan notWon(Settled settled, Opportunity read, int wins) {
        String what = Boolean.TRUE.equals(read.isClosed()) ? "lost" : "reopened";
        String id = read.opportunityId();
        return Plan.NOTHING.emitting(FollowUp.keyed(
                FollowUp.of(
                        settled.event(),
                        id + "-" + what + "-" + wins,
                        "opportunity." + what + ".v1",
                        id,
                        "opportunity:" + id,
                        read.version(),
                        Json.read(Json.toTree(read).put("wonCycle", wins), Opportunity.class),
                        clock.instant()),
                "opportunity:" + id + ":" + what + ":" + wins));
    }

    private boolean isKnownAsWon(String opportunityId) {
        return opportunityId != null
                && known(opportunityId)
                        .filter(known -> !Boolean.FALSE.equals(known.isWon()))
                        .isPresent();
    }

    private Optional<Opportunity> known(String opportunityId) {
        return snapshots.latest("opportunity", opportunityId, Opportunity.class);
    }
}
