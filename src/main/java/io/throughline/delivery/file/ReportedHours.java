package io.throughline.delivery.file;

import com.fasterxml.jackson.databind.node.ArrayNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.throughline.contract.Extraction;
import io.throughline.contract.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * The utilization report for close check C8: logged and billable hours of each worker, added up from the facts of time that
 * reporting was given for the month ({@link ReportingFeed}). What is added up grows with the workers, not with the entries.
 */
public final class ReportedHours {

    /** The table of the close that it fills. */
    public static final String TABLE = "utilization_report";

    /** What fetches call the feed beside the systems. */
    public static final String SYSTEM = "reporting";

    private static final BigDecimal HOUR = new BigDecimal(60);
    private static final int HOURS_SCALE = 6;
    private static final Set<String> APPROVED = Set.of("APPROVED", "TRANSFERRED", "BILLED", "WRITTEN_OFF");

    private final Path out;
    private final Runnable feed;
    private final BiFunction<String, LocalDate, String> employers;

    /**
     * @param out       folder of the feed's files
     * @param feed      writes what changed since the feed was written
     * @param employers the legal entity that employs a worker on a day, null when he is not known; asked of facts that name none
     */
    public ReportedHours(Path out, Runnable feed, BiFunction<String, LocalDate, String> employers) {
        this.out = out;
        this.feed = feed;
        this.employers = employers;
    }

    private static final class Minutes {
        private long logged;
        private long billable;
    }

    /**
     * Hands out {@code {worker_id, logged_hours, billable_hours}} of the entity's workers.
     *
     * @return how it ended, as every reading for the close: 1, the number of files that were read, or the failure when reporting
     *     has no finished file of the month, or one that cannot be read
     */
    public Object extract(Extraction extraction) {
        try {
            return read(extraction);
        } catch (RuntimeException failed) {
            return failed;
        }
    }

    private Integer read(Extraction extraction) {
        feed.run();
        Path file = out.resolve("time-" + YearMonth.from(extraction.from()) + ".csv");
        if (!Files.exists(file.resolveSibling(file.getFileName() + ".done"))) {
            throw new IllegalStateException("reporting was not given " + file.getFileName() + " yet");
        }
        TreeMap<String, Minutes> workers = new TreeMap<>();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (NamedCsvRecord fact : csv) {
                if (APPROVED.contains(fact.getField("status"))
                        && extraction.entity().equals(employer(fact))) {
                    Minutes sum = workers.computeIfAbsent(fact.getField("worker_id"), first -> new Minutes());
                    long minutes = Long.parseLong(fact.getField("minutes"));
                    sum.logged += minutes;
                    sum.billable += fact.getField("billable").equals("Y") ? minutes : 0;
                }
            }
        } catch (IOException | RuntimeException unreadable) {
            throw new IllegalStateException(
                    file.getFileName() + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
        ArrayNode rows = Json.mapper().createArrayNode();
        workers.forEach((worker, sum) -> rows.addObject()
                .put("worker_id", worker)
                .put("logged_hours", hours(sum.logged))
                .put("billable_hours", hours(sum.billable)));
        extraction.rows(rows);
        return 1;
    }

    private String employer(NamedCsvRecord fact) {
        String named = fact.getField("legal_entity");
        return named.isEmpty()
                ? employers.apply(fact.getField("worker_id"), LocalDate.parse(fact.getField("work_date")))
                : named;
    }

    private static String hours(long minutes) {
        return new BigDecimal(minutes)
                .divide(HOUR, HOURS_SCALE, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
