package io.throughline.cli.demo;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.throughline.journal.Knowledge;
import io.throughline.people.Worker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The hours in the pay-data files that were written for ADP, beside the expected ones, and the batches of all entities. */
final class Payslips {

    private static final String FILE = "PRMHUEPI.csv";

    private record Hours(BigDecimal regular, BigDecimal overtime) {
        static final Hours NONE = new Hours(BigDecimal.ZERO, BigDecimal.ZERO);

        Hours plus(Hours other) {
            return new Hours(regular.add(other.regular), overtime.add(other.overtime));
        }
    }

    private final Path exchange;
    private final Path out;
    private final Knowledge knowledge;
    private final Books books;

    /** @param exchange the exchange folder */
    Payslips(Path exchange, Knowledge knowledge, Books books) {
        this.exchange = exchange;
        this.out = exchange.resolve("adp/out");
        this.knowledge = knowledge;
        this.books = books;
    }

    /** The batches that were announced, each with the file in the exchange folder that holds it. */
    List<Report.PayrollBatch> batches() {
        return books.data("payroll.exported.v1").stream()
                .map(batch -> new Report.PayrollBatch(
                        batch.path("legalEntityId").asText(),
                        batch.path("batchId").asText(),
                        batch.path("rows").asInt(),
                        new BigDecimal(batch.path("totalHours").asText()),
                        file(batch.path("batchId").asText())))
                .sorted(Comparator.comparing(Report.PayrollBatch::legalEntity)
                        .thenComparing(Report.PayrollBatch::batch))
                .toList();
    }

    private String file(String batchId) {
        try (Stream<Path> files = Files.walk(exchange)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> exchange.relativize(file).toString())
                    .filter(file -> file.contains("/out/") && file.contains(batchId) && !file.endsWith(".done"))
                    .sorted()
                    .findFirst()
                    .orElse("none");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** One line per expected worker and half month. */
    List<Report.PayrollLine> lines() {
        Map<String, Hours> written = written();
        List<Report.PayrollLine> lines = new ArrayList<>();
        for (Map<String, String> row : DemoData.rows("demo/expected/payroll_hours_us.csv")) {
            String worker = row.get("worker_id");
            String half = row.get("pay_period(A=1-15,B=16-31)");
            Hours hours = written.getOrDefault(worker + half, Hours.NONE);
            lines.add(new Report.PayrollLine(
                    worker,
                    half,
                    hours.regular(),
                    new BigDecimal(row.get("reg_hours")),
                    hours.overtime(),
                    new BigDecimal(row.get("ot_hours"))));
        }
        return lines;
    }

    /** Hours by worker and half; the batch id ends with the half, such as {@code OCT26A}. */
    private Map<String, Hours> written() {
        Map<String, String> workers = new HashMap<>();
        knowledge.all("worker", Worker.class).forEach(worker -> workers.put(worker.payrollId(), worker.workerId()));
        Map<String, Hours> written = new HashMap<>();
        for (Path file : files()) {
            try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
                for (NamedCsvRecord row : reader) {
                    String batch = row.getField("Batch ID");
                    String worker = workers.get(row.getField("File #"));
                    written.merge(
                            worker + batch.substring(batch.length() - 1),
                            new Hours(decimal(row.getField("Reg Hours")), decimal(row.getField("O/T Hours"))),
                            Hours::plus);
                }
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return written;
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.walk(out)) {
            return files.filter(file -> file.getFileName().toString().equals(FILE))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static BigDecimal decimal(String text) {
        return text.isEmpty() ? BigDecimal.ZERO : new BigDecimal(text);
    }
}
