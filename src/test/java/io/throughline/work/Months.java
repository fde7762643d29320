package io.throughline.work;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.money.Money;
import io.throughline.money.Rate;
import io.throughline.money.RevenueEvent;
import io.throughline.money.RevenueFacts;
import io.throughline.money.ServicePeriod;
import io.throughline.money.TimeFact;
import io.throughline.people.Canon;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Contracts, time and revenue of months for tests. */
public final class Months {

    private Months() {}

    /** A signed contract; {@code more} is JSON that begins with a comma. */
    public static Contract contract(String number, String type, String currency, String entity, String more) {
        return Json.read(
                """
                {"contractId":"CT-%s","version":1,"customerId":"C-02","projectIds":["P-%s"],"billingType":"%s",
                 "currency":"%s","billingEntityId":"%s","signedAt":"2026-01-01","from":"2026-01-01",
                 "invoiceCycle":"MONTHLY"%s}"""
                        .formatted(number, number, type, currency, entity, more),
                Contract.class);
    }

    /** The project of such a contract. */
    public static Project project(Contract contract) {
        String number = contract.contractId().substring(3);
        return Json.read(
                """
                {"projectId":"P-%s","version":1,"name":"Project %s","customerId":"C-02","contractId":"CT-%s",
                 "status":"ACTIVE","billingType":"%s","currency":"%s","billingEntityId":"%s","erpProjectCode":"P-%s",
                 "start":"2026-01-01","allowUnassignedTime":true}"""
                        .formatted(
                                number,
                                number,
                                number,
                                contract.billingType(),
                                contract.currency(),
                                contract.billingEntityId(),
                                number),
                Project.class);
    }

    /** An approved billable entry. */
    public static TimeFact entry(
            String id, String worker, String role, String entity, String project, String date, int minutes, Rate rate) {
        return new TimeFact(
                id,
                1,
                worker,
                project,
                null,
                role,
                LocalDate.parse(date),
                minutes,
                true,
                false,
                TimeFact.State.TRANSFERRED,
                rate,
                entity,
                "CC-1200",
                null,
                null,
                null);
    }

    /** What makes the revenue of a contract due. */
    static Event due(String contractId, String period) {
        ObjectNode data = Json.mapper().createObjectNode();
        data.put("contractId", contractId).put("period", period);
        return Canon.event("revenue.due.v1", contractId, data);
    }

    /** Revenue kept in memory. */
    static final class Kept implements RevenueFacts {

        final List<RevenueEvent> events = new ArrayList<>();

        @Override
        public List<Recognised> of(String contractId) {
            Map<YearMonth, Recognised> months = new TreeMap<>();
            for (RevenueEvent event : events) {
                if (event.contractId().equals(contractId)) {
                    YearMonth month = YearMonth.from(event.servicePeriod().to());
                    String currency = event.amount().currency();
                    Recognised so = months.getOrDefault(month, Recognised.none(month, currency));
                    months.put(
                            month,
                            new Recognised(
                                    month,
                                    so.amount().plus(event.amount()),
                                    so.provision().plus(or(event.provision(), currency)),
                                    so.cost().plus(or(event.costRecognised(), currency)),
                                    so.runs() + 1));
                }
            }
            return List.copyOf(months.values());
        }

        private static Money or(Money money, String currency) {
            return money == null ? Money.zero(currency) : money;
        }
    }

    static ServicePeriod month(String month) {
        YearMonth one = YearMonth.parse(month);
        return new ServicePeriod(one.atDay(1), one.atEndOfMonth());
    }
}
