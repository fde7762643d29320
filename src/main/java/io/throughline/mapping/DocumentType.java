package io.throughline.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * One kind of document, a line of {@code mappings/<vendor>/documents.csv}.
 *
 * @param vendor  the system it comes from, or {@code *} when any may send it
 * @param format  its syntax
 * @param marker  by what it is known: CSV column names separated by spaces, optional ones in brackets; the XML root as
 *                {@code {namespace}name}, the namespace may end in {@code *}; JSON fields that must exist, separated by
 *                spaces, each {@code a.b} or {@code a.b=value}
 * @param mapping the mapping for its records, {@code <vendor>/<file>}
 * @param records where the records are: {@code row} or {@code by <column>} (CSV), the element as {@code {namespace}name} (XML), {@code *} for a
 *                single object or an array, {@code results} for Kantata's ordered result list, or the name of the field
 *                that holds the list, such as {@code records} of Salesforce's page of a query (JSON)
 */
public record DocumentType(String vendor, Format format, String marker, String mapping, String records) {

    /** Whether documents of this kind may come from that system. */
    public boolean comesFrom(String system) {
        return vendor.equals("*") || vendor.equals(system);
    }

    /** The words of the marker. */
    List<String> markers() {
        return Arrays.asList(marker.trim().split("\\s+"));
    }

    /** CSV columns that must be there. */
    List<String> requiredColumns() {
        return markers().stream().filter(word -> !word.startsWith("[")).toList();
    }

    /** CSV columns that may be there. */
    List<String> knownColumns() {
        return markers().stream()
                .flatMap(word -> Stream.of(word.replace("[", "").replace("]", "")))
                .toList();
    }

    /** Whether an element matches an {@code {namespace}name} pattern. */
    static boolean matches(String pattern, String namespace, String name) {
        int close = pattern.indexOf('}');
        String wantedName = pattern.substring(close + 1);
        String wantedSpace = close < 0 ? "" : pattern.substring(1, close);
        boolean space = wantedSpace.endsWith("*")
                ? namespace.startsWith(wantedSpace.substring(0, wantedSpace.length() - 1))
                : namespace.equals(wantedSpace);
        return space && (wantedName.equals("*") || wantedName.equals(name));
    }
}
