package io.throughline.work;

import io.throughline.money.TimeFact;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Time entries as the facts that calculations and stores use. */
public final class TimeEntryFacts {

    private TimeEntryFacts() {}

    /** The fact of an entry. */
    public static TimeFact of(TimeEntry entry) {
        return new TimeFact(
                entry.timeEntryId(),
                entry.version(),
                entry.workerId(),
                entry.projectId(),
                entry.taskId(),
                entry.roleId(),
                entry.workDate(),
                entry.minutes(),
                entry.billable(),
                entry.timeType() == TimeEntry.TimeType.OVERTIME,
                TimeFact.State.valueOf(entry.status().name()),
                entry.billRate(),
                entry.legalEntityId(),
                entry.costCenterId(),
                entry.correctionOf(),
                entry.billedOn() == null ? null : entry.billedOn().invoiceId(),
                noteHash(entry.note()));
    }

    /** SHA-256 of a note in hex, or null without a note; notes may hold personal data and are not kept as facts. */
    public static String noteHash(String note) {
        if (note == null) {
            return null;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(note.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
