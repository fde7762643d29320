package io.throughline;

import io.throughline.delivery.http.WorkdayQuery;
import io.throughline.journal.Watermarks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.camel.Exchange;

/** Which stretch of a vendor's feed is to be read next: from where the last reading ended, less an overlap. */
public final class Feeds {

    private static final String FROM = "from";

    private static final String THROUGH = "through";

    /** How far ahead hires are looked for. */
    private static final Duration HORIZON = Duration.ofDays(180);

    private final Watermarks watermarks;
    private final Duration overlap;
    private final Clock clock;

    Feeds(Watermarks watermarks, Duration overlap, Clock clock) {
        this.watermarks = watermarks;
        this.overlap = overlap;
        this.clock = clock;
    }

    /** Since when the changes of a system are to be read. */
    public Instant since(Exchange exchange, String system) {
        return begin(exchange, system, clock.instant());
    }

    /** The three delta queries of Workday over the stretch not read yet. */
    public List<WorkdayQuery> workday(Exchange exchange) {
        Instant now = clock.instant();
        Instant since = begin(exchange, "workday", now);
        LocalDate today = LocalDate.now(clock);
        Instant ahead = now.plus(HORIZON);
        return List.of(
                new WorkdayQuery(WorkdayQuery.Kind.UPDATED, since, now, now, today),
                new WorkdayQuery(WorkdayQuery.Kind.EFFECTIVE, since, now, now, today),
                new WorkdayQuery(WorkdayQuery.Kind.FUTURE, now, ahead, now, today.plusDays(HORIZON.toDays())));
    }

    /** Notes that a feed has been read as far as it was asked for, unless it was meanwhile set back to be read again. */
    public void read(Exchange exchange, String feed) {
        watermarks.advance(
                feed, exchange.getVariable(FROM, Instant.class), exchange.getVariable(THROUGH, Instant.class));
    }

    private Instant begin(Exchange exchange, String feed, Instant now) {
        Instant position = watermarks.position(feed);
        exchange.setVariable(FROM, position);
        exchange.setVariable(THROUGH, now);
        return position.minus(overlap);
    }
}
