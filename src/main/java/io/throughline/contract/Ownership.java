package io.throughline.contract;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who owns which field of a canonical object, from the table {@code mappings/codes/ownership.csv} with the columns
 * {@code object,field,owner}. A field is a dotted path and stands for everything below it; an owner is a domain as in the
 * CloudEvents source {@code urn:<org>:<domain>:<vendor>:<tenant>}, several are parted by {@code |}. What is not listed belongs
 * to nobody in particular; the field {@code *} stands for everything of an object that has no row of its own.
 */
public final class Ownership {

    /** The field that stands for all that are not listed. */
    public static final String REST = "*";

    private static final String HEADER = "object,field,owner";

    private final Map<String, Map<String, List<String>>> owners;
    private final Set<String> domains = new TreeSet<>();

    private Ownership(Map<String, Map<String, List<String>>> owners) {
        this.owners = owners;
        owners.values().forEach(fields -> fields.values().forEach(domains::addAll));
    }

    /**
     * The table as shipped, from the class path.
     *
     * @throws IllegalArgumentException when it is missing or broken
     */
    public static Ownership shipped() {
        try (InputStream in = Ownership.class.getResourceAsStream("/mappings/codes/ownership.csv")) {
            if (in == null) {
                throw new IllegalArgumentException("mappings/codes/ownership.csv is not on the class path");
            }
            return read(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A table.
     *
     * @throws IllegalArgumentException when the header is wrong or a row has not three cells
     */
    public static Ownership read(Reader table) {
        Map<String, Map<String, List<String>>> owners = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(table)) {
            if (!HEADER.equals(lines.readLine())) {
                throw new IllegalArgumentException("ownership.csv must start with " + HEADER);
            }
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    String[] cells = line.split(",", -1);
                    if (cells.length != 3) {
                        throw new IllegalArgumentException("ownership.csv has a row without 3 cells: " + line);
                    }
                    owners.computeIfAbsent(cells[0].strip(), object -> new HashMap<>())
                            .put(cells[1].strip(), List.of(cells[2].strip().split("\\|")));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Ownership(owners);
    }

    /** Whether fields of an object have owners. */
    public boolean knows(String object) {
        return owners.containsKey(object);
    }

    /** The listed fields of an object, without {@link #REST}. */
    public Set<String> fields(String object) {
        Set<String> fields = new TreeSet<>(owners.getOrDefault(object, Map.of()).keySet());
        fields.remove(REST);
        return fields;
    }

    /** Who owns an object as a whole; empty when single fields of it have owners and the rest has none. */
    public List<String> owners(String object) {
        return owners.getOrDefault(object, Map.of()).getOrDefault(REST, List.of());
    }

    /** The domain of a source, when it is one that owns something; rules, people and the API stand above the table. */
    public Optional<String> domain(String source) {
        String[] parts = source.split(":", -1);
        return parts.length < 4 ? Optional.empty() : Optional.of(parts[2]).filter(domains::contains);
    }

    /** Who owns a field, by the longest listed path that leads to it; empty when nobody in particular does. */
    public List<String> owners(String object, String field) {
        Map<String, List<String>> fields = owners.getOrDefault(object, Map.of());
        for (String path = field; !path.isEmpty(); path = path.substring(0, Math.max(0, path.lastIndexOf('.')))) {
            if (fields.containsKey(path)) {
                return fields.get(path);
            }
        }
        return owners(object);
    }
}
