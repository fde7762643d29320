package io.throughline.people;

import io.throughline.contract.Snapshots;
import io.throughline.contract.Step;
import io.throughline.money.CostRate;
import io.throughline.money.Rate;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * WF-25: the PSA plans with what an hour of a worker costs, so it hears of a rate that has begun, for every worker whose
 * cost it changes. A rate of later days is no matter of it before it begins.
 */
public final class CostRateSteps {

    private final Snapshots snapshots;
    private final WorkerSteps steps;
    private final Clock clock;

    public CostRateSteps(Snapshots snapshots, WorkerSteps steps, Clock clock) {
        this.snapshots = snapshots;
        this.steps = steps;
        this.clock = clock;
    }

    /** A step {@code psa-<worker>} for each worker who costs something else by this rate, with the day from which he does. */
    public List<Step> told(CostRate rate) {
        List<CostRate> before = new ArrayList<>(snapshots.all("cost-rate", CostRate.class));
        before.removeIf(known -> known.costRateId().equals(rate.costRateId()) && known.version() >= rate.version());
        List<CostRate> after = new ArrayList<>(before);
        after.removeIf(known -> known.costRateId().equals(rate.costRateId()));
        after.add(rate);
        List<Step> told = new ArrayList<>();
        for (Worker worker : snapshots.all("worker", Worker.class)) {
            LocalDate today = LocalDate.now(clock.withZone(worker.org().timeZone()));
            if (concerns(rate, worker) && !rate.from().isAfter(today)) {
                LocalDate hired = worker.employment().hireDate();
                LocalDate day = hired.isAfter(today) ? hired : today;
                Optional<Rate> cost = cost(after, worker, day);
                if (!cost.equals(cost(before, worker, day))) {
                    LocalDate from = rate.from().isBefore(hired) ? hired : rate.from();
                    cost.ifPresent(known -> told.add(steps.costed(worker, known, from)));
                }
            }
        }
        return told;
    }

    private static boolean concerns(CostRate rate, Worker worker) {
        return worker.status() != Worker.Status.TERMINATED
                && worker.costRate() == null
                && worker.employment().legalEntityId().equals(rate.legalEntityId())
                && worker.job().roleId().equals(rate.roleId())
                && (rate.workerId() == null || rate.workerId().equals(worker.workerId()));
    }

    private static Optional<Rate> cost(List<CostRate> rates, Worker worker, LocalDate on) {
        return CostRates.of(rates, worker, worker.job().roleId(), on);
    }
}
