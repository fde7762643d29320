package io.throughline.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.Serializer;
import net.sf.saxon.s9api.XdmAtomicValue;
import net.sf.saxon.s9api.XdmValue;
import net.sf.saxon.s9api.Xslt30Transformer;
import net.sf.saxon.s9api.XsltExecutable;

/** An XSLT 3.0 mapping whose output is the JSON text of the result; run with a limit of time and of output. */
final class XsltMapping implements Mapping {

    private static final ObjectMapper JSON = StrictJson.mapper(Limits.DEFAULT);

    private final String name;
    private final String version;
    private final Processor processor;
    private final XsltExecutable stylesheet;
    private final Bounded bounded;
    private final XdmValue codes;
    private volatile Surroundings surroundings;

    XsltMapping(
            String name,
            String version,
            SaxonEngine saxon,
            XsltExecutable stylesheet,
            Bounded bounded,
            CodeTables codes) {
        this.name = name;
        this.version = version;
        this.processor = saxon.processor();
        this.stylesheet = stylesheet;
        this.bounded = bounded;
        this.codes = xdm(processor, JSON.valueToTree(codes.all()));
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
        if (row.xml() == null) {
            throw new MappingFailure("The mapping " + name + " translates XML, not JSON", null);
        }
        return json(run(variables, (transformer, out) -> {
            transformer.setGlobalContextItem(row.xml());
            transformer.applyTemplates(row.xml(), out);
        }));
    }

    @Override
    public JsonNode apply(JsonNode input, Map<String, JsonNode> variables) {
        Map<String, JsonNode> all = new HashMap<>(variables);
        all.put("input", input);
        return json(run(all, (transformer, out) -> transformer.callTemplate(null, out)));
    }

    private String run(Map<String, JsonNode> variables, Step step) {
        return bounded.run(name, () -> {
            LimitedText text = new LimitedText(name, bounded.maxOutput());
            try {
                Xslt30Transformer transformer = stylesheet.load30();
                transformer.setStylesheetParameters(parameters(variables));
                transformer.setErrorReporter(error -> {});
                transformer.setMessageHandler(message -> {});
                transformer.setResultDocumentHandler(uri -> {
                    throw new IllegalStateException("A stylesheet may not write " + uri);
                });
                Serializer out = processor.newSerializer(text);
                step.run(transformer, out);
                return text.toString();
            } catch (SaxonApiException | RuntimeException e) {
                throw new MappingFailure("The mapping " + name + " cannot translate this: " + e.getMessage(), e);
            } catch (StackOverflowError e) {
                throw new MappingFailure("The mapping " + name + " calls itself without end", e);
            }
        });
    }

    private Map<QName, XdmValue> parameters(Map<String, JsonNode> variables) {
        Map<QName, XdmValue> parameters = new HashMap<>();
        variables.forEach((key, value) ->
                parameters.put(new QName(key), key.equals("document") ? document(value) : xdm(processor, value)));
        parameters.put(new QName("codes"), codes);
        return parameters;
    }

    /** The surroundings of a record, converted once for all records of their document. */
    private XdmValue document(JsonNode around) {
        Surroundings known = surroundings;
        if (known == null || known.around() != around) {
            known = new Surroundings(around, xdm(processor, around));
            surroundings = known;
        }
        return known.value();
    }

    private static XdmValue xdm(Processor processor, JsonNode value) {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return new XdmAtomicValue(value.longValue());
        }
        try {
            return processor.newJsonBuilder().parseJson(new StringReader(value.toString()));
        } catch (SaxonApiException e) {
            throw new IllegalStateException("Saxon reads what Jackson writes", e);
        }
    }

    private JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new MappingFailure("The mapping " + name + " did not write JSON: " + e.getOriginalMessage(), e);
        }
    }

    private record Surroundings(JsonNode around, XdmValue value) {}

    private interface Step {
        void run(Xslt30Transformer transformer, Serializer out) throws SaxonApiException;
    }
}
