package io.throughline.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Every kind of document that is known, from {@code mappings/<vendor>/documents.csv}; tells what a document is by its
 * content. The table of a folder that is no system's holds what any vendor may send.
 */
public final class DocumentTypes {

    private static final String FILE = "/documents.csv";

    private final List<DocumentType> types;

    DocumentTypes(List<DocumentType> types) {
        this.types = List.copyOf(types);
    }

    /** Reads the tables of the mapping folder. */
    public static DocumentTypes of(MappingFiles files) {
        List<DocumentType> types = new ArrayList<>();
        Systems systems = Systems.of(files);
        for (String path : files.files().keySet()) {
            if (path.endsWith(FILE)) {
                String folder = path.substring(0, path.length() - FILE.length());
                types.addAll(read(systems.find(folder).isPresent() ? folder : "*", files.text(path)));
            }
        }
        // A system's own documents come before those that any system may send.
        types.sort(Comparator.comparing(type -> type.vendor().equals("*")));
        return new DocumentTypes(types);
    }

    private static List<DocumentType> read(String vendor, String table) {
        List<DocumentType> types = new ArrayList<>();
        for (NamedCsvRecord line : CsvReader.builder().ofNamedCsvRecord(table)) {
            types.add(new DocumentType(
                    vendor,
                    Format.valueOf(line.getField("format").toUpperCase(Locale.ROOT)),
                    line.getField("marker"),
                    line.getField("mapping"),
                    line.getField("records")));
        }
        return types;
    }

    /** All known kinds. */
    public List<DocumentType> all() {
        return types;
    }

    /** The kind of an XML document by its root element, or what SOAP carries as its first element. */
    DocumentType ofXml(String vendor, String namespace, String name) {
        return decide(
                vendor,
                types(Format.XML)
                        .filter(type -> DocumentType.matches(type.marker(), namespace, name))
                        .toList(),
                "an XML document with the root element " + name
                        + (namespace.isEmpty() ? "" : " of the namespace " + namespace),
                "");
    }

    /** The kind of a JSON document by the fields of its root, or of the first element when it is an array. */
    DocumentType ofJson(String vendor, JsonNode root) {
        JsonNode sample = root.isArray() ? root.path(0) : root;
        List<DocumentType> found = types(Format.JSON)
                .filter(type -> type.markers().stream().allMatch(marker -> hasField(sample, marker)))
                .toList();
        String seen = sample.isObject()
                ? "a JSON document with the fields "
                        + StreamSupport.stream(((Iterable<String>) sample::fieldNames).spliterator(), false)
                                .limit(12)
                                .collect(Collectors.joining(", "))
                : "a JSON document that holds no object";
        return decide(vendor, found, seen, "");
    }

    /** The kind of a CSV document by its header, whatever the order of the columns. */
    DocumentType ofCsv(String vendor, List<String> header) {
        Set<String> columns = new HashSet<>(header);
        List<DocumentType> found = types(Format.CSV)
                .filter(type -> columns.containsAll(type.requiredColumns())
                        && type.knownColumns().containsAll(columns))
                .toList();
        return decide(
                vendor,
                found,
                "text whose first line is " + shorten(String.join(",", header)),
                found.isEmpty() ? nearest(columns) : "");
    }

    private DocumentType decide(String vendor, List<DocumentType> found, String seen, String hint) {
        Optional<DocumentType> own =
                found.stream().filter(type -> type.comesFrom(vendor)).findFirst();
        if (own.isPresent()) {
            return own.get();
        }
        if (!found.isEmpty()) {
            throw new Refusal(
                    "DOC-UNKNOWN",
                    "This is " + seen + ", a document of " + found.get(0).vendor() + ", but it came from " + vendor
                            + "; send it through " + found.get(0).vendor() + ".");
        }
        String known = types.stream()
                .filter(type -> type.comesFrom(vendor))
                .map(type -> type.format() + " " + type.mapping().replaceAll("^.*/|\\.(in|read)\\.\\w+$", "") + " ("
                        + shorten(type.marker()) + ")")
                .distinct()
                .collect(Collectors.joining("; "));
        throw new Refusal(
                "DOC-UNKNOWN",
                "This is " + seen + ", which is none of the known documents." + hint + " Known from " + vendor + ": "
                        + (known.isEmpty() ? "nothing" : known) + ".");
    }

    private java.util.stream.Stream<DocumentType> types(Format format) {
        return types.stream().filter(type -> type.format() == format);
    }

    private String nearest(Set<String> columns) {
        return types(Format.CSV)
                .filter(type -> type.requiredColumns().stream().anyMatch(columns::contains))
                .max(Comparator.comparingLong(type ->
                        type.knownColumns().stream().filter(columns::contains).count()))
                .filter(type ->
                        type.knownColumns().stream().filter(columns::contains).count() * 2 >= columns.size())
                .map(type -> {
                    Set<String> missing = new TreeSet<>(type.requiredColumns());
                    missing.removeAll(columns);
                    Set<String> extra = new TreeSet<>(columns);
                    type.knownColumns().forEach(extra::remove);
                    return " It is nearest to " + type.mapping()
                            + (missing.isEmpty() ? "" : ", but lacks " + missing)
                            + (extra.isEmpty()
                                    ? ""
                                    : (missing.isEmpty() ? ", but" : " and") + " has in addition "
                                            + shorten(extra.toString()))
                            + ".";
                })
                .orElse("");
    }

    private static boolean hasField(JsonNode sample, String marker) {
        int equals = marker.indexOf('=');
        String path = equals < 0 ? marker : marker.substring(0, equals);
        JsonNode found = sample.at("/" + path.replace('.', '/'));
        return !found.isMissingNode() && (equals < 0 || found.asText().equals(marker.substring(equals + 1)));
    }

    private static String shorten(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= 160 ? line : line.substring(0, 160) + "...";
    }
}
