package io.throughline.money;

import java.time.LocalDate;

/** Time entries for tests of calculations. */
public final class Entries {

    private Entries() {}

    /** An approved billable entry of W-0007 on P-1003, in US dollars. */
    public static TimeFact entry(String id, String role, String date, int minutes, String rate) {
        return entry(id, role, date, minutes, Rate.hourly(rate, "USD"), TimeFact.State.APPROVED, null);
    }

    /** A billable entry of W-0007 on P-1003. */
    public static TimeFact entry(
            String id, String role, String date, int minutes, Rate rate, TimeFact.State state, String invoiceId) {
        return new TimeFact(
                id,
                1,
                "W-0007",
                "P-1003",
                null,
                role,
                LocalDate.parse(date),
                minutes,
                true,
                false,
                state,
                rate,
                "LE-US",
                "CC-1200",
                null,
                invoiceId,
                null);
    }

    /** The same entry, which no client pays. */
    public static TimeFact internal(TimeFact entry) {
        return copy(entry, entry.timeEntryId(), false);
    }

    /** The same entry by another id. */
    public static TimeFact named(TimeFact entry, String id) {
        return copy(entry, id, entry.billable());
    }

    private static TimeFact copy(TimeFact entry, String id, boolean billable) {
        return new TimeFact(
                id,
                entry.version(),
                entry.workerId(),
                entry.projectId(),
                entry.taskId(),
                entry.roleId(),
                entry.workDate(),
                entry.minutes(),
                billable,
                entry.overtime(),
                entry.state(),
                entry.billRate(),
                entry.legalEntityId(),
                entry.costCenterId(),
                entry.correctionOf(),
                entry.invoiceId(),
                entry.noteHash());
    }
}
