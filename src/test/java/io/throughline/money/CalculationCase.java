package io.throughline.money;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** One case of calc_cases.json, which remembers the figures that were read of it. */
public final class CalculationCase {

    private static final JsonNode ALL = read();
    /** Words about a case that no figure comes from. */
    private static final Set<String> WORDS = Set.of("title", "note", "rule");

    private final JsonNode figures;
    private final Set<String> unread = new TreeSet<>();

    private CalculationCase(JsonNode figures) {
        this.figures = figures;
        figures.fieldNames().forEachRemaining(unread::add);
        unread.removeAll(WORDS);
    }

    /** The ids of all cases, in the order of the file. */
    static List<String> ids() {
        List<String> ids = new ArrayList<>();
        ALL.fieldNames().forEachRemaining(ids::add);
        return ids;
    }

    /** A case by its id. */
    static CalculationCase of(String id) {
        JsonNode figures = ALL.get(id);
        if (figures == null) {
            throw new IllegalArgumentException("calc_cases.json has no case " + id);
        }
        return new CalculationCase(figures);
    }

    /** Figures that nothing has read yet. */
    Set<String> unread() {
        return unread;
    }

    /** A figure as it stands. */
    public JsonNode node(String field) {
        if (!figures.has(field)) {
            throw new IllegalArgumentException("the case has no figure " + field);
        }
        unread.remove(field);
        return figures.get(field);
    }

    /** A figure as text, null when undefined. */
    public String text(String field) {
        JsonNode value = node(field);
        return value.isNull() ? null : value.asText();
    }

    /** A figure as decimal, with the decimals it is written with. */
    public BigDecimal decimal(String field) {
        return new BigDecimal(node(field).asText());
    }

    /** A figure as whole number. */
    public long number(String field) {
        return node(field).asLong();
    }

    /** A figure as money. */
    public Money money(String field, String currency) {
        return Money.of(node(field).asText(), currency);
    }

    /** A figure as US dollars. */
    public Money usd(String field) {
        return money(field, "USD");
    }

    /** A figure as euro. */
    public Money eur(String field) {
        return money(field, "EUR");
    }

    /** The figures of a group within the case. */
    public CalculationCase group(String field) {
        return new CalculationCase(node(field));
    }

    private static JsonNode read() {
        try {
            return Json.tree(Files.readAllBytes(Path.of("src/test/resources/calc_cases.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
