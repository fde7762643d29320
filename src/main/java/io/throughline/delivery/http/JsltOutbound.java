package io.throughline.delivery.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.Parser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The outbound mappings of all operations, compiled once from {@code mappings/<system>/<operation>.<kind>.jslt} on the
 * class path. They may use {@code decimal(text)} and {@code times(text, factor)}, which keep decimals exact.
 */
public final class JsltOutbound implements Outbound {

    private static final List<String> KINDS = List.of("out", "find", "found", "answer");

    private final Map<String, Expression> compiled = new HashMap<>();

    /**
     * Compiles every mapping that an operation has.
     *
     * @throws IllegalStateException when one of them is no JSLT
     */
    public JsltOutbound(List<Operation> operations) {
        for (Operation operation : operations) {
            for (String kind : KINDS) {
                compile(operation.mapping(kind));
            }
        }
    }

    private void compile(String mapping) {
        String resource = "mappings/" + mapping + ".jslt";
        try (InputStream in = JsltOutbound.class.getClassLoader().getResourceAsStream(resource)) {
            if (in != null) {
                compiled.put(
                        mapping,
                        new Parser(new InputStreamReader(in, StandardCharsets.UTF_8))
                                .withSource(resource)
                                .withFunctions(ExactFunctions.ALL)
                                .compile());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(resource, failed);
        }
    }

    @Override
    public boolean has(String mapping) {
        return compiled.containsKey(mapping);
    }

    @Override
    public JsonNode apply(String mapping, JsonNode input) {
        Expression expression = compiled.get(mapping);
        if (expression == null) {
            throw new IllegalArgumentException("there is no mapping '" + mapping + "'");
        }
        return expression.apply(input);
    }
}
