package io.throughline.delivery;

import io.throughline.contract.Event;
import io.throughline.contract.ObjectTypes;
import java.util.HashMap;
import java.util.Map;

/** The newest version of each object that a source has told of, so that an older one is not applied after it. */
final class Versions {

    private record About(String source, String object, String id) {}

    private final Map<About, Long> newest = new HashMap<>();

    /** Notes a version; an older one changes nothing. */
    void note(String source, String object, String id, long version) {
        newest.merge(new About(source, object, id), version, Math::max);
    }

    void note(Event event) {
        note(event.source(), ObjectTypes.of(event.type()), event.subject(), event.version());
    }

    /** Whether the same source has told of a newer version of the object. */
    boolean hasNewerThan(Event event) {
        About about = new About(event.source(), ObjectTypes.of(event.type()), event.subject());
        return newest.getOrDefault(about, event.version()) > event.version();
    }
}
