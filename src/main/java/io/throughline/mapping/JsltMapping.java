package io.throughline.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import java.io.StringReader;
import java.util.Collection;
import java.util.Map;

/** A JSLT 0.1.14 mapping; modules are imported from the mapping folder only. */
final class JsltMapping implements Mapping {

    private final String name;
    private final String version;
    private final Expression expression;

    private JsltMapping(String name, String version, Expression expression) {
        this.name = name;
        this.version = version;
        this.expression = expression;
    }

    static JsltMapping compile(String name, MappingFiles files, Collection<Function> functions) {
        String text = files.text(name);
        try {
            Expression expression = new Parser(new StringReader(text))
                    .withSource(name)
                    .withFunctions(functions)
                    .withResourceResolver(module -> new StringReader(files.text(module)))
                    .compile();
            return new JsltMapping(name, Bytes.sha256(files.find(name).orElseThrow()), expression);
        } catch (JsltException e) {
            throw new IllegalStateException("The mapping " + name + " does not compile: " + e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public JsonNode apply(Row row, Map<String, JsonNode> variables) {
        if (row.json() == null) {
            throw new MappingFailure("The mapping " + name + " translates JSON, not XML", null);
        }
        return apply(row.json(), variables);
    }

    @Override
    public JsonNode apply(JsonNode input, Map<String, JsonNode> variables) {
        try {
            return expression.apply(variables, input);
        } catch (JsltException e) {
            throw new MappingFailure("The mapping " + name + " cannot translate this: " + e.getMessage(), e);
        } catch (StackOverflowError e) {
            throw new MappingFailure("The mapping " + name + " calls itself without end", e);
        }
    }
}
