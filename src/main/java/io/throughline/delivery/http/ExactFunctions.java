package io.throughline.delivery.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.schibsted.spt.data.jslt.Function;
import java.math.BigDecimal;
import java.util.List;

/**
 * Functions for mappings that must not lose a digit, where JSLT's own arithmetic would use binary fractions:
 * {@code decimal("215.0000")} is the number 215.0000; {@code times("215.50", 100)} is the whole number 21550.
 */
final class ExactFunctions {

    static final List<Function> ALL = List.of(new Decimal(), new Times());

    private ExactFunctions() {}

    private static BigDecimal read(JsonNode value) {
        return value.isNumber() ? value.decimalValue() : new BigDecimal(value.asText());
    }

    private static final class Decimal implements Function {
        @Override
        public String getName() {
            return "decimal";
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
            return arguments[0].isNull() ? NullNode.instance : DecimalNode.valueOf(read(arguments[0]));
        }
    }

    private static final class Times implements Function {
        @Override
        public String getName() {
            return "times";
        }

        @Override
        public int getMinArguments() {
            return 2;
        }

        @Override
        public int getMaxArguments() {
            return 2;
        }

        @Override
        public JsonNode call(JsonNode input, JsonNode[] arguments) {
            if (arguments[0].isNull()) {
                return NullNode.instance;
            }
            BigDecimal product = read(arguments[0]).multiply(read(arguments[1])).stripTrailingZeros();
            return product.scale() <= 0 ? LongNode.valueOf(product.longValueExact()) : DecimalNode.valueOf(product);
        }
    }
}
