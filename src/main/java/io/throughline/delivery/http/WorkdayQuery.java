package io.throughline.delivery.http;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;

/**
 * One of the three queries that together find every change of workers, or a query of one worker.
 *
 * @param kind    what the two instants mean
 * @param from    first moment, included
 * @param through last moment, included
 * @param asOf    the moment whose state is read; the same for all pages, so that they fit together
 * @param on      the day whose state is read; lies ahead when future hires are looked for
 * @param worker  the one worker that is asked for, or null
 */
public record WorkdayQuery(Kind kind, Instant from, Instant through, Instant asOf, LocalDate on, Reference worker) {

    /**
     * A worker.
     *
     * @param type kind of number, {@code WID}, {@code Employee_ID} or {@code Contingent_Worker_ID}
     * @param id   the number
     */
    public record Reference(String type, String id) {}

    /** Which changes are found. */
    public enum Kind {
        /** Those entered between the two moments. */
        UPDATED,
        /** Those taking effect between the two moments. */
        EFFECTIVE,
        /** Those entered before and taking effect between the two moments, which lie ahead. */
        FUTURE,
        /** One worker, changed or not. */
        WORKER
    }

    /** A query of changes. */
    public WorkdayQuery(Kind kind, Instant from, Instant through, Instant asOf, LocalDate on) {
        this(kind, from, through, asOf, on, null);
    }

    /** A query of one worker as he is at a moment. */
    public static WorkdayQuery of(Reference worker, Instant asOf, LocalDate on) {
        return new WorkdayQuery(Kind.WORKER, asOf, asOf, asOf, on, Objects.requireNonNull(worker, "worker"));
    }

    public WorkdayQuery {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(through, "through");
        Objects.requireNonNull(asOf, "asOf");
        Objects.requireNonNull(on, "on");
    }
}
