package io.throughline.people;

import io.throughline.contract.Snapshots;
import io.throughline.money.CostRate;
import io.throughline.money.Rate;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Cost of one hour of a worker on a day. */
public final class CostRates {

    private CostRates() {}

    /** The rate told with the worker, else what {@link #find} gives for the entity that employs him. */
    public static Optional<Rate> of(Snapshots snapshots, Worker worker, String roleId, LocalDate on) {
        return Optional.ofNullable(worker.costRate())
                .or(() -> find(snapshots, worker.workerId(), worker.employment().legalEntityId(), roleId, on));
    }

    /** The same among rates that were read before. */
    static Optional<Rate> of(List<CostRate> rates, Worker worker, String roleId, LocalDate on) {
        return Optional.ofNullable(worker.costRate())
                .or(() -> find(rates, worker.workerId(), worker.employment().legalEntityId(), roleId, on));
    }

    /** The rate of the worker, else that of role and employing entity; of several the one that starts last. */
    public static Optional<Rate> find(
            Snapshots snapshots, String workerId, String legalEntityId, String roleId, LocalDate on) {
        return find(snapshots.all("cost-rate", CostRate.class), workerId, legalEntityId, roleId, on);
    }

    /** The same among rates that were read before. */
    static Optional<Rate> find(
            List<CostRate> rates, String workerId, String legalEntityId, String roleId, LocalDate on) {
        return rates.stream()
                .filter(rate -> rate.workerId() == null || rate.workerId().equals(workerId))
                .filter(rate -> rate.legalEntityId().equals(legalEntityId)
                        && rate.roleId().equals(roleId))
                .filter(rate -> rate.covers(on))
                .max(Comparator.comparing((CostRate rate) -> rate.workerId() != null)
                        .thenComparing(CostRate::from))
                .map(CostRate::rate);
    }
}
