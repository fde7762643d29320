package io.throughline.people;

import io.throughline.contract.Event;
import io.throughline.contract.Violation;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What a worker who leaves has in hand: bookings, time and expenses on the way, people and projects that look to him. */
public interface Handover {

    /** Bookings after the last day (V-WRK-20), as remarks; their ids are found by {@link #booked}. */
    List<Violation> bookings(Worker worker, LocalDate lastDay);

    /** Ids of the assignments that book the worker after the last day. */
    List<String> booked(String workerId, LocalDate lastDay);

    /** Time after the last day (V-WRK-21), as one remark for each project; empty while there is none. */
    Map<String, Violation> timeAfter(Worker worker, LocalDate lastDay);

    /** Time and expenses up to the last day that nobody has submitted or approved (V-WRK-22), with what they are worth. */
    List<Violation> unapproved(Worker worker, LocalDate lastDay);

    /** Whether every expense of the worker is posted or refused, so that the ERP needs him no more. */
    boolean settled(String workerId);

    /** People and projects that look to the worker for approval (V-WRK-23), with who stands in. */
    List<Violation> looksTo(Worker worker);

    /** Bookings that were ended and that nobody has taken over, as remarks under V-WRK-20. */
    List<Violation> unfilled(Collection<String> assignmentIds);

    /** {@code assignment.ended.v1} for each booking after the last day, so that it ends with that day. */
    List<Event> ended(Event cause, String workerId, LocalDate lastDay);

    /** {@code assignment.changed.v1} for each booking that ended with the worker and that nobody has taken over. */
    List<Event> restored(Event cause, String workerId);
}
