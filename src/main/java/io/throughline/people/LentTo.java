package io.throughline.people;

import io.throughline.contract.Event;
import java.util.List;
import java.util.Set;

/** In which ERPs other than that of his entity a worker's time is billed, so that they have to know him. */
@FunctionalInterface
public interface LentTo {

    /** Names of the systems, such as {@code netsuite}; never that of the entity that employs him. */
    Set<String> erps(Worker worker);

    /** What makes worker and projects known to each other's systems when he goes on with his work from other ones. */
    default List<Event> due(Event cause, Worker worker) {
        return List.of();
    }
}
