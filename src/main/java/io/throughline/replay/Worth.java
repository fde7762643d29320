package io.throughline.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.delivery.StepRows;
import io.throughline.journal.Seal;
import io.throughline.money.Hours;
import io.throughline.money.Money;
import io.throughline.money.Rate;
import io.throughline.replay.Candidates.Candidate;
import io.throughline.replay.Candidates.Step;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the events of a replay are worth, as CALC-11 counts it: hours at the price of the entry, invoices at their amount,
 * each currency by itself, and the hours that payroll pays. What has no price that is known is counted and named, never guessed.
 */
final class Worth {

    private static final int CHUNK = 1000;
    private static final Set<String> TIME = Set.of("time", "time-reversed");
    private static final String PAYROLL = "pay-data";

    private final Map<String, Money> sums = new TreeMap<>();
    private final Map<String, Integer> unknown = new TreeMap<>();
    private final Seal seal;
    private int priced;
    private BigDecimal payrollHours = BigDecimal.ZERO.setScale(2);

    Worth(Seal seal) {
        this.seal = seal;
    }

    /** Adds events; only those with a step that is not finished are worth anything. */
    void add(Connection connection, List<Candidate> candidates) throws SQLException {
        List<Candidate> time = new ArrayList<>();
        List<Step> payloads = new ArrayList<>();
        for (Candidate candidate : candidates) {
            for (Step step : candidate.unfinished()) {
                if (step.operation().equals("invoice") || step.operation().equals(PAYROLL)) {
                    payloads.add(step);
                }
            }
            if (candidate.type().startsWith("time.")
                    && candidate.unfinished().stream().anyMatch(step -> TIME.contains(step.operation()))) {
                time.add(candidate);
            }
        }
        for (int from = 0; from < time.size(); from += CHUNK) {
            addTime(connection, time.subList(from, Math.min(time.size(), from + CHUNK)));
        }
        for (int from = 0; from < payloads.size(); from += CHUNK) {
            addPayloads(connection, payloads.subList(from, Math.min(payloads.size(), from + CHUNK)));
        }
    }

    /** Hours that payroll pays: those of time entries, and the totals of files for payroll; two decimals. */
    BigDecimal payrollHours() {
        return payrollHours;
    }

    /** {@code {amounts: [{amount, currency}], priced, unknown: [{what, count}]}}. */
    ObjectNode json() {
        ObjectNode json = Json.mapper().createObjectNode();
        ArrayNode amounts = json.putArray("amounts");
        sums.values().forEach(sum -> amounts.addObject()
                .put("amount", sum.amount().toPlainString())
                .put("currency", sum.currency()));
        json.put("priced", priced);
        ArrayNode without = json.putArray("unknown");
        unknown.forEach((what, count) -> without.addObject().put("what", what).put("count", count));
        return json;
    }

    private void addTime(Connection connection, List<Candidate> chunk) throws SQLException {
        Map<String, Integer> entries = new HashMap<>();
        Map<String, Integer> withoutPrice = new HashMap<>();
        chunk.forEach(candidate -> entries.merge(candidate.subject(), 1, Integer::sum));
        try (PreparedStatement select = connection.prepareStatement(
                "select time_entry_id, minutes, billable, bill_rate, bill_currency from fact_time where time_entry_id ="
                        + " any(?)")) {
            select.setArray(
                    1, connection.createArrayOf("varchar", entries.keySet().toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    entries.remove(rows.getString(1));
                    payrollHours = payrollHours.add(Hours.of(rows.getInt(2)));
                    BigDecimal rate = rows.getBigDecimal(4);
                    if (!rows.getBoolean(3)) {
                        priced++;
                    } else if (rate == null) {
                        withoutPrice.put(rows.getString(1), rows.getInt(2));
                    } else {
                        add(Money.rounded(rate.multiply(Hours.of(rows.getInt(2))), rows.getString(5)));
                    }
                }
            }
        }
        entries.values().forEach(count -> unknown.merge("time that is not in the books", count, Integer::sum));
        addAtPriceOfStep(connection, chunk, withoutPrice);
    }

    /** The price that the entry itself does not carry is in the step: it was looked up when the step was planned. */
    private void addAtPriceOfStep(Connection connection, List<Candidate> chunk, Map<String, Integer> minutes)
            throws SQLException {
        Map<Long, String> entryOf = new HashMap<>();
        chunk.stream().filter(one -> minutes.containsKey(one.subject())).forEach(one -> one.unfinished().stream()
                .filter(step -> TIME.contains(step.operation()))
                .forEach(step -> entryOf.put(step.stepNo(), one.subject())));
        Map<String, Integer> left = new HashMap<>(minutes);
        for (Map.Entry<Long, JsonNode> payload :
                payloads(connection, entryOf.keySet()).entrySet()) {
            JsonNode rate = payload.getValue().path("billRate");
            if (rate.hasNonNull("amount") && rate.hasNonNull("currency")) {
                Integer worked = left.remove(entryOf.get(payload.getKey()));
                if (worked != null) {
                    add(Json.read(rate, Rate.class).of(worked));
                }
            }
        }
        left.values().forEach(worked -> unknown("time without a price"));
    }

    private void addPayloads(Connection connection, List<Step> chunk) throws SQLException {
        Map<Long, JsonNode> payloads =
                payloads(connection, chunk.stream().map(Step::stepNo).toList());
        for (Step step : chunk) {
            JsonNode payload = payloads.get(step.stepNo());
            if (payload == null) {
                continue;
            }
            if (step.operation().equals(PAYROLL)) {
                addFile(payload);
            } else {
                addInvoice(payload);
            }
        }
    }

    private Map<Long, JsonNode> payloads(Connection connection, Collection<Long> steps) throws SQLException {
        Map<Long, JsonNode> payloads = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select s.step_no, " + StepRows.PAYLOAD + " from step s where s.step_no = any(?)")) {
            select.setArray(1, connection.createArrayOf("bigint", steps.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    byte[] sealed = rows.getBytes(2);
                    if (sealed != null) {
                        payloads.put(rows.getLong(1), seal.openJson(sealed));
                    }
                }
            }
        }
        return payloads;
    }

    private void addInvoice(JsonNode invoice) {
        String amount = invoice.path("net").asText("");
        String currency = invoice.path("currency").asText("");
        if (amount.isEmpty() || currency.isEmpty()) {
            unknown("invoice without an amount");
        } else {
            add(Money.rounded(new BigDecimal(amount), currency));
        }
    }

    private void addFile(JsonNode file) {
        String hours = file.path("totalHours").asText("");
        if (hours.isEmpty()) {
            unknown("payroll file without hours");
        } else {
            payrollHours = payrollHours.add(new BigDecimal(hours));
        }
    }

    private void add(Money money) {
        priced++;
        sums.merge(money.currency(), money, Money::plus);
    }

    private void unknown(String what) {
        unknown.merge(what, 1, Integer::sum);
    }
}
