package io.throughline.work;

import io.throughline.money.Money;
import io.throughline.money.RevenueEvent;
import io.throughline.money.RevenueFigure;
import io.throughline.money.ServicePeriod;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/** Puts together revenue events of a contract. */
final class Revenues {

    private final Contract contract;
    private final String id;
    private final RevenueEvent.Method method;
    private final YearMonth period;
    private final YearMonth service;
    private final Money amount;
    private String projectId;
    private Money cumulative;
    private RevenueEvent.Measure measure;
    private Money cost;
    private Money provision;
    private String reversalOf;
    private LocalDate postingDate;

    private Revenues(
            Contract contract,
            String id,
            RevenueEvent.Method method,
            YearMonth period,
            YearMonth service,
            Money amount) {
        this.contract = contract;
        this.id = id;
        this.method = method;
        this.period = period;
        this.service = service;
        this.amount = amount;
        this.projectId = contract.projectIds().get(0);
    }

    /** What is to be posted in a period for a month of service. */
    static Revenues proposal(
            Contract contract,
            String id,
            RevenueEvent.Method method,
            YearMonth period,
            YearMonth service,
            Money amount) {
        return new Revenues(contract, id, method, period, service, amount);
    }

    /** The business key {@code revenue:<contract>:<performance obligation>:<period>:<run>}. */
    static String key(RevenueEvent event, String run) {
        return "revenue:" + event.contractId() + ":" + event.performanceObligationId() + ":" + event.period() + ":"
                + run;
    }

    /** The first obligation of the contract, or {@code PO-1} where none is named. */
    static String obligation(Contract contract) {
        return contract.performanceObligations().isEmpty()
                ? "PO-1"
                : contract.performanceObligations().get(0).id();
    }

    Revenues project(String id) {
        projectId = id;
        return this;
    }

    Revenues measured(RevenueEvent.Measure by) {
        measure = by;
        return this;
    }

    Revenues cumulative(Money toDate) {
        cumulative = toDate;
        return this;
    }

    Revenues cost(Money ofPeriod) {
        cost = ofPeriod;
        return this;
    }

    Revenues provision(Money change) {
        provision = change;
        return this;
    }

    Revenues reversing(String earlier) {
        reversalOf = earlier;
        return this;
    }

    Revenues posted(LocalDate day) {
        postingDate = day;
        return this;
    }

    RevenueEvent build() {
        return new RevenueEvent(
                id,
                1,
                contract.contractId(),
                obligation(contract),
                projectId,
                method,
                policyId(),
                period,
                new ServicePeriod(service.atDay(1), service.atEndOfMonth()),
                amount,
                cumulative,
                measure,
                cost,
                provision,
                reversalOf,
                postingDate,
                contract.billingEntityId(),
                RevenueEvent.Status.PROPOSED,
                null,
                null,
                null,
                List.of(),
                null);
    }

    /** Revenue of work done is also priced by the policies of the contract. */
    private String policyId() {
        String id = RevenueFigure.policyId(method);
        return method == RevenueEvent.Method.AS_INCURRED
                ? id + "+" + contract.pricing().id()
                : id;
    }
}
