package io.throughline.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Function;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * The functions a JSLT mapping has beyond the language. Each gives null for null.
 *
 * <ul>
 *   <li>{@code code(table, vendor, value)}: canonical word of a code table; unknown: a violation in place of the value
 *   <li>{@code local-date(text)}, {@code instant(text)}, {@code compact-instant(text)}, {@code epoch-ms(text)}
 *   <li>{@code epoch-ms-to-date(number)}, {@code epoch-ms-to-instant(number)}: in UTC
 *   <li>{@code cents(amount, base)}, {@code decimal(value, decimals)}: decimal strings
 *   <li>{@code minutes-from-hours(text)}, {@code integer(text)}, {@code truth(text)}
 *   <li>{@code total(list, decimals)}: sum of decimal strings, exact; {@code lookup(table, key)}: row of a vendor's table, see
 *       {@link VendorTables}; {@code latin(text, charset)}: see {@link Latin}, null when it cannot be written
 *   <li>{@code list(value)}: a value that may be one or many as a list, nothing as an empty one
 *   <li>{@code id15(text)}, {@code digits(text)}, {@code plus-days(date, days)}, {@code upper(text)}
 * </ul>
 */
final class JsltFunctions {

    private JsltFunctions() {}

    static Collection<Function> with(CodeTables codes, VendorTables tables) {
        return List.of(
                new Named("code", 3, a -> code(codes, a[0].asText(), a[1].asText(), a[2].asText())),
                new Named("local-date", 1, a -> text(Conversions.localDate(a[0].asText()))),
                new Named("instant", 1, a -> text(Conversions.instant(a[0].asText()))),
                new Named("compact-instant", 1, a -> text(Conversions.compactInstant(a[0].asText()))),
                new Named("epoch-ms", 1, a -> {
                    Long millis = Conversions.epochMillis(a[0].asText());
                    return millis == null ? a[0] : LongNode.valueOf(millis);
                }),
                new Named(
                        "epoch-ms-to-date",
                        1,
                        a -> a[0].canConvertToLong() ? text(Conversions.epochMillisToDate(a[0].longValue())) : a[0]),
                new Named(
                        "epoch-ms-to-instant",
                        1,
                        a -> a[0].canConvertToLong() ? text(Conversions.epochMillisToInstant(a[0].longValue())) : a[0]),
                new Named(
                        "cents",
                        2,
                        a -> a[0].isNumber() && a[1].canConvertToInt()
                                ? text(Conversions.cents(a[0].decimalValue(), a[1].intValue()))
                                : a[0]),
                new Named("decimal", 2, a -> text(Conversions.scaled(plain(a[0]), a[1].asInt()))),
                new Named("minutes-from-hours", 1, a -> {
                    Integer minutes = Conversions.minutesFromHours(plain(a[0]));
                    return minutes == null ? a[0] : IntNode.valueOf(minutes);
                }),
                new Named("integer", 1, a -> {
                    Long whole = Conversions.whole(plain(a[0]));
                    return whole == null ? a[0] : LongNode.valueOf(whole);
                }),
                new Named("truth", 1, a -> {
                    Boolean truth = Conversions.truth(a[0].asText());
                    return truth == null ? a[0] : BooleanNode.valueOf(truth);
                }),
                new Named("total", 2, a -> text(Conversions.total(a[0], a[1].asInt()))),
                new Named("lookup", 2, a -> tables.find(a[0].asText(), a[1].asText())
                        .map(JsonNode.class::cast)
                        .orElse(NullNode.instance)),
                new Named("latin", 2, a -> Latin.write(a[0].asText(), a[1].asText())
                        .map(JsltFunctions::text)
                        .orElse(NullNode.instance)),
                new Named("id15", 1, a -> text(Conversions.id15(a[0].asText()))),
                new Named("digits", 1, a -> text(Conversions.digits(a[0].asText()))),
                new Named("plus-days", 2, a -> text(Conversions.plusDays(a[0].asText(), a[1].asInt()))),
                new ListOf(),
                new Named("upper", 1, a -> text(a[0].asText().toUpperCase(Locale.ROOT))));
    }

    private static JsonNode code(CodeTables codes, String table, String vendor, String value) {
        return codes.find(table, vendor, value)
                .map(JsltFunctions::text)
                .orElseGet(() -> Markers.violation(
                        "CODE",
                        "the code \"" + value + "\" of " + vendor + " is not in the code table " + table
                                + "; correct it, or add it to mappings/codes/" + table + ".csv"));
    }

    private static JsonNode text(String value) {
        return TextNode.valueOf(value);
    }

    private static String plain(JsonNode node) {
        return node.isNumber() ? node.decimalValue().toPlainString() : node.asText();
    }

    /** A value that may be one or many, as a list: nothing is none. */
    private record ListOf() implements Function {
        @Override
        public String getName() {
            return "list";
        }

        @Override
        public int getMinArguments() {
            return 1;
        }

        @Override
        public int getMaxArguments() {
            return 1;
        }

        @Override
        public JsonNode call(JsonNode input, JsonNode[] arguments) {
            JsonNode value = arguments[0];
            if (value.isArray()) {
                return value;
            }
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            return value.isNull() || value.isMissingNode() ? list : list.add(value);
        }
    }

    private interface Body {
        JsonNode call(JsonNode... arguments);
    }

    /** A function with a fixed number of arguments that gives null when the last given value is null. */
    private record Named(String getName, int arity, Body body) implements Function {

        @Override
        public int getMinArguments() {
            return arity;
        }

        @Override
        public int getMaxArguments() {
            return arity;
        }

        @Override
        public JsonNode call(JsonNode input, JsonNode[] arguments) {
            for (JsonNode argument : arguments) {
                if (argument.isNull() || argument.isMissingNode()) {
                    return NullNode.instance;
                }
            }
            return body.call(arguments);
        }
    }
}
