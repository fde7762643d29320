package io.throughline.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.money.Money;
import io.throughline.money.RevenueEvent;
import io.throughline.money.RevenueFacts;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/** Revenue to date per contract and month of service, added up as it is proposed. */
public final class RevenueStore implements RevenueFacts {

    private final Database database;

    public RevenueStore(Database database) {
        this.database = database;
    }

    @Override
    public List<Recognised> of(String contractId) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select service_month, min(currency), sum(amount), sum(provision), sum(cost), sum(runs) from"
                            + " revenue_to_date where contract_id = ? group by service_month order by 1")) {
                select.setString(1, contractId);
                try (ResultSet rows = select.executeQuery()) {
                    List<Recognised> months = new ArrayList<>();
                    while (rows.next()) {
                        String currency = rows.getString(2);
                        months.add(new Recognised(
                                YearMonth.parse(rows.getString(1)),
                                Money.rounded(rows.getBigDecimal(3), currency),
                                Money.rounded(rows.getBigDecimal(4), currency),
                                Money.rounded(rows.getBigDecimal(5), currency),
                                rows.getInt(6)));
                    }
                    return months;
                }
            }
        });
    }

    /** Adds one accepted {@code revenue.proposed.v1}; other events about revenue change nothing. */
    static void store(Connection connection, Event event, long eventNo) throws SQLException {
        if (!event.type().startsWith("revenue.proposed.")) {
            return;
        }
        RevenueEvent revenue = Json.read((JsonNode) event.data(), RevenueEvent.class);
        String month = (revenue.servicePeriod() == null
                        ? revenue.period()
                        : YearMonth.from(revenue.servicePeriod().to()))
                .toString();
        String obligation = revenue.performanceObligationId() == null ? "PO-1" : revenue.performanceObligationId();
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into revenue_to_date (contract_id, obligation_id, service_month, currency, amount, provision,"
                        + " cost, runs, event_no) values (?, ?, ?, ?, 0, 0, 0, 0, ?) on conflict do nothing")) {
            insert.setString(1, revenue.contractId());
            insert.setString(2, obligation);
            insert.setString(3, month);
            insert.setString(4, revenue.amount().currency());
            insert.setLong(5, eventNo);
            insert.executeUpdate();
        }
        try (PreparedStatement update = connection.prepareStatement(
                "update revenue_to_date set amount = amount + ?, provision = provision + ?, cost = cost + ?, runs ="
                        + " runs + 1, event_no = ? where contract_id = ? and obligation_id = ? and service_month = ?")) {
            update.setBigDecimal(1, revenue.amount().amount());
            update.setBigDecimal(2, amount(revenue.provision()));
            update.setBigDecimal(3, amount(revenue.costRecognised()));
            update.setLong(4, eventNo);
            update.setString(5, revenue.contractId());
            update.setString(6, obligation);
            update.setString(7, month);
            update.executeUpdate();
        }
    }

    private static BigDecimal amount(Money money) {
        return money == null ? BigDecimal.ZERO : money.amount();
    }
}
