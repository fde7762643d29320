package io.throughline.close;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The tables that have one row for each contract and currency. Systems tell them in parts, journal by journal and page by page;
 * the parts are added up here, so that what is kept grows with the contracts and not with the journals.
 */
final class FetchedSums {

    /** What the parts of a contract balance are called: debit positive, credit negative. */
    static final String BALANCE = "balance";

    private static final Map<String, List<String>> FIGURES =
            Map.of("revenue_erp", List.of("opening", "movement", "closing"), "balances_erp", List.of(BALANCE));

    private record Key(String contract, String currency) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int order = contract.compareTo(other.contract);
            return order != 0 ? order : currency.compareTo(other.currency);
        }
    }

    private final List<String> figures;
    private final Map<Key, Map<String, BigDecimal>> sums = new TreeMap<>();

    private FetchedSums(List<String> figures) {
        this.figures = figures;
    }

    /** The sums of a table, or null when its rows are written as they are told. */
    static FetchedSums of(Input input) {
        List<String> figures = FIGURES.get(input.name());
        return figures == null ? null : new FetchedSums(figures);
    }

    /**
     * Adds a part, {@code {contract_id, currency, <figure>...}}.
     *
     * @throws IllegalArgumentException when it has no contract, currency or figure
     */
    void add(JsonNode part) {
        Key key = new Key(text(part, "contract_id"), text(part, "currency"));
        Map<String, BigDecimal> sum = sums.computeIfAbsent(key, first -> new LinkedHashMap<>());
        for (String figure : figures) {
            sum.merge(figure, number(part, figure), BigDecimal::add);
        }
    }

    /** Hands out a row for each contract and currency; a surplus of a balance is an asset, a deficit a liability. */
    void rows(Consumer<ObjectNode> taker) {
        sums.forEach((key, sum) -> {
            ObjectNode row = Json.mapper()
                    .createObjectNode()
                    .put("contract_id", key.contract())
                    .put("currency", key.currency());
            BigDecimal balance = sum.get(BALANCE);
            if (balance == null) {
                sum.forEach((figure, amount) -> row.put(figure, amount.toPlainString()));
            } else {
                row.put("asset", balance.max(BigDecimal.ZERO).toPlainString());
                row.put("liability", balance.negate().max(BigDecimal.ZERO).toPlainString());
            }
            taker.accept(row);
        });
    }

    private static String text(JsonNode part, String field) {
        String value = part.path(field).asText("");
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a part of a contract has no " + field + ": " + part);
        }
        return value;
    }

    private static BigDecimal number(JsonNode part, String field) {
        try {
            return new BigDecimal(text(part, field));
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException(field + " of a contract is no number: " + part, wrong);
        }
    }
}
