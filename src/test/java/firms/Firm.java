package firms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A firm that a seed made: who it is, and all that its systems tell of October 2026 as CloudEvents documents.
 *
 * @param moved     workers whose cost centre changed on a day on which they had worked already
 * @param reference what the ERP tells first: entities, calendars, cost centres, cost rates, contracts
 * @param told      everything else, in the order in which it happened
 */
record Firm(
        long seed,
        List<Entity> entities,
        List<Person> people,
        List<Engagement> engagements,
        Set<String> moved,
        List<ObjectNode> reference,
        List<ObjectNode> told) {

    /** First day of the month that is told of. */
    static final LocalDate FIRST = LocalDate.of(2026, 10, 1);

    /** Last day on which somebody works. */
    static final LocalDate LAST = LocalDate.of(2026, 10, 28);

    /**
     * A legal entity.
     *
     * @param digits minor units of its currency
     */
    record Entity(
            String id, String country, String currency, int digits, ZoneId zone, boolean vat, List<String> centers) {}

    /**
     * A worker.
     *
     * @param minutes minutes of a full day by the work pattern, Monday to Friday
     * @param leave   days on which the worker may be away and does not work
     */
    record Person(
            String id,
            Entity entity,
            String role,
            LocalDate hired,
            int minutes,
            boolean payrolled,
            List<LocalDate> leave) {

        boolean works(LocalDate day) {
            return !day.isBefore(hired) && !leave.contains(day);
        }
    }

    /** A project by the contract it will have; {@code byTime} when its hours are billed. */
    record Engagement(String projectId, String contractId, Entity biller, String customerId, boolean byTime) {}

    /** A booking of a person on a project. */
    record Booking(String id, Person person, Engagement engagement) {}

    static Firm empty(long seed) {
        return new Firm(
                seed,
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new HashSet<>(),
                new ArrayList<>(),
                new ArrayList<>());
    }

    static <T> T one(Random dice, List<T> of) {
        return of.get(dice.nextInt(of.size()));
    }
}
