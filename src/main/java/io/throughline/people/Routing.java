package io.throughline.people;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Which systems serve a legal entity, from the code table {@code mappings/codes/routing.csv} with the columns
 * {@code legal_entity,erp,psa,payroll,identity}; the row {@code *} serves every entity without a row of its own.
 */
public final class Routing {

    private static final String HEADER = "legal_entity,erp,psa,payroll,identity";

    /** The systems of one entity. */
    public record Systems(String erp, String psa, String payroll, String identity) {}

    private final Map<String, Systems> byEntity;

    private Routing(Map<String, Systems> byEntity) {
        this.byEntity = Map.copyOf(byEntity);
    }

    /**
     * The table as shipped, from the class path.
     *
     * @throws IllegalArgumentException when it is missing or broken
     */
    public static Routing shipped() {
        try (InputStream in = Routing.class.getResourceAsStream("/mappings/codes/routing.csv")) {
            if (in == null) {
                throw new IllegalArgumentException("mappings/codes/routing.csv is not on the class path");
            }
            return read(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A table.
     *
     * @throws IllegalArgumentException when the header is wrong, a row is short or the default row is missing
     */
    public static Routing read(Reader table) {
        Map<String, Systems> rows = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(table)) {
            String header = lines.readLine();
            if (!HEADER.equals(header)) {
                throw new IllegalArgumentException("routing.csv must start with " + HEADER);
            }
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    String[] cells = line.split(",", -1);
                    if (cells.length != 5) {
                        throw new IllegalArgumentException("routing.csv has a row without 5 cells: " + line);
                    }
                    rows.put(
                            cells[0].strip(),
                            new Systems(cells[1].strip(), cells[2].strip(), cells[3].strip(), cells[4].strip()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!rows.containsKey("*")) {
            throw new IllegalArgumentException("routing.csv has no default row *");
        }
        return new Routing(rows);
    }

    /** The systems that serve an entity. */
    public Systems of(String legalEntityId) {
        Systems own = legalEntityId == null ? null : byEntity.get(legalEntityId);
        return own == null ? byEntity.get("*") : own;
    }
}
