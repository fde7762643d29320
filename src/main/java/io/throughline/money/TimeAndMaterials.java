package io.throughline.money;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * CALC-04: billing by time. The unit of pricing is the invoice line: minutes are rounded to units by the policy of the
 * contract ({@link RoundingPolicy}), then priced and rounded to the currency. Three entries of 20 minutes at 210 are 210.00
 * when lines are rounded, and 207.90 when entries are.
 */
public final class TimeAndMaterials {

    private record Key(
            String projectId, String workerId, String roleId, Rate rate, YearMonth month, boolean overtime) {}

    /**
     * What a cap leaves of an amount (CALC-04c).
     *
     * @param billable what may be billed
     * @param overCap  what must be held as work in progress
     */
    public record Capped(Money billable, Money overCap) {}

    private TimeAndMaterials() {}

    /**
     * Entries as priced lines, by project, worker, role, rate, service month and overtime class, in that order. Lines of
     * zero minutes are left out.
     *
     * @throws IllegalArgumentException when an entry has no rate or no role
     */
    public static List<PricedLine> lines(Collection<TimeFact> entries, RoundingPolicy rounding) {
        List<TimeFact> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparing(TimeFact::projectId)
                .thenComparing(TimeFact::workerId)
                .thenComparing(TimeFact::workDate)
                .thenComparing(TimeFact::timeEntryId));
        Map<Key, List<TimeFact>> byKey = new LinkedHashMap<>();
        for (TimeFact entry : sorted) {
            Fields.required("billRate of " + entry.timeEntryId(), entry.billRate());
            Fields.required("roleId of " + entry.timeEntryId(), entry.roleId());
            Rate rate = entry.billRate();
            Key key = new Key(
                    entry.projectId(),
                    entry.workerId(),
                    entry.roleId(),
                    new Rate(rate.amount(), rate.currency(), rate.per()),
                    YearMonth.from(entry.workDate()),
                    entry.overtime());
            byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(entry);
        }
        List<PricedLine> lines = new ArrayList<>();
        byKey.forEach((key, members) -> {
            PricedLine line = line(key, members, rounding);
            if (line.minutes() != 0) {
                lines.add(line);
            }
        });
        return lines;
    }

    /** The sum of priced lines. */
    public static Money total(Collection<PricedLine> lines, String currency) {
        return lines.stream().map(PricedLine::amount).reduce(Money.zero(currency), Money::plus);
    }

    /**
     * What may still be billed under a not-to-exceed cap.
     *
     * @param cap    the cap of the contract, or null for none
     * @param billed what was billed before
     * @param priced what is priced now
     */
    public static Capped capped(Money cap, Money billed, Money priced) {
        if (cap == null) {
            return new Capped(priced, Money.zero(priced.currency()));
        }
        Money left = cap.minus(billed).max(Money.zero(priced.currency()));
        Money billable = priced.exceeds(left) ? left : priced;
        return new Capped(billable, priced.minus(billable));
    }

    private static PricedLine line(Key key, List<TimeFact> members, RoundingPolicy rounding) {
        long minutes = members.stream().mapToLong(TimeFact::minutes).sum();
        BigDecimal quantity = rounding.quantity(key.rate(), members);
        TimeFact last = members.get(members.size() - 1);
        return new PricedLine(
                key.projectId(),
                key.workerId(),
                key.roleId(),
                key.rate(),
                key.month(),
                key.overtime(),
                last.costCenterId(),
                minutes,
                quantity,
                key.rate().times(quantity),
                members.get(0).workDate(),
                last.workDate(),
                members.stream().map(TimeFact::timeEntryId).toList(),
                hash(members));
    }

    private static String hash(List<TimeFact> members) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (TimeFact member : members) {
                digest.update((member.timeEntryId() + ":" + member.version() + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
