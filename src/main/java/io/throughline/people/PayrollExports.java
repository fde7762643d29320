package io.throughline.people;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/** What payroll was told of each legal entity and pay period: the batches, and the hours per worker and pay code they add up to. */
public interface PayrollExports {

    /** One row of hours: a worker and a pay code such as {@code REG}, {@code OT} or {@code V}. */
    record Code(String workerId, String payCode) {}

    /**
     * All batches of one period together.
     *
     * @param version version of the newest batch
     * @param hours   hours per worker and pay code over all versions, scale 2
     */
    record Exported(int version, Map<Code, BigDecimal> hours) {
        public Exported {
            hours = Map.copyOf(hours);
        }
    }

    /**
     * One batch as it was sent.
     *
     * @param key        legal entity and period, such as {@code LE-DE-2026-10}
     * @param rows       how many rows it had
     * @param totalHours sum of its hours, scale 2
     */
    record Batch(String key, int rows, BigDecimal totalHours) {}

    /** What was told of a period, if anything was. */
    Optional<Exported> of(String key);

    /**
     * Whether payroll may lack hours of a period that was exported: time of its days came in after the newest batch or is not
     * approved yet, or leave or a change of a worker came in.
     */
    boolean touched(String key, LocalDate from, LocalDate to);

    /** The batch of an id, if it was sent. */
    Optional<Batch> batch(String batchId);
}
