package io.throughline.close;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.throughline.close.ClosePeriod.Acceptance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/** Differences somebody answers for: {@code accepted.csv} with the columns check, outside, note and by. */
public final class Acceptances {

    private Acceptances() {}

    /**
     * The rows of the file; none when there is no file.
     *
     * @throws IOException naming the line and what is wrong with it
     */
    public static List<Acceptance> in(Path file) throws IOException {
        List<Acceptance> accepted = new ArrayList<>();
        if (!Files.exists(file)) {
            return accepted;
        }
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (NamedCsvRecord row : rows) {
                try {
                    accepted.add(new Acceptance(
                            row.getField("check").strip(),
                            Long.parseLong(row.getField("outside").strip()),
                            row.getField("note"),
                            row.getField("by")));
                } catch (IllegalArgumentException | NoSuchElementException wrong) {
                    throw new IOException(
                            file + " line " + row.getStartingLineNumber()
                                    + ": expected check, outside (a number), note and by: " + wrong.getMessage(),
                            wrong);
                }
            }
        }
        return accepted;
    }
}
