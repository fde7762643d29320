package io.throughline.delivery.http;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;

/**
 * One of the three queries that together find every change of workers.
 *
 * @param kind    what the two instants mean
 * @param from    first moment, included
 * @param through last moment, included
 * @param asOf    the moment whose state is read; the same for all pages, so that they fit together
 * @param on      the day whose state is read; lies ahead when future hires are looked for
 */
public record WorkdayQuery(Kind kind, Instant from, Instant through, Instant asOf, LocalDate on) {

    /** Which changes are found. */
    public enum Kind {
        /** Those entered between the two moments. */
        UPDATED,
        /** Those taking effect between the two moments. */
        EFFECTIVE,
        /** Those entered before and taking effect between the two moments, which lie ahead. */
        FUTURE
    }

    public WorkdayQuery {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(through, "through");
        Objects.requireNonNull(asOf, "asOf");
        Objects.requireNonNull(on, "on");
    }
}
