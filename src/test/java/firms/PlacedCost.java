package firms;

import io.throughline.Stores;
import io.throughline.money.ClosingRates;
import io.throughline.money.CostReclass;
import io.throughline.money.Journal;
import io.throughline.money.Rate;
import io.throughline.money.TimeFact;
import io.throughline.people.CostRateBook;
import io.throughline.people.Worker;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where labour sits after whatever came in whatever order: what is booked and what was moved together have to be where its
 * worker was on the day of the work.
 */
final class PlacedCost {

    /** Each run rounds each rate once. */
    private static final BigDecimal ROUNDED = new BigDecimal("0.10");

    private final Stores stores;
    private final CostRateBook costs;

    private PlacedCost(Stores stores) {
        this.stores = stores;
        this.costs = CostRateBook.of(stores.knowledge());
    }

    /** Worker, project, month, entity and cost centre with what is too much there, in US dollars; empty when all is right. */
    static String misplaced(Stores stores) {
        return new PlacedCost(stores).misplaced();
    }

    private String misplaced() {
        Map<String, BigDecimal> over = new TreeMap<>();
        for (Worker worker : stores.knowledge().all("worker", Worker.class)) {
            stores.times().ofWorker(worker.workerId(), Firm.FIRST, Firm.LAST).forEach(fact -> booked(over, fact));
        }
        for (CostReclass run : stores.knowledge().all("cost-reclass", CostReclass.class)) {
            run.lines().stream()
                    .filter(line -> line.account() == Journal.Account.PROJECT_LABOUR_COST)
                    .forEach(line -> over.merge(
                            name(run.workerId(), run.projectId(), run.servicePeriod()) + line.legalEntityId() + " "
                                    + line.costCenterId(),
                            line.amount().amount(),
                            BigDecimal::add));
        }
        over.values().removeIf(sum -> sum.abs().compareTo(ROUNDED) < 0);
        return over.toString();
    }

    private void booked(Map<String, BigDecimal> over, TimeFact fact) {
        if (!fact.state().approved() || fact.legalEntityId() == null || fact.roleId() == null) {
            return;
        }
        YearMonth month = YearMonth.from(fact.workDate());
        String name = name(fact.workerId(), fact.projectId(), month);
        BigDecimal cost = costs.find(fact)
                .map(rate -> inDollars(rate, month.atEndOfMonth()))
                .orElseThrow()
                .multiply(BigDecimal.valueOf(fact.minutes()))
                .divide(BigDecimal.valueOf(60), 6, RoundingMode.HALF_UP);
        Worker worker = stores.knowledge()
                .find("worker", fact.workerId(), fact.workDate(), Worker.class)
                .orElseThrow();
        over.merge(name + fact.legalEntityId() + " " + fact.costCenterId(), cost, BigDecimal::add);
        over.merge(
                name + worker.employment().legalEntityId() + " " + worker.org().costCenterId(),
                cost.negate(),
                BigDecimal::add);
    }

    private BigDecimal inDollars(Rate rate, LocalDate day) {
        return new ClosingRates(stores.knowledge())
                .find(rate.currency(), "USD", day)
                .orElseThrow()
                .of(rate)
                .amount();
    }

    private static String name(String workerId, String projectId, YearMonth month) {
        return workerId + " " + projectId + " " + month + " ";
    }
}
