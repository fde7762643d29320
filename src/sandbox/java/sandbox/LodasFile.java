package sandbox;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An import file of DATEV LODAS: sections {@code [Allgemein]}, {@code [Satzbeschreibung]} and at least one of
 * {@code [Stammdaten]} and {@code [Bewegungsdaten]}, in Windows-1252 with CRLF. Every row names a description by its number and
 * has exactly the fields declared there.
 *
 * @param general the general section by key
 * @param rows    the rows of both kinds, in the order of the file
 */
record LodasFile(Map<String, String> general, List<LodasFile.Row> rows) {

    private static final Charset ANSI = Charset.forName("windows-1252");
    private static final Set<String> SECTIONS =
            Set.of("[Allgemein]", "[Satzbeschreibung]", "[Bewegungsdaten]", "[Stammdaten]");
    private static final Pattern DIGITS = Pattern.compile("\\d{1,3}");

    /**
     * One row.
     *
     * @param line   its line in the file, from 1
     * @param table  record type, such as {@code u_lod_bwd_buchung_standard}
     * @param fields values by declared field, without the delimiter of texts; empty ones are left out
     * @param wrong  why it does not fit its description, or null
     */
    record Row(int line, String table, Map<String, String> fields, String wrong) {
        boolean isMovement() {
            return table.startsWith("u_lod_bwd_");
        }
    }

    private record Description(String table, List<String> fields) {}

    /** Reads a file, or throws a {@link BadFile} that says what of it is not LODAS. */
    static LodasFile read(byte[] bytes) {
        List<String> lines = lines(text(bytes));
        Map<String, List<Integer>> sections = sections(lines);
        if (!sections.containsKey("[Allgemein]") || !sections.containsKey("[Satzbeschreibung]")) {
            throw new BadFile(1, "The sections [Allgemein] and [Satzbeschreibung] are required");
        }
        if (!sections.containsKey("[Bewegungsdaten]") && !sections.containsKey("[Stammdaten]")) {
            throw new BadFile(1, "One of the sections [Bewegungsdaten] and [Stammdaten] is required");
        }
        Map<String, String> general = general(lines, sections.get("[Allgemein]"));
        LodasRules.refuseGeneral(general);
        Map<String, Description> described = descriptions(lines, sections.get("[Satzbeschreibung]"), general);
        List<Row> rows = new ArrayList<>();
        for (String section : List.of("[Stammdaten]", "[Bewegungsdaten]")) {
            for (int at : sections.getOrDefault(section, List.of())) {
                rows.add(row(at + 1, lines.get(at), section, described, general));
            }
        }
        return new LodasFile(general, rows);
    }

    private static String text(byte[] bytes) {
        if (isUtf8BeyondAscii(bytes)) {
            throw new BadFile(1, "The file is in UTF-8; LODAS reads Windows-1252");
        }
        try {
            return decoded(ANSI, bytes);
        } catch (CharacterCodingException e) {
            throw new BadFile(1, "The file has a byte that is no character of Windows-1252");
        }
    }

    private static boolean isUtf8BeyondAscii(byte[] bytes) {
        try {
            return decoded(StandardCharsets.UTF_8, bytes).chars().anyMatch(c -> c > 0x7f);
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static String decoded(Charset charset, byte[] bytes) throws CharacterCodingException {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private static List<String> lines(String text) {
        if (!text.endsWith("\r\n")) {
            throw new BadFile(1, "The last line does not end with CR LF");
        }
        List<String> lines = List.of(text.substring(0, text.length() - 2).split("\r\n", -1));
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).chars().anyMatch(c -> c < 0x20)) {
                throw new BadFile(i + 1, "The line has a control character or does not end with CR LF");
            }
        }
        return lines;
    }

    /** Places of the lines of each section; comments and empty lines are left out. */
    private static Map<String, List<Integer>> sections(List<String> lines) {
        Map<String, List<Integer>> sections = new LinkedHashMap<>();
        List<Integer> open = null;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.startsWith("[")) {
                if (!SECTIONS.contains(line) || sections.containsKey(line)) {
                    throw new BadFile(i + 1, "Unknown or repeated section " + line);
                }
                open = new ArrayList<>();
                sections.put(line, open);
            } else if (!line.isEmpty() && !line.startsWith("*")) {
                if (open == null) {
                    throw new BadFile(i + 1, "The line stands before the first section");
                }
                open.add(i);
            }
        }
        return sections;
    }

    private static Map<String, String> general(List<String> lines, List<Integer> places) {
        Map<String, String> general = new LinkedHashMap<>();
        for (int at : places) {
            String[] pair = lines.get(at).split("=", 2);
            if (pair.length < 2 || general.put(pair[0].strip(), pair[1].strip()) != null) {
                throw new BadFile(at + 1, "Not one key=value, or a key given twice");
            }
        }
        return general;
    }

    private static Map<String, Description> descriptions(
            List<String> lines, List<Integer> places, Map<String, String> general) {
        Map<String, Description> described = new LinkedHashMap<>();
        for (int at : places) {
            List<String> parts = fields(lines.get(at), general);
            if (parts.size() < 3 || !DIGITS.matcher(parts.get(0)).matches()) {
                throw new BadFile(at + 1, "A description is <number>;<record type>;<field>;...");
            }
            String table = parts.get(1);
            List<String> fields = parts.subList(2, parts.size());
            LodasRules.refuseFields(at + 1, table, fields);
            if (described.put(parts.get(0), new Description(table, fields)) != null) {
                throw new BadFile(at + 1, "Description " + parts.get(0) + " is given twice");
            }
        }
        return described;
    }

    private static Row row(
            int line, String text, String section, Map<String, Description> described, Map<String, String> general) {
        List<String> values = fields(text, general);
        Description description = described.get(values.get(0));
        if (description == null) {
            return new Row(line, "", Map.of(), "Record " + values.get(0) + " has no description");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        String wrong = description.table().startsWith("u_lod_bwd_") == "[Bewegungsdaten]".equals(section)
                ? null
                : description.table() + " does not belong into " + section;
        if (values.size() - 1 != description.fields().size()) {
            wrong = (values.size() - 1) + " values for " + description.fields().size() + " declared fields";
        }
        String quote = general.getOrDefault("Stringbegrenzer", "");
        for (int i = 1; wrong == null && i < values.size(); i++) {
            String value = values.get(i);
            if (!quote.isEmpty() && value.length() > 1 && value.startsWith(quote) && value.endsWith(quote)) {
                value = value.substring(1, value.length() - 1);
            }
            if (!quote.isEmpty() && value.contains(quote)) {
                wrong = "A value contains the delimiter of texts " + quote;
            } else if (!value.isEmpty()) {
                fields.put(description.fields().get(i - 1), value);
            }
        }
        return new Row(line, description.table(), fields, wrong);
    }

    /** The parts of a line; one separator at its end belongs to the last part. */
    private static List<String> fields(String line, Map<String, String> general) {
        String separator = general.get("Feldtrennzeichen");
        String body = line.endsWith(separator) ? line.substring(0, line.length() - separator.length()) : line;
        return List.of(body.split(Pattern.quote(separator), -1));
    }
}
