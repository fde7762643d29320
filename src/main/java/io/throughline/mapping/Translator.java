package io.throughline.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.throughline.contract.Violation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The door for everything that arrives: recognises a document, splits it and translates each record into candidates. */
public final class Translator {

    private final Documents documents;
    private final Mappings mappings;

    /**
     * Checks that every known document has its mapping.
     *
     * @throws IllegalStateException when one has none
     */
    public Translator(Mappings mappings, Limits limits) {
        DocumentTypes types = DocumentTypes.of(mappings.files());
        types.all().forEach(type -> {
            if (mappings.find(type.mapping()).isEmpty()) {
                throw new IllegalStateException("A documents.csv names " + type.mapping() + ", which does not exist");
            }
        });
        this.mappings = mappings;
        this.documents = new Documents(types, limits, mappings.saxon());
    }

    /** A translator over the mappings of the class path with the default limits. */
    public static Translator ofClassPath() {
        return new Translator(new Mappings(MappingFiles.ofClassPath(), Duration.ofSeconds(10)), Limits.DEFAULT);
    }

    /** The mappings it uses. */
    public Mappings mappings() {
        return mappings;
    }

    /**
     * Translates a message.
     *
     * @param vendor system it came from, such as {@code workday}
     * @throws Refusal when the document as a whole is not let in
     */
    public Translation read(String vendor, byte[] bytes, Context context) {
        return translate(vendor, documents.read(vendor, bytes), context);
    }

    /**
     * Translates a file; one that is too large is refused without being read.
     *
     * @throws Refusal when the document as a whole is not let in
     * @throws IOException when the file cannot be read
     */
    public Translation read(String vendor, Path file, Context context) throws IOException {
        return translate(vendor, documents.read(vendor, file), context);
    }

    private Translation translate(String vendor, Document document, Context context) {
        Mapping mapping = mappings.get(document.type().mapping());
        Map<String, JsonNode> variables = context.variables(vendor);
        variables.put("document", document.around() == null ? NullNode.instance : document.around());
        boolean canonical = document.type().vendor().equals("canonical");
        Candidates candidates = new Candidates(context.source(), canonical);
        List<Row> source = document.rows();
        List<TranslatedRow> rows =
                new OnDemand<>(source.size(), at -> translate(mapping, source.get(at), variables, candidates));
        return new Translation(document, mapping.name(), mapping.version(), rows);
    }

    private static TranslatedRow translate(
            Mapping mapping, Row row, Map<String, JsonNode> variables, Candidates candidates) {
        if (!row.problems().isEmpty()) {
            return new TranslatedRow(row, List.of(), row.problems(), null);
        }
        JsonNode result;
        try {
            result = mapping.apply(row, variables);
        } catch (MappingFailure e) {
            return new TranslatedRow(row, List.of(), List.of(Violation.reject("MAPPING", "", e.getMessage())), null);
        }
        return candidates.of(row, result == null ? MissingNode.getInstance() : result);
    }
}
