package io.throughline.people;

import io.throughline.contract.Awaited;
import io.throughline.contract.Event;
import io.throughline.contract.Plan;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Violation;
import io.throughline.money.CostRate;
import io.throughline.money.LabourCostRate;
import io.throughline.money.Rate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * WF-25: pay becomes a cost rate (CALC-02). A worker whose role is shared by fewer than five workers of the entity gets no
 * rate of his own: the role gets the average, once the pay of all who share it is known.
 */
public final class CostRateRules {

    /** So many have to share a role before one of them has a rate of his own. */
    private static final int ENOUGH = 5;

    private final Snapshots snapshots;
    private final Clock clock;

    public CostRateRules(Snapshots snapshots, Clock clock) {
        this.snapshots = snapshots;
        this.clock = clock;
    }

    /**
     * {@code costrate.changed.v1} for the worker or for entity and role; nothing while the pay of others is missing;
     * waits for the worker; held when the hours or currencies make no rate (V-CST-01). No message says what is paid.
     */
    public Plan plan(Event event, WorkerPayProfile profile) {
        Optional<Worker> found = snapshots.find("worker", profile.workerId(), profile.effectiveFrom(), Worker.class);
        if (found.isEmpty()) {
            return Plan.waiting(Awaited.object("worker", profile.workerId()), List.of());
        }
        Worker worker = found.get();
        String entity = worker.employment().legalEntityId();
        String role = worker.job().roleId();
        List<String> peers = peers(entity, role);
        try {
            if (peers.size() >= ENOUGH) {
                Rate own = profile.cost().perProductiveHour();
                return Plan.NOTHING.emitting(changed(
                        event, entity, role, profile.workerId(), own, profile.effectiveFrom(), profile.version()));
            }
            return average(event, profile, entity, role, peers);
        } catch (IllegalArgumentException impossible) {
            return Plan.stopped(List.of(Violation.hold(
                    "V-CST-01",
                    "/standardAnnualHours",
                    "the pay of " + profile.workerId() + " and those who share role " + role
                            + " makes no cost rate: hours or currencies do not fit")));
        }
    }

    private Plan average(Event event, WorkerPayProfile profile, String entity, String role, List<String> peers) {
        List<WorkerPayProfile> pay = new ArrayList<>();
        long version = 0;
        for (String peer : peers) {
            Optional<WorkerPayProfile> one = peer.equals(profile.workerId())
                    ? Optional.of(profile)
                    : snapshots.find("pay-profile", peer, profile.effectiveFrom(), WorkerPayProfile.class);
            if (one.isEmpty()) {
                return Plan.NOTHING;
            }
            pay.add(one.get());
            version += one.get().version();
        }
        String currency = profile.salary().currency();
        BigDecimal sum = BigDecimal.ZERO;
        for (WorkerPayProfile one : pay) {
            LabourCostRate cost = one.cost();
            if (!cost.salary().currency().equals(currency)) {
                throw new IllegalArgumentException("currencies differ");
            }
            BigDecimal hours = cost.standardHours().subtract(cost.unproductiveHours());
            sum = sum.add(cost.annualLoaded().amount().divide(hours, 20, RoundingMode.HALF_UP));
        }
        BigDecimal mean = sum.divide(BigDecimal.valueOf(pay.size()), 4, RoundingMode.HALF_UP);
        Rate rate = new Rate(mean, currency, Rate.Unit.HUR);
        return Plan.NOTHING.emitting(changed(event, entity, role, null, rate, profile.effectiveFrom(), version));
    }

    private List<String> peers(String entity, String role) {
        return snapshots.all("worker", Worker.class).stream()
                .filter(worker -> worker.status() != Worker.Status.TERMINATED
                        && worker.employment().legalEntityId().equals(entity)
                        && worker.job().roleId().equals(role))
                .map(Worker::workerId)
                .sorted()
                .toList();
    }

    private Event changed(
            Event cause, String entity, String role, String workerId, Rate rate, LocalDate from, long version) {
        String about = workerId == null ? entity + "-" + role : workerId;
        String id = "CR-" + about + "-" + from.toString().replace("-", "");
        CostRate costRate = new CostRate(
                id, version, entity, role, workerId, rate, from, null, from, clock.instant(), null, List.of(), null);
        return FollowUp.keyed(
                FollowUp.of(
                        cause,
                        id + "-v" + version,
                        "costrate.changed.v1",
                        id,
                        "cost-rate:" + about,
                        version,
                        costRate,
                        clock.instant()),
                "costrate:" + about + ":" + from);
    }
}
