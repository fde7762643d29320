package io.throughline.work;

import io.throughline.money.Fields;
import io.throughline.money.Rate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** CALC-15: hours of the PSA against those of ERP and payroll, per worker, project and period; close check C1. */
public final class HoursMatch {

    /** Hours up to which a difference is one of rounding, inclusive. */
    public static final BigDecimal TOLERANCE = new BigDecimal("0.05");

    private HoursMatch() {}

    /** What a difference is, the gravest first. */
    public enum Difference {
        /** The ERP has the same hours twice. */
        DUPLICATE,
        /** The ERP has hours that the PSA does not know. */
        ERP_ORPHAN,
        /** Approved hours have not reached the ERP. */
        TRANSFER_MISSING,
        /** Payroll has fewer hours than were worked. */
        PAYROLL_SHORT,
        /** Payroll has more hours than were worked. */
        PAYROLL_OVER,
        /** What is missing was approved after the cut-off and comes with the next run. */
        TIMING,
        /** The hours agree, the currency of their price does not. */
        CURRENCY_DIFF,
        /** The hours agree, their price does not. */
        RATE_DIFF,
        /** The hours differ within the tolerance. */
        ROUNDING,
        /** Nothing. */
        MATCH
    }

    /**
     * Hours of one worker on one project in one period. Hours are not null except as said.
     *
     * @param workerId     worker
     * @param projectId    project
     * @param internal     whether no client pays, so that the ERP bills nothing and none are expected there
     * @param psa          approved hours of the PSA
     * @param erp          hours of the ERP
     * @param payroll      hours worked as payroll has them; null for salaried staff, who are paid by exception
     * @param late         of the approved hours, those approved after the cut-off
     * @param postedTwice  of the ERP's hours, those posted a second time
     * @param psaRate      price in the PSA, or null when not compared
     * @param erpRate      price in the ERP, or null when not compared
     */
    public record Row(
            String workerId,
            String projectId,
            boolean internal,
            BigDecimal psa,
            BigDecimal erp,
            BigDecimal payroll,
            BigDecimal late,
            BigDecimal postedTwice,
            Rate psaRate,
            Rate erpRate) {

        public Row {
            Fields.id("workerId", workerId);
            Fields.id("projectId", projectId);
            Fields.required("psa", psa);
            Fields.required("erp", erp);
            late = late == null ? BigDecimal.ZERO : late;
            postedTwice = postedTwice == null ? BigDecimal.ZERO : postedTwice;
        }

        /** Hours alone. */
        public static Row of(
                String workerId,
                String projectId,
                boolean internal,
                BigDecimal psa,
                BigDecimal erp,
                BigDecimal payroll) {
            return new Row(workerId, projectId, internal, psa, erp, payroll, null, null, null, null);
        }

        /** ERP hours less those the PSA expects there. */
        BigDecimal erpGap() {
            return erp.subtract(internal ? BigDecimal.ZERO : psa);
        }

        /** Payroll hours less those worked; zero when not compared. */
        BigDecimal payrollGap() {
            return payroll == null ? BigDecimal.ZERO : payroll.subtract(psa);
        }
    }

    /**
     * Hours of several rows.
     *
     * @param psa     sum of the PSA
     * @param erp     sum of the ERP
     * @param payroll sum of payroll, without salaried staff
     */
    public record Totals(BigDecimal psa, BigDecimal erp, BigDecimal payroll) {}

    /** The gravest difference of a row. */
    public static Difference classify(Row row) {
        return all(row).get(0);
    }

    /** All differences of a row, the gravest first; {@link Difference#MATCH} alone when there is none. */
    public static List<Difference> all(Row row) {
        List<Difference> found = new ArrayList<>();
        erp(row, found);
        payroll(row, found);
        prices(row, found);
        boolean exact = row.erpGap().signum() == 0 && row.payrollGap().signum() == 0;
        if (found.isEmpty()) {
            found.add(exact ? Difference.MATCH : Difference.ROUNDING);
        }
        return found.stream().distinct().sorted().toList();
    }

    /** The sums of rows. */
    public static Totals totals(Collection<Row> rows) {
        BigDecimal psa = BigDecimal.ZERO;
        BigDecimal erp = BigDecimal.ZERO;
        BigDecimal payroll = BigDecimal.ZERO;
        for (Row row : rows) {
            psa = psa.add(row.psa());
            erp = erp.add(row.erp());
            payroll = row.payroll() == null ? payroll : payroll.add(row.payroll());
        }
        return new Totals(psa, erp, payroll);
    }

    private static void erp(Row row, List<Difference> found) {
        BigDecimal gap = row.erpGap();
        if (gap.abs().compareTo(TOLERANCE) <= 0) {
            return;
        }
        if (gap.signum() > 0) {
            found.add(explained(gap, row.postedTwice()) ? Difference.DUPLICATE : Difference.ERP_ORPHAN);
        } else {
            found.add(explained(gap.negate(), row.late()) ? Difference.TIMING : Difference.TRANSFER_MISSING);
        }
    }

    private static void payroll(Row row, List<Difference> found) {
        BigDecimal gap = row.payrollGap();
        if (gap.abs().compareTo(TOLERANCE) <= 0) {
            return;
        }
        if (gap.signum() > 0) {
            found.add(Difference.PAYROLL_OVER);
        } else {
            found.add(explained(gap.negate(), row.late()) ? Difference.TIMING : Difference.PAYROLL_SHORT);
        }
    }

    private static void prices(Row row, List<Difference> found) {
        if (row.psaRate() == null || row.erpRate() == null) {
            return;
        }
        if (!row.psaRate().currency().equals(row.erpRate().currency())) {
            found.add(Difference.CURRENCY_DIFF);
        } else if (row.psaRate().amount().compareTo(row.erpRate().amount()) != 0) {
            found.add(Difference.RATE_DIFF);
        }
    }

    private static boolean explained(BigDecimal gap, BigDecimal by) {
        return gap.subtract(by).compareTo(TOLERANCE) <= 0;
    }
}
