package io.throughline.files;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;

/**
 * What became of a dropped file.
 *
 * @param file      its name
 * @param sha256    hash of its content, hexadecimal; null when it was too large to be read
 * @param received  when it was taken
 * @param accepted  events that entered the journal
 * @param duplicate events that were there already
 * @param held      events that wait for a person or for a reference
 * @param rejected  records that did not go on
 * @param skipped   records that make no event though nothing is wrong with them
 * @param errors    why records were rejected
 * @param notes     why events are held
 */
@JsonPropertyOrder({
    "file",
    "sha256",
    "received",
    "accepted",
    "duplicate",
    "held",
    "rejected",
    "skipped",
    "errors",
    "notes"
})
public record Receipt(
        String file,
        String sha256,
        Instant received,
        int accepted,
        int duplicate,
        int held,
        int rejected,
        int skipped,
        List<Line> errors,
        List<Line> notes) {

    /**
     * One remark.
     *
     * @param row     1 for the first record, 0 for the whole file
     * @param pointer where in the document
     * @param rule    rule id
     * @param message a sentence
     */
    public record Line(int row, String pointer, String rule, String message) {}

    /** Whether the file as a whole was not let in. */
    boolean refused() {
        return accepted + duplicate + held + skipped == 0 && rejected > 0;
    }
}
