package io.throughline.work;

import io.throughline.money.TimeFact;
import io.throughline.money.TimeFacts;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/** Time of a worker who leaves that somebody has still to see to. */
record LeftTime(TimeFacts time) {

    /** How many days before the last one are looked at for time on the way. */
    private static final int LOOK_BACK = 62;

    /** How many days after the last one time may have been booked. */
    private static final int LOOK_AHEAD = 366;

    private static final Set<TimeFact.State> ON_THE_WAY =
            Set.of(TimeFact.State.DRAFT, TimeFact.State.SUBMITTED, TimeFact.State.REJECTED);

    /** Entries up to the last day that nobody has submitted or approved (V-WRK-22). */
    List<TimeFact> unapproved(String workerId, LocalDate lastDay) {
        return time.ofWorker(workerId, lastDay.minusDays(LOOK_BACK), lastDay).stream()
                .filter(fact -> ON_THE_WAY.contains(fact.state()) && fact.minutes() != 0)
                .toList();
    }

    /** Entries after the last day that are not written off (V-WRK-21). */
    List<TimeFact> after(String workerId, LocalDate lastDay) {
        return time.ofWorker(workerId, lastDay.plusDays(1), lastDay.plusDays(LOOK_AHEAD)).stream()
                .filter(fact -> fact.minutes() != 0 && fact.state() != TimeFact.State.WRITTEN_OFF)
                .toList();
    }
}
