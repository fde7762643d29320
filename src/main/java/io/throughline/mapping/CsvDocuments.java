package io.throughline.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.throughline.contract.Violation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * CSV in UTF-8 with a header line; comma, semicolon or tab, whichever the header has most of; RFC 4180 quoting. Cells are
 * trimmed, an empty cell is an absent field. Records {@code by <column>} gather all rows with the same value there.
 */
final class CsvDocuments {

    private final DocumentTypes types;
    private final Limits limits;

    CsvDocuments(DocumentTypes types, Limits limits) {
        this.types = types;
        this.limits = limits;
    }

    Document read(String vendor, byte[] bytes) {
        String text = Bytes.utf8(bytes);
        CsvReader.CsvReaderBuilder builder = CsvReader.builder()
                .fieldSeparator(separator(text))
                .allowExtraFields(true)
                .allowMissingFields(true)
                .skipEmptyLines(true)
                .maxBufferSize(limits.maxString());
        try (CsvReader<CsvRecord> reader = builder.ofCsvRecord(text)) {
            return split(vendor, text, reader.iterator(), builder);
        } catch (CsvParseException e) {
            throw new Refusal("DOC-MALFORMED", "The CSV cannot be read: " + reason(e), e);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Document split(
            String vendor, String text, Iterator<CsvRecord> records, CsvReader.CsvReaderBuilder builder) {
        CsvRecord first;
        try {
            first = records.next();
        } catch (NoSuchElementException e) {
            throw new Refusal("DOC-EMPTY", "The document has no line with text.", e);
        }
        List<String> header = first.getFields().stream().map(String::trim).toList();
        DocumentType type = types.ofCsv(vendor, withoutDuplicates(header));
        List<Long> starts = new ArrayList<>();
        records.forEachRemaining(line -> starts.add(line.getStartingLineNumber()));
        if (starts.isEmpty()) {
            throw new Refusal("DOC-EMPTY", "The document has a header and no rows.");
        }
        Lines originals = new Lines(text);
        List<Row> rows = new OnDemand<>(starts.size(), at -> {
            long next = at + 1 < starts.size() ? starts.get(at + 1) : Long.MAX_VALUE;
            String original = originals.between(starts.get(at), next);
            return row(at + 1, header, builder.ofSingleCsvRecord(original), original);
        });
        String group = type.records().startsWith("by ") ? type.records().substring(3) : null;
        return new CsvDocument(
                type,
                originals.between(first.getStartingLineNumber(), starts.get(0)),
                group == null ? rows : grouped(rows, group));
    }

    /** Rows with the same value in a column as one record {@code {<column>, rows: [..]}}; broken rows stay alone. */
    private static List<Row> grouped(List<Row> rows, String column) {
        Map<String, List<Row>> groups = new LinkedHashMap<>();
        for (Row row : rows) {
            String key =
                    row.problems().isEmpty() ? "=" + row.json().path(column).asText() : "#" + row.number();
            groups.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
        }
        return groups.values().stream()
                .map(group -> group.get(0).problems().isEmpty() ? record(group, column) : group.get(0))
                .toList();
    }

    private static Row record(List<Row> group, String column) {
        Row first = group.get(0);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set(column, first.json().get(column));
        ArrayNode members = json.putArray("rows");
        group.forEach(row -> members.add(row.json()));
        String original = group.stream().map(Row::original).collect(Collectors.joining("\n"));
        return new Row(first.number(), first.pointer(), json, null, original, List.of());
    }

    private static Row row(int number, List<String> header, CsvRecord line, String original) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (int at = 0; at < Math.min(header.size(), line.getFieldCount()); at++) {
            String cell = line.getField(at).trim();
            if (!cell.isEmpty()) {
                json.put(header.get(at), cell);
            }
        }
        List<Violation> problems = line.getFieldCount() == header.size()
                ? List.of()
                : List.of(Violation.reject(
                        "ROW-CELLS",
                        "",
                        "The row has " + line.getFieldCount() + " cells, the header has " + header.size()
                                + "; a separator or a quote is missing or too many."));
        return new Row(number, "/" + number, json, null, original, problems);
    }

    private static List<String> withoutDuplicates(List<String> header) {
        Set<String> seen = new HashSet<>();
        for (String name : header) {
            if (!seen.add(name)) {
                throw new Refusal(
                        "DOC-MALFORMED",
                        "The header names the column " + (name.isEmpty() ? "without a name" : name)
                                + " twice; line 1. Each column may be there once.");
            }
        }
        return header;
    }

    private static char separator(String text) {
        char best = ',';
        int most = 0;
        String line = text.stripLeading().lines().findFirst().orElse("");
        for (char candidate : new char[] {',', ';', '\t'}) {
            int count = (int) line.chars().filter(c -> c == candidate).count();
            if (count > most) {
                most = count;
                best = candidate;
            }
        }
        return best;
    }

    private static String reason(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest == failure ? failure.getMessage() : failure.getMessage() + ": " + deepest.getMessage();
    }

    /** Where the physical lines of a text begin; CR, LF and CRLF end a line, as the CSV reader counts them. */
    private static final class Lines {

        private final String text;
        private final List<Integer> starts = new ArrayList<>();

        Lines(String text) {
            this.text = text;
            starts.add(0);
            for (int at = 0; at < text.length(); at++) {
                char c = text.charAt(at);
                boolean crlf = c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
                if (c == '\n' || (c == '\r' && !crlf)) {
                    starts.add(at + 1);
                }
            }
        }

        /** Text from one line (1-based) to before another, without the line end. */
        String between(long from, long to) {
            int start = starts.get((int) from - 1);
            int end = to - 1 < starts.size() ? starts.get((int) to - 1) : text.length();
            int last = end;
            while (last > start && (text.charAt(last - 1) == '\n' || text.charAt(last - 1) == '\r')) {
                last--;
            }
            return text.substring(start, last);
        }
    }

    /** A CSV document; its rejected rows keep their original text. */
    private record CsvDocument(DocumentType type, String header, List<Row> rows) implements Document {

        @Override
        public JsonNode around() {
            return null;
        }

        @Override
        public byte[] rejectedDocument(List<Row> kept) {
            StringBuilder text = new StringBuilder(header).append('\n');
            kept.forEach(row -> text.append(row.original()).append('\n'));
            return text.toString().getBytes(StandardCharsets.UTF_8);
        }
    }
}
